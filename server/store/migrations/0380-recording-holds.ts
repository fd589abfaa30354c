import { type Kysely, sql } from 'kysely'

/**
 * Why a recording must not be erased though its days are over: who said so, when, and what for; and who let it go again, why. `lifted_at` null: it holds.
 * What is kept is looked for by day and told page by page.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('recording_holds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull())
    .addColumn('set_at', 'text', (c) => c.notNull())
    .addColumn('lifted_by', 'text')
    .addColumn('lifted_at', 'text')
    .addColumn('lifted_reason', 'text')
    .execute()
  await schema.createIndex('recording_holds_check').on('recording_holds').columns(['check_id', 'set_at', 'id']).execute()
  await schema.dropIndex('recordings_kept').execute()
  await schema
    .createIndex('recordings_kept')
    .on('recordings')
    .columns(['began_at', 'check_id'])
    .where(sql.ref('erased_at'), 'is', null)
    .execute()
}
