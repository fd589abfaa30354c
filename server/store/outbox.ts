import { type ErrandFault, ErrandFaultCode, ErrandKind } from '#protocol/errand.ts'
import type { Scope } from './by-site.ts'
import { type Cut, cut } from './cut.ts'
import { type Claim, claimFirst, DUE, type Due, dueOf, free } from './due.ts'
import { AT_ONCE, freeLine } from './journeys.ts'
import { type Db, type Tx, together } from './open.ts'
import { readable } from './stored-json.ts'

/** The rows of a kind that are due first, whoever works on them. */
export const dueRows = async (db: Db, kind: ErrandKind, at: string): Promise<Due[]> => {
  const rows = await db
    .selectFrom('outbox')
    .select(DUE)
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(dueOf)
}

/** Of an errand on which nobody works. */
export const UNCLAIMED = { claimed_by: null, claimed_until: null }

/** Claims the row of a kind that is due first, except for some; null: there is none. */
export const claimDue = (db: Db, kind: ErrandKind, claim: Claim, but: readonly string[]): Promise<Due | null> =>
  claimFirst(db, free(db, claim.now).where('kind', '=', kind), claim, but)

/** Whoever works on a row goes on with it. */
export const renewClaim = async (db: Db, id: string, owner: string, until: string): Promise<void> => {
  await db.updateTable('outbox').set({ claimed_until: until }).where('id', '=', id).where('claimed_by', '=', owner).execute()
}

export const releaseClaim = async (db: Db, id: string, owner: string): Promise<void> => {
  // Most were given back with what became of them: a look needs no commit.
  const held = await db.selectFrom('outbox').select('id').where('id', '=', id).where('claimed_by', '=', owner).executeTakeFirst()
  if (held) await db.updateTable('outbox').set(UNCLAIMED).where('id', '=', id).where('claimed_by', '=', owner).execute()
}

/** Whoever has just started works on nothing. */
export const releaseClaims = async (db: Db, owner: string): Promise<void> => {
  await db.updateTable('outbox').set(UNCLAIMED).where('claimed_until', '>', '').where('claimed_by', '=', owner).execute()
}

/** No claim holds beyond this instant: it may have been reckoned by a clock that went before. */
export const capClaims = async (db: Db, until: string): Promise<void> => {
  await db.updateTable('outbox').set({ claimed_until: until }).where('claimed_until', '>', until).execute()
}

/** An errand is done, `receipt`: with what the other side gave for it. What waited behind it has its turn. */
export const settleRow = (db: Db | Tx, id: string, at: string, receipt: string | null = null): Promise<void> =>
  together(db, async (tx) => {
    const settled = { done_at: at, receipt, trouble: null, fault: null, person_at: null, ...UNCLAIMED }
    await tx.updateTable('outbox').set(settled).where('id', '=', id).execute()
    await freeLine(tx, id)
  })

/** Why a row is put off, until when, after how many tries; `person`: since when somebody has to look, or null. */
export type Later = { tries: number; due: string; fault: ErrandFault | null; person: string | null }

/**
 * Whoever has claimed a row puts it off, gives it back, and remembers why. A row that somebody else has taken over meanwhile is theirs.
 * True: nobody had to look at it before.
 */
export const putOff = async (db: Db, id: string, owner: string, { tries, due, fault, person }: Later): Promise<boolean> => {
  const why = { fault: fault?.code ?? null, trouble: fault?.said ?? null }
  const set = { tries, due_at: due, ...why, ...UNCLAIMED }
  const own = db.updateTable('outbox').where('id', '=', id).where('claimed_by', '=', owner)
  if (person === null) {
    await own.set({ ...set, person_at: null }).execute()
    return false
  }
  const { numUpdatedRows } = await own
    .set({ ...set, person_at: person })
    .where('person_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return true
  await own.set(set).execute()
  return false
}

/**
 * Whoever has claimed a row remembers that its report was sent and is answered later, `at`: since when; null: that its reference is none, and it
 * is to be sent again.
 */
export const awaitAnswer = async (
  db: Db,
  id: string,
  owner: string,
  sent: { reference: string; at: string; by: string } | null,
): Promise<void> => {
  const { reference = null, at = null, by = null } = sent ?? {}
  const row = { reference, sent_at: at, answer_by: by }
  await db.updateTable('outbox').set(row).where('id', '=', id).where('claimed_by', '=', owner).execute()
}

/** The command from which an errand follows: the last one that somebody gave before the event that made it. Null: there is none. */
export const commandBehind = async (db: Db, { id, check }: Pick<Due, 'id' | 'check'>): Promise<string | null> => {
  const [, sequence] = id.split(':')
  const row = await db
    .selectFrom('check_events')
    .select('command')
    .where('check_id', '=', check)
    .where('sequence', '<=', Number(sequence))
    .where('command', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.command ?? null
}

/** How often the delivery of a report failed. */
export const deliveryTries = async (db: Db, number: string): Promise<number> => {
  const row = await db
    .selectFrom('outbox')
    .select('tries')
    .where('number', '=', number)
    .where('kind', '=', 'deliver')
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.tries ?? 0
}

/** An errand that isn't done. */
export type OpenErrand = {
  number: string
  kind: ErrandKind
  tries: number
  since: string
  fault: ErrandFault | null
  /** The case has it and answers later. */
  sent: { since: string; reference: string } | null
  /** Since when somebody has to look. */
  person: string | null
  /** Does a server work on it? */
  underWay: boolean
  destination: string
  /** The number of the report before it in its line, which isn't done; null: it waits for none. */
  behind: string | null
}

const errands = (db: Db) =>
  db
    .selectFrom('outbox')
    .leftJoin('outbox as elder', 'elder.id', 'outbox.held_by')
    .select(['outbox.id', 'outbox.number', 'outbox.kind', 'outbox.tries', 'outbox.since', 'outbox.fault', 'outbox.trouble'])
    .select(['outbox.reference', 'outbox.sent_at', 'outbox.person_at', 'outbox.claimed_until', 'outbox.destination'])
    .select('elder.number as behind')
type Row = Awaited<ReturnType<ReturnType<typeof errands>['executeTakeFirstOrThrow']>>
const errandOf = (
  { id, number, kind, tries, since, fault, trouble, reference, sent_at, person_at, claimed_until, destination, behind }: Row,
  now: string,
): OpenErrand => ({
  number,
  kind: readable(ErrandKind, kind, { table: 'outbox', row: id, column: 'kind' }),
  tries,
  since,
  fault:
    fault === null ? null : { code: readable(ErrandFaultCode, fault, { table: 'outbox', row: id, column: 'fault' }), said: trouble ?? '' },
  sent: reference === null || sent_at === null ? null : { since: sent_at, reference },
  person: person_at,
  underWay: claimed_until !== null && claimed_until > now,
  destination,
  behind,
})

/** What isn't done of these reports. `now`: by the clock that nobody sets. */
export const errandsOf = async (db: Db, numbers: readonly string[], now: string): Promise<OpenErrand[]> => {
  if (numbers.length === 0) return []
  const rows = await errands(db)
    .where('outbox.number', 'in', [...numbers])
    .where('outbox.done_at', 'is', null)
    .execute()
  return rows.map((row) => errandOf(row, now))
}

/** An errand that somebody has to look after, of which check, and whose counter sees to it. */
export type ErrandForPerson = OpenErrand & { check: string; version: number; squad: string; person: string }

/** At most so many of which somebody has to look after, for the longest first. */
export const errandsForPerson = async (
  db: Db,
  { by, sites }: Scope,
  { most, now }: { most: number; now: string },
): Promise<Cut<ErrandForPerson>> => {
  const all = db
    .selectFrom('outbox')
    .innerJoin('check_lines as line', 'line.check_id', 'outbox.check_id')
    .leftJoin('outbox as elder', 'elder.id', 'outbox.held_by')
    .select(['outbox.id', 'outbox.number', 'outbox.kind', 'outbox.tries', 'outbox.since', 'outbox.fault', 'outbox.trouble'])
    .select(['outbox.reference', 'outbox.sent_at', 'outbox.person_at'])
    .select(['outbox.claimed_until', 'outbox.destination', 'elder.number as behind'])
    .select(['line.check_id', 'line.version', 'line.squad'])
    .where('outbox.person_at', '>', '')
  const some = sites === null ? all : all.where(`line.${by}`, 'in', [...sites])
  const rows = await some
    .orderBy('outbox.person_at')
    .limit(most + 1)
    .execute()
  const known = rows.map(({ check_id, version, squad, ...row }) => ({
    ...errandOf(row, now),
    check: check_id,
    version,
    squad,
    person: row.person_at ?? '',
  }))
  return cut(known, most)
}

/** Keeps the receipt of the traffic case: the first one stays. */
export const addReceipt = async (tx: Db | Tx, number: string, receipt: string, at: string): Promise<void> => {
  await tx
    .insertInto('receipts')
    .values({ number, receipt, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Of a kind: how many wait, since when the oldest does (by the clock that nobody sets; null: none), and after how many somebody has to look. */
export type Waits = { waiting: number; oldest: string | null; person: number }

export const waitingRows = async (db: Db): Promise<Record<ErrandKind, Waits>> => {
  const waits = async (kind: ErrandKind): Promise<Waits> => {
    const { n, oldest, person } = await db
      .selectFrom('outbox')
      .select((e) => [
        e.fn.countAll<number | string>().as('n'),
        e.fn.min('steady_since').as('oldest'),
        e.fn.count<number | string>('person_at').as('person'),
      ])
      .where('kind', '=', kind)
      .where('done_at', 'is', null)
      .executeTakeFirstOrThrow()
    return { waiting: Number(n), oldest: oldest ?? null, person: Number(person) }
  }
  return {
    draw: await waits('draw'),
    deliver: await waits('deliver'),
    withdraw: await waits('withdraw'),
    standing: await waits('standing'),
    stamp: await waits('stamp'),
  }
}

/** Every row of a kind that isn't settled is due now. */
export const wakeRows = async (db: Db, kind: ErrandKind, at: string): Promise<void> => {
  await db.updateTable('outbox').set({ due_at: at }).where('kind', '=', kind).where('done_at', 'is', null).execute()
}

/** What waits for a place because of one of these faults is due now. */
export const wakeDestination = async (tx: Db | Tx, destination: string, faults: readonly ErrandFaultCode[], at: string): Promise<void> => {
  await tx
    .updateTable('outbox')
    .set({ due_at: at })
    .where('destination', '=', destination)
    .where('line', 'is not', null)
    .where('held_by', 'is', null)
    .where('done_at', 'is', null)
    .where('due_at', '>', at)
    .where('fault', 'in', [...faults])
    .execute()
}

/** What is to be done of a kind for a report is done. */
export const settleRowsOf = async (tx: Tx, kind: ErrandKind, number: string, at: string): Promise<void> => {
  const settled = { done_at: at, trouble: null, fault: null, person_at: null, ...UNCLAIMED }
  await tx.updateTable('outbox').set(settled).where('number', '=', number).where('kind', '=', kind).where('done_at', 'is', null).execute()
}

/** What isn't done of a report is due before everything else. False: there is nothing. */
export const hurryRows = async (tx: Tx, number: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ due_at: AT_ONCE })
    .where('number', '=', number)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
