import type { Deps } from '../deps.ts'
import { queuedChecks } from '../store/checks.ts'
import { waitingRows } from '../store/outbox.ts'

/** What waits at this moment: drivers, papers, deliveries. */
export const openCounts = async (deps: Deps): Promise<{ waiting: number; examined: number; draw: number; deliver: number }> => {
  const queued = await queuedChecks(deps.db)
  const examined = queued.filter(({ lease }) => lease).length
  return { waiting: queued.length - examined, examined, ...(await waitingRows(deps.db)) }
}
