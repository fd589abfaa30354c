import type { Kysely } from 'kysely'

/** When something last happened to a check, by the clock that nobody sets: the day's deadline spares whoever is in the middle of it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('checks').addColumn('moved_at', 'text').execute()
}
