import { type Kysely, sql } from 'kysely'

/** What each recording takes on the disk, bytes, and how long it is, ms; null: not counted yet. Summed over what is kept. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('recordings').addColumn('bytes', 'integer').execute()
  await schema.alterTable('recordings').addColumn('length_ms', 'integer').execute()
  await schema
    .createIndex('recordings_counted')
    .on('recordings')
    .columns(['began_at', 'bytes', 'length_ms'])
    .where(sql.ref('erased_at'), 'is', null)
    .execute()
}
