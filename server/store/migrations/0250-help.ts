import { type Kysely, sql } from 'kysely'

/** Who in a booth called for a person, when, and who answered. Those that nobody has answered stand in an index of their own. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('help_calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('booth', 'text', (c) => c.notNull())
    .addColumn('check_id', 'text')
    .addColumn('whom', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('answered_at', 'text')
    .addColumn('answered_by', 'text')
    .execute()
  await schema.createIndex('help_calls_open').on('help_calls').columns(['at', 'id']).where(sql.ref('answered_at'), 'is', null).execute()
}
