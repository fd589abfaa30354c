import { type Kysely, sql } from 'kysely'

type Rows = Kysely<{
  outbox: {
    id: string
    kind: string
    check_id: string
    destination: string
    done_at: string | null
    line: string | null
    held_by: string | null
    steady_since: string
  }
  checks: { id: string; applicant: string }
}>

/**
 * What goes to a system goes in the order in which it was made, for each driver: a row says whose it is and behind which other it waits. Calls of an
 * interface are counted by day.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  for (const column of ['line', 'held_by', 'receipt']) await schema.alterTable('outbox').addColumn(column, 'text').execute()
  const rows = db as Rows
  await rows
    .updateTable('outbox')
    .where('kind', '=', 'deliver')
    .set((e) => ({ line: e.selectFrom('checks').select('checks.applicant').whereRef('checks.id', '=', 'outbox.check_id') }))
    .execute()
  await inOrder(rows)
  const open = sql<boolean>`done_at is null and line is not null`
  await schema.createIndex('outbox_line').on('outbox').columns(['destination', 'line']).where(open).execute()
  await schema.createIndex('outbox_held').on('outbox').column('held_by').where(sql.ref('held_by'), 'is not', null).execute()
  const free = sql<boolean>`done_at is null and line is not null and held_by is null`
  await schema.createIndex('outbox_turn').on('outbox').columns(['destination', 'due_at', 'id']).where(free).execute()
  await schema
    .createTable('calls')
    .addColumn('destination', 'text', (c) => c.notNull())
    .addColumn('interface', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('used', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('calls_of_a_day', ['destination', 'interface', 'day'])
    .execute()
}

/** What waited before waits in the order in which it was written. */
const inOrder = async (rows: Rows): Promise<void> => {
  const last = new Map<string, string>()
  const open = await rows
    .selectFrom('outbox')
    .select(['id', 'destination', 'line'])
    .where('done_at', 'is', null)
    .where('line', 'is not', null)
    .orderBy('steady_since')
    .orderBy('id')
    .execute()
  for (const { id, destination, line } of open) {
    const elder = last.get(`${destination} ${line}`)
    if (elder !== undefined) await rows.updateTable('outbox').set({ held_by: elder }).where('id', '=', id).execute()
    last.set(`${destination} ${line}`, id)
  }
}
