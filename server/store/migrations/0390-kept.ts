import { type Kysely, sql } from 'kysely'

/** For whom a driver is kept whom a doctor lets wait; and those alone are looked through for whose time is over. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('check_lines').addColumn('kept', 'text').execute()
  await db.schema.createIndex('check_lines_kept').on('check_lines').column('kept').where(sql.ref('kept'), 'is not', null).execute()
}
