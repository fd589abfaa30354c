import type { DeviceState } from '#protocol/reading.ts'
import type { Deps } from '../deps.ts'
import { listMachines } from '../store/machines.ts'
import { tryWriting } from '../store/open.ts'
import { waitingRows } from '../store/outbox.ts'
import { countQueue } from '../store/queue.ts'

/** What waits at this moment: drivers, papers, deliveries. */
export const openCounts = async (deps: Deps): Promise<{ waiting: number; examined: number; draw: number; deliver: number }> => ({
  ...(await countQueue(deps.db)),
  ...(await waitingRows(deps.db)),
})

/** Can what happens be kept? False when the database can't be asked, or nothing can be written into it. */
export const canKeep = (deps: Deps): Promise<boolean> =>
  tryWriting(deps.db).then(
    () => true,
    () => false,
  )

/** The devices of every booth whose agent is connected, as it said last. */
export const devicesOnline = async (deps: Deps): Promise<(DeviceState & { booth: string })[]> =>
  (await listMachines(deps.db))
    .filter(({ id }) => deps.online.has(id))
    .flatMap(({ id, devices }) => devices.map((device) => ({ booth: id, ...device })))
