import type { Check } from '#check/check.ts'
import { type LedgerEntry, LedgerKind, LedgerOutcome } from '#protocol/escalation.ts'
import { cleanLine } from '#protocol/line.ts'
import { cut } from './cut.ts'
import { escalationRows } from './escalation-rows.ts'
import type { Db, Tx } from './open.ts'
import { readable } from './stored-json.ts'

/** Writes the lines of the ledger that a check has now. */
export const keepEscalations = async (tx: Tx, check: Check): Promise<void> => {
  for (const row of escalationRows(check)) {
    const { id: _, ...rest } = row
    await tx
      .insertInto('escalations')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
      .execute()
  }
}

const lines = (db: Db) =>
  db
    .selectFrom('escalations as one')
    .leftJoin('check_lines as line', 'line.check_id', 'one.check_id')
    .selectAll('one')
    .select(['line.name', 'line.booth_name'])

type Row = Awaited<ReturnType<ReturnType<typeof lines>['executeTakeFirstOrThrow']>>
/** A line of the ledger; `site`: its id. */
const entryOf = (row: Row): LedgerEntry => {
  const where = { table: 'escalations', row: row.id } as const
  return {
    id: row.id,
    check: row.check_id,
    kind: readable(LedgerKind, row.kind, { ...where, column: 'kind' }),
    name: cleanLine(row.name ?? ''),
    booth: row.booth_name ?? '',
    site: row.site,
    by: row.asked_by,
    at: row.asked_at,
    reason: row.reason,
    until: row.due_at,
    owner: row.owner,
    contact: row.contact_at,
    outcome: row.outcome === null ? null : readable(LedgerOutcome, row.outcome, { ...where, column: 'outcome' }),
    words: row.words,
    ended: row.ended_at,
  }
}

/** Every line that is open, the one that is due first on top. */
export const openLedger = async (db: Db): Promise<LedgerEntry[]> => {
  const rows = await lines(db)
    .where('one.ended_at', 'is', null)
    .where('one.due_at', '>', '')
    .orderBy('one.due_at')
    .orderBy('one.id')
    .execute()
  return rows.map(entryOf)
}

/** The newest lines before one of them (null: from the newest), whether open or not. */
export const ledgerPage = async (db: Db, { before, most }: { before: { at: string; id: string } | null; most: number }) => {
  const { at, id } = before ?? { at: '~', id: '' }
  const rows = await lines(db)
    .where((e) => e(e.refTuple('one.asked_at', 'one.id'), '<', e.tuple(at, id)))
    .orderBy('one.asked_at', 'desc')
    .orderBy('one.id', 'desc')
    .limit(most + 1)
    .execute()
  return cut(rows.map(entryOf), most)
}

/** How many are open, and of those how many should have been seen to by now. */
export const countLedger = async (db: Db, now: string): Promise<{ open: number; overdue: number }> => {
  const row = await db
    .selectFrom('escalations')
    .select((e) => [
      e.fn.countAll<number | string>().as('open'),
      e.fn.sum<number | string | null>(e.case().when('due_at', '<', now).then(1).else(0).end()).as('overdue'),
    ])
    .where('ended_at', 'is', null)
    .where('due_at', '>', '')
    .executeTakeFirstOrThrow()
  return { open: Number(row.open), overdue: Number(row.overdue ?? 0) }
}
