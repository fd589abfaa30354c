import { type Kysely, sql } from 'kysely'

/** The ledger of hard cases: what was asked of a senior doctor or of another department, whose it is, by when, and what came of it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('escalations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('site', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('owner', 'text')
    .addColumn('contact_at', 'text')
    .addColumn('outcome', 'text')
    .addColumn('words', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await schema.createIndex('escalations_check').on('escalations').column('check_id').execute()
  await schema.createIndex('escalations_asked').on('escalations').columns(['asked_at', 'id']).execute()
  await schema.createIndex('escalations_open').on('escalations').columns(['due_at', 'id']).where(sql.ref('ended_at'), 'is', null).execute()
}
