import { type Kysely, sql } from 'kysely'

/** What waits in the outbox says where it goes, since when it is to be done, why it isn't, and since when somebody has to look. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .alterTable('outbox')
    .addColumn('destination', 'text', (c) => c.notNull().defaultTo('case'))
    .execute()
  for (const column of ['since', 'steady_since'])
    await schema
      .alterTable('outbox')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute()
  await schema.alterTable('outbox').addColumn('fault', 'text').execute()
  await schema.alterTable('outbox').addColumn('person_at', 'text').execute()
  // What waited before waits since its report was concluded.
  const rows = db as Kysely<{
    outbox: { check_id: string; due_at: string; done_at: string | null; since: string; steady_since: string }
    check_lines: { check_id: string; concluded_at: string | null }
  }>
  await rows
    .updateTable('outbox')
    .where('done_at', 'is', null)
    .set((e) => {
      const concluded = e
        .selectFrom('check_lines as line')
        .select('line.concluded_at')
        .whereRef('line.check_id', '=', 'outbox.check_id')
        .limit(1)
      const since = e.fn.coalesce(concluded, 'outbox.due_at')
      return { since, steady_since: since }
    })
    .execute()
  await schema
    .createIndex('outbox_person')
    .on('outbox')
    .columns(['person_at', 'kind'])
    .where(sql.ref('person_at'), 'is not', null)
    .execute()
}
