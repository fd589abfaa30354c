import type { Db, Tx } from './open.ts'

/** What is already stored under an id: its digest, or null. */
export const readingDigest = async (db: Db, id: string): Promise<string | null> => {
  const row = await db.selectFrom('readings').select('digest').where('id', '=', id).executeTakeFirst()
  return row?.digest ?? null
}

/** A signed log as it came, and its check; null: there is none of this id. */
export const keptReading = async (
  db: Db,
  id: string,
): Promise<{ check: string; attempt: string; booth: string; digest: string; body: string } | null> =>
  (await db
    .selectFrom('readings')
    .select(['check_id as check', 'attempt', 'booth', 'digest', 'body'])
    .where('id', '=', id)
    .executeTakeFirst()) ?? null

/** Keeps a signed log as it came; false when its id or its attempt is taken. */
export const addReading = async (
  tx: Tx,
  { check, ...rest }: { id: string; check: string; attempt: string; booth: string; digest: string; body: string; at: string },
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('readings')
    .values({ ...rest, check_id: check })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
