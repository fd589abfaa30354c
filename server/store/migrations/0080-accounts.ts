import type { Kysely } from 'kysely'

/**
 * Sessions that can be listed, end when idle and end one by one; passkeys that wait for a second administrator; what happened to an
 * account; machines that are shut off, and their keys. Sessions from before have no name and no beginning: people sign in again.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.dropTable('sessions').execute()
  await schema
    .createTable('sessions')
    .addColumn('token', 'text', (c) => c.primaryKey())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('person', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'text', (c) => c.notNull())
    .addColumn('until', 'text', (c) => c.notNull())
    .addColumn('browser', 'text', (c) => c.notNull())
    .addColumn('challenge', 'text')
    .execute()
  await schema.createIndex('sessions_person').on('sessions').column('person').execute()
  await schema.createIndex('sessions_until').on('sessions').column('until').execute()
  await schema.createIndex('sessions_seen').on('sessions').column('seen_at').execute()
  await schema.alterTable('passkeys').addColumn('used_at', 'text').execute()
  await schema.alterTable('passkeys').addColumn('held', 'text').execute()
  await schema.alterTable('people').addColumn('reset_by', 'text').execute()
  await schema.alterTable('people').addColumn('code_until', 'text').execute()
  await schema.alterTable('people').addColumn('code_by', 'text').execute()
  await schema
    .alterTable('machines')
    .addColumn('disabled', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('dead_keys')
    .addColumn('public_key', 'text', (c) => c.primaryKey())
    .addColumn('machine', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
  await schema
    .createTable('account_events')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'text')
    .execute()
  await schema.createIndex('account_events_person').on('account_events').columns(['person', 'at']).execute()
}
