import type { Kysely } from 'kysely'

/** When another computer came with a machine's key while the machine itself was there. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('machines').addColumn('second_at', 'text').execute()
}
