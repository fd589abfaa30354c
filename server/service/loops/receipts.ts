import type { Deps } from '../../deps.ts'
import { askNow, awaitedAt } from '../../store/journeys.ts'

/**
 * Where others carry receipts to us, one that lies there is asked for at once: a look costs nothing, so that nobody waits for half of the time that has
 * gone by. What couldn't be read is left to its own waits. True: something is to be asked for now.
 */
export const lookForReceipts = async (deps: Pick<Deps, 'db' | 'destinations' | 'steady'>): Promise<boolean> => {
  let found = false
  for (const { id, carrier } of deps.destinations) {
    if (!carrier.arrived) continue
    const awaited = (await awaitedAt(deps.db, id)).filter(({ fault }) => fault === null || fault === 'unanswered')
    if (awaited.length === 0) continue
    const here = await carrier.arrived(new Set(awaited.map(({ reference }) => reference)))
    const rows = awaited.filter(({ reference }) => here.has(reference)).map((one) => one.id)
    if (rows.length === 0) continue
    await askNow(deps.db, rows, deps.steady().toISOString())
    found = true
  }
  return found
}
