import { type Kysely, sql } from 'kysely'

/** Which server works on a row of the outbox, and until when nobody else takes it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  for (const column of ['claimed_by', 'claimed_until']) await schema.alterTable('outbox').addColumn(column, 'text').execute()
  await schema.createIndex('outbox_claimed').on('outbox').column('claimed_until').where(sql.ref('claimed_until'), 'is not', null).execute()
}
