import type { Deps } from '../../deps.ts'
import { awaitedAt } from '../../store/journeys.ts'

/**
 * Takes away what systems and this server left for each other in folders once nobody waits for it and it is as old as the settings say. What became of each
 * errand stays in the database.
 */
export const cleanFolders = async (deps: Pick<Deps, 'db' | 'destinations' | 'clock' | 'log'>): Promise<void> => {
  for (const { id, carrier, keepMs } of deps.destinations) {
    if (!carrier.clean) continue
    const owed = new Set((await awaitedAt(deps.db, id)).map(({ reference }) => reference))
    // A folder that can't be read now is looked at again, and keeps no other from being cleaned.
    const gone = await carrier.clean(new Date(deps.clock().getTime() - keepMs), owed).catch((error: unknown) => {
      deps.log.warn({ destination: id, err: error }, 'a folder of a system could not be cleaned')
      return 0
    })
    if (gone > 0) deps.log.info({ destination: id, gone }, 'old messages and answers of a system were taken away')
  }
}
