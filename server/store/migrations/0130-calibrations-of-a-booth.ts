import type { Kysely } from 'kysely'

/** The administrator is shown a booth's newest calibrations, of all devices. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createIndex('calibrations_told').on('calibrations').columns(['booth', 'sequence']).execute()
}
