import type { Kysely } from 'kysely'

/** The signature by SM2 beside a report's paper, in the lists. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('check_lines').addColumn('sm2', 'text').execute()
}
