import type { ErrandKind } from '#protocol/errand.ts'
import type { DeviceState } from '#protocol/reading.ts'
import { refusalIn } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { tryWriting } from '../../store/counters.ts'
import { listMachines } from '../../store/machines.ts'
import { type Waits, waitingRows } from '../../store/outbox.ts'
import { countQueue } from '../../store/queue.ts'
import { EVERYTHING } from '../sites/scope.ts'

/** What waits at this moment: drivers, and errands by kind. */
export const openCounts = async (deps: Deps): Promise<{ waiting: number; examined: number } & Record<ErrandKind, number>> => {
  const { draw, deliver, withdraw, standing, stamp } = await waitingRows(deps.db)
  const errands = {
    draw: draw.waiting,
    deliver: deliver.waiting,
    withdraw: withdraw.waiting,
    standing: standing.waiting,
    stamp: stamp.waiting,
  }
  return { ...(await countQueue(deps.db, EVERYTHING)), ...errands }
}

/** Of errands that aren't done, by kind: how old the oldest is, s (0: none), and after how many somebody has to look. */
export const errandCounts = async (deps: Deps): Promise<Record<ErrandKind, { oldestS: number; person: number }>> => {
  const { draw, deliver, withdraw, standing, stamp } = await waitingRows(deps.db)
  const told = ({ oldest, person }: Waits) => ({
    oldestS: oldest === null ? 0 : Math.max(0, (deps.steady().getTime() - Date.parse(oldest)) / 1000),
    person,
  })
  return { draw: told(draw), deliver: told(deliver), withdraw: told(withdraw), standing: told(standing), stamp: told(stamp) }
}

/** Why nothing that happens can be kept; null: it can. `database`: can the database be written; `cause`: the system's word for a disk that takes nothing. */
export const keptBy = async (deps: Deps): Promise<{ database: boolean; cause: string | null }> => {
  const refusal = await tryWriting(deps.db).then(() => null, refusalIn)
  const said = refusal?.refused === 'disk-full' ? String(refusal.fields['cause']) : null
  return { database: refusal === null, cause: (await deps.files.probe()) ?? said }
}

/** The devices of every booth whose agent is connected, as it said last. */
export const devicesOnline = async (deps: Deps): Promise<(DeviceState & { booth: string })[]> => {
  const here = await deps.presence.here()
  return (await listMachines(deps.db))
    .filter(({ id }) => here.has(id))
    .flatMap(({ id, devices }) => devices.map((device) => ({ booth: id, ...device })))
}
