import type { Kysely } from 'kysely'

/** The halls that people work for (those from before keep all), and what was looked at beyond them, with the reason. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('people').addColumn('halls', 'text').execute()
  await schema
    .createTable('access_records')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('steady_at', 'text', (c) => c.notNull())
    .execute()
  await schema.createIndex('access_records_at').on('access_records').columns(['at', 'id']).execute()
  await schema.createIndex('access_records_asked').on('access_records').columns(['person', 'check_id', 'what', 'steady_at']).execute()
}
