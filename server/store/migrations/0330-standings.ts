import { type Kysely, sql } from 'kysely'

type Rows = Kysely<{
  notices: Record<'id' | 'check_id' | 'number' | 'since' | 'steady_since' | 'due_at' | 'whom', string> & {
    sequence: number
    tries: number
    done_at: string | null
  }
  checks: { id: string; applicant: string }
  outbox: Record<'id' | 'kind' | 'check_id' | 'number' | 'destination' | 'line' | 'since' | 'steady_since' | 'due_at', string> & {
    tries: number
    done_at: string | null
    held_by: string | null
  }
}>

/** What the counter decided is told to the traffic police as everything else is, in the order of its driver: it waited among the notices to drivers. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const rows = db as Rows
  const told = await rows.selectFrom('notices').selectAll().where('whom', '=', 'case').orderBy('steady_since').orderBy('sequence').execute()
  for (const { check_id, sequence, number, since, steady_since, due_at, tries, done_at } of told) {
    const { applicant: line } = await rows.selectFrom('checks').select('applicant').where('id', '=', check_id).executeTakeFirstOrThrow()
    const report = await rows
      .selectFrom('outbox')
      .select('destination')
      .where('number', '=', number)
      .where('kind', '=', 'deliver')
      .orderBy('due_at', 'desc')
      .executeTakeFirst()
    const destination = report?.destination ?? 'none'
    const errand = { id: `${check_id}:${sequence}:standing`, kind: 'standing', check_id, number, destination, line, since, steady_since }
    const held_by = done_at === null ? await lastInLine(rows, destination, line) : null
    await rows
      .insertInto('outbox')
      .values({ ...errand, held_by, due_at, tries, done_at })
      .execute()
  }
  await rows.deleteFrom('notices').where('whom', '=', 'case').execute()
  await db.schema.alterTable('notices').dropColumn('whom').execute()
}

const lastInLine = async (rows: Rows, destination: string, line: string): Promise<string | null> => {
  const { rows: found } = await sql<{ id: string }>`
    select id from outbox as one where destination = ${destination} and line = ${line} and done_at is null
    and not exists (select 1 from outbox as next where next.held_by = one.id)`.execute(rows)
  return found[0]?.id ?? null
}
