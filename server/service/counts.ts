import type { DeviceState } from '#protocol/reading.ts'
import type { Deps } from '../deps.ts'
import { listMachines } from '../store/machines.ts'
import { waitingRows } from '../store/outbox.ts'
import { countQueue } from '../store/queue.ts'

/** What waits at this moment: drivers, papers, deliveries. */
export const openCounts = async (deps: Deps): Promise<{ waiting: number; examined: number; draw: number; deliver: number }> => ({
  ...(await countQueue(deps.db)),
  ...(await waitingRows(deps.db)),
})

/** The devices of every booth whose agent is connected, as it said last. */
export const devicesOnline = async (deps: Deps): Promise<(DeviceState & { booth: string })[]> =>
  (await listMachines(deps.db))
    .filter(({ id }) => deps.online.has(id))
    .flatMap(({ id, devices }) => devices.map((device) => ({ booth: id, ...device })))
