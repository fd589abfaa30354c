import { type Static, Type } from 'typebox'
import { Exact, Nullable, Said, Words } from '#protocol/basic.ts'
import { NOTICE_OUTCOMES, NoticeKind, type NoticeOutcome } from '#protocol/notice.ts'
import { PAPERS, Paper } from '#protocol/provision.ts'
import { cut } from './cut.ts'
import type { Db, Tx } from './open.ts'
import { readable, stored } from './stored-json.ts'

/** What a notice says, as it was when it happened; nobody's name. */
const ToldFields = Exact({
  missing: Type.Array(Paper, { maxItems: PAPERS.length }),
  until: Nullable(Said),
  reason: Nullable(Said),
})

/** What a driver has to be told because of an event, written in the event's own transaction. `id` is the key by which a repeat is known. */
export type NewNotice = {
  id: string
  check: string
  sequence: number
  number: string
  by: string | null
  told: Static<typeof ToldFields>
  what: NoticeKind
}

/** One that is due. */
export type DueNotice = NewNotice & { tries: number; since: string; steadySince: string }

export const addNotices = async (tx: Tx, notices: readonly NewNotice[], { at, steady }: { at: string; steady: string }): Promise<void> => {
  for (const { id, check, sequence, number, what, told, by } of notices)
    await tx
      .insertInto('notices')
      .values({
        id,
        check_id: check,
        sequence,
        number,
        what,
        told: JSON.stringify(told),
        by,
        since: at,
        steady_since: steady,
        due_at: steady,
        tries: 0,
        ...OPEN,
      })
      .execute()
}
const OPEN = { fault: null, outcome: null, done_at: null, phone: null, text: null, claimed_until: null }

/**
 * Claims the one that is due first and that nobody's claim holds, in one statement: of two who ask, one gets it. Null: none is. All instants by
 * the clock that nobody sets.
 */
export const claimNotice = async (db: Db, { now, until }: { now: string; until: string }): Promise<DueNotice | null> => {
  const due = db
    .selectFrom('notices')
    .select('id')
    .where('done_at', 'is', null)
    .where('due_at', '<=', now)
    .where((e) => e.or([e('claimed_until', 'is', null), e('claimed_until', '<=', now)]))
    .orderBy('due_at')
    .orderBy('since')
    .orderBy('id')
    .limit(1)
  const row = await db.updateTable('notices').set({ claimed_until: until }).where('id', '=', due).returningAll().executeTakeFirst()
  if (!row) return null
  const place = (column: string) => ({ table: 'notices' as const, row: row.id, column })
  const told = stored(ToldFields, row.told, place('told'))
  return {
    id: row.id,
    check: row.check_id,
    sequence: row.sequence,
    number: row.number,
    by: row.by,
    told,
    tries: row.tries,
    since: row.since,
    steadySince: row.steady_since,
    what: readable(NoticeKind, row.what, place('what')),
  }
}

/** Has something newer to be told about the same check? */
export const isOvertaken = async (db: Db, { check, sequence }: Pick<DueNotice, 'check' | 'sequence'>): Promise<boolean> => {
  const newer = await db
    .selectFrom('notices')
    .select('id')
    .where('check_id', '=', check)
    .where('sequence', '>', sequence)
    .executeTakeFirst()
  return newer !== undefined
}

/** What became of it, when; `phone` (masked) and `text`: what went out. */
export const settleNotice = async (
  db: Db,
  id: string,
  { outcome, at, fault = null, phone = null, text = null }: Settled,
): Promise<void> => {
  await db.updateTable('notices').set({ outcome, done_at: at, fault, phone, text, claimed_until: null }).where('id', '=', id).execute()
}
type Settled = {
  outcome: Exclude<NoticeOutcome, 'waiting'>
  at: string
  fault?: string | null
  phone?: string | null
  text?: string | null
}

export const putOffNotice = async (db: Db, id: string, later: { due: string; tries: number; fault: string | null }): Promise<void> => {
  const { due, tries, fault } = later
  await db.updateTable('notices').set({ due_at: due, tries, fault, claimed_until: null }).where('id', '=', id).execute()
}

/** Whatever isn't settled is due now: a server that starts has another clock. */
export const wakeNotices = async (db: Db, now: string): Promise<void> => {
  await db.updateTable('notices').set({ due_at: now, claimed_until: null }).where('done_at', 'is', null).where('due_at', '>', '').execute()
}

/** What a check's driver was told or is to be told, the newest first. */
export const noticesOf = async (db: Db, check: string, most: number) => {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('check_id', '=', check)
    .orderBy('sequence', 'desc')
    .limit(most + 1)
    .execute()
  const known = rows.map((row) => ({
    kind: readable(NoticeKind, row.what, { table: 'notices', row: row.id, column: 'what' }),
    since: row.since,
    by: row.by,
    outcome: readable(Words(NOTICE_OUTCOMES), row.outcome ?? 'waiting', { table: 'notices', row: row.id, column: 'outcome' }),
    tries: row.tries,
    fault: row.fault,
    at: row.done_at,
    phone: row.phone,
    text: row.text,
  }))
  return cut(known, most)
}
