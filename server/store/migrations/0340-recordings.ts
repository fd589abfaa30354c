import { type Kysely, sql } from 'kysely'

/**
 * Which checks were recorded, since when, by which key (locked up by the installation's), and what became of it; and the parts of each: one source
 * of one side from when it began to flow until it stopped. Once it is erased the key is gone and so are the parts.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('recordings')
    .addColumn('check_id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'text')
    .addColumn('began_at', 'text', (c) => c.notNull())
    .addColumn('stopped', 'text')
    .addColumn('erased_at', 'text')
    .execute()
  await schema.createIndex('recordings_kept').on('recordings').column('began_at').where(sql.ref('erased_at'), 'is', null).execute()
  await schema
    .createTable('recording_parts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('side', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('began_at', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await schema.createIndex('recording_parts_check').on('recording_parts').columns(['check_id', 'began_at', 'id']).execute()
  await schema.createIndex('recording_parts_open').on('recording_parts').column('ended_at').where(sql.ref('ended_at'), 'is', null).execute()
}
