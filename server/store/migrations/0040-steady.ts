import { type Kysely, sql } from 'kysely'

/** When a check was opened by the clock that nobody sets: the day's deadline counts by it, whatever the wall's clock was set to since. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('checks').addColumn('steady_at', 'text').execute()
  await (db as Kysely<{ checks: { steady_at: string; opened_at: string } }>)
    .updateTable('checks')
    .set((e) => ({ steady_at: e.ref('opened_at') }))
    .execute()
  await schema.dropIndex('checks_open').ifExists().execute()
  await schema.dropIndex('checks_parked').ifExists().execute()
  await schema.createIndex('checks_open').on('checks').column('steady_at').where(sql.ref('open_booth'), 'is not', null).execute()
  await schema.createIndex('checks_parked').on('checks').column('steady_at').where(sql.ref('parked_at'), 'is not', null).execute()
}
