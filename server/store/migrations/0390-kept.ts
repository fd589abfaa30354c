import type { Kysely } from 'kysely'

/** For whom a driver is kept whom a doctor lets wait. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('check_lines').addColumn('kept', 'text').execute()
}
