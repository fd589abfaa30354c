import { openStore } from '../../../server/store/open.ts'
import { markingBy } from '../../../server/store/walks.ts'
import type { Genuine } from './genuine.ts'

/** The copies were not written by a server: they are marked as one would that finds them at its update. */
export const markAnew = async ({ database, key }: Genuine): Promise<void> => {
  const db = await openStore(database)
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('marks').execute()
    await markingBy(key).left(tx)
  })
  await db.destroy()
}
