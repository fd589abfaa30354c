import type { Kysely } from 'kysely'

/** Marks by which is known what was altered by other means than the server's: see marks.ts. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('marks')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('mark', 'text', (c) => c.notNull())
    .execute()
}
