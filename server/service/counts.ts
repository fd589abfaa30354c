import type { DeviceState } from '#protocol/reading.ts'
import type { Deps } from '../deps.ts'
import { queuedChecks } from '../store/checks.ts'
import { listMachines } from '../store/machines.ts'
import { waitingRows } from '../store/outbox.ts'

/** What waits at this moment: drivers, papers, deliveries. */
export const openCounts = async (deps: Deps): Promise<{ waiting: number; examined: number; draw: number; deliver: number }> => {
  const queued = await queuedChecks(deps.db)
  const examined = queued.filter(({ lease }) => lease).length
  return { waiting: queued.length - examined, examined, ...(await waitingRows(deps.db)) }
}

/** The devices of every booth whose agent is connected, as it said last. */
export const devicesOnline = async (deps: Deps): Promise<(DeviceState & { booth: string })[]> =>
  (await listMachines(deps.db))
    .filter(({ id }) => deps.online.has(id))
    .flatMap(({ id, devices }) => devices.map((device) => ({ booth: id, ...device })))
