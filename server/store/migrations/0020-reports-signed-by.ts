import type { Kysely } from 'kysely'

/** Whether anybody ever signed by password is asked at each start. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createIndex('reports_signed_by').on('reports').column('signed_by').execute()
}
