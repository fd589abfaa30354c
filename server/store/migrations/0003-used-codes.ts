import type { Kysely } from 'kysely'

/** Until when the code held by which a machine enrolled: whoever lost the answer may ask again by the same key. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('machines').addColumn('used_until', 'text').execute()
}
