import type { Kysely } from 'kysely'

/** By which a person's row is known to be what the server wrote. Older rows have none until their person comes again. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('applicants').addColumn('proof', 'text').execute()
}
