import type { Kysely } from 'kysely'

/** How often somebody who asked for a report's paper named a number that isn't the driver's, and when last, by both clocks. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('paper_tries')
    .addColumn('number', 'text', (c) => c.primaryKey())
    .addColumn('wrong', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('steady_at', 'text', (c) => c.notNull())
    .execute()
}
