import type { Kysely } from 'kysely'

/** A person's checks are looked up at each card and each start of a station: parked ones, and how often a station was begun today. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createIndex('checks_applicant').on('checks').columns(['applicant', 'opened_at']).execute()
}
