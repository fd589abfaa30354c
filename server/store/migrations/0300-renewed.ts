import type { Kysely } from 'kysely'

/** The paper of a report with the proofs and time stamps that were added behind the sealed one. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('reports').addColumn('renewed', 'text').execute()
}
