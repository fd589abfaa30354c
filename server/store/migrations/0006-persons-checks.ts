import { type Kysely, sql } from 'kysely'

/**
 * A person's checks are looked up at each card and each start of a station: parked ones, and how often a station was begun today. Parked
 * ones stand in an index of their own, which stays as small as a day.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('checks').addColumn('parked_at', 'text').execute()
  await schema.createIndex('checks_applicant').on('checks').columns(['applicant', 'opened_at']).execute()
  await schema.createIndex('checks_parked').on('checks').column('opened_at').where(sql.ref('parked_at'), 'is not', null).execute()
}
