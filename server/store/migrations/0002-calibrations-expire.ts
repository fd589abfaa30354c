import type { Kysely } from 'kysely'

/** Calibrations end. Those from before never said when: nothing stands on them any more. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('calibrations')
    .addColumn('expires_at', 'text', (c) => c.notNull().defaultTo('1970-01-01T00:00:00.000Z'))
    .execute()
}
