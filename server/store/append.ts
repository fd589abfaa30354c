import { Check } from '#check/check.ts'
import type { Recorded } from '#check/events.ts'
import type { SentBackTurn } from '#check/sent-back.ts'
import type { ErrandKind } from '#protocol/errand.ts'
import { keepEscalations } from './escalations.ts'
import { insertEvents, lastEvent } from './events.ts'
import { keepExaminations } from './examinations.ts'
import { lastInLine } from './journeys.ts'
import { heldBy, leaseEnd } from './leases.ts'
import { type CheckLine, saveLine } from './lines.ts'
import { headOf, mark, nameOfCheck } from './marks.ts'
import { addNotices, type NewNotice } from './notices.ts'
import type { Db, Tx } from './open.ts'
import { UNCLAIMED } from './outbox.ts'
import { nameReport } from './report-names.ts'
import { keepSentBack } from './sent-back.ts'
import { storable } from './stored-json.ts'

/** Work that others have to do because of an event, written in the event's own transaction. */
export type OutboxRow = { id: string; kind: ErrandKind; check: string; number: string; line: string | null }

/** A row with the place to which it goes. */
export type Addressed = OutboxRow & { destination: string }

/** Raised inside the transaction to undo it; never leaves `append`. */
const LOST = Symbol('lost race')

/**
 * Saves events, the state that they make, its line in the lists and the work that they cause, or nothing at all. The primary key (check, sequence)
 * is the whole concurrency control: false when somebody else was first. `also` writes rows of the same transaction and may
 * call off everything by returning false.
 */
export const append = async (db: Db, written: Written, also?: (tx: Tx) => Promise<boolean>): Promise<boolean> => {
  try {
    await db.transaction().execute(async (tx) => {
      if (!(await appendWithin(tx, written))) throw LOST
      if (also && !(await also(tx))) throw LOST
    })
    return true
  } catch (error) {
    if (error === LOST) return false
    throw error
  }
}

/** `key`: marks how the events stand. `steady`: now by the clock that nobody sets, from which durations run; where it's left out, `at`. */
export type Written = {
  key: Uint8Array
  recorded: readonly Recorded[]
  state: Check
  line: CheckLine
  /** What was sent back, and what became of it; absent: nothing was. */
  sentBack?: readonly SentBackTurn[]
  /** The ledger has lines of this check that are otherwise now; absent: it hasn't. */
  ledger?: boolean
  outbox: readonly Addressed[]
  /** What drivers and the traffic police are to be told; absent: nothing. */
  notices?: readonly NewNotice[]
  at: string
  steady?: string
}

/** The same inside of somebody else's transaction, which has to be undone when this gives false. */
export const appendWithin = async (
  tx: Tx,
  { key, recorded, state, line, sentBack = [], ledger = false, outbox, notices = [], at, steady = at }: Written,
): Promise<boolean> => {
  if (!(await insertEvents(tx, key, recorded)) || !(await saveState(tx, state, recorded, steady))) return false
  await saveLine(tx, line)
  await keepSentBack(tx, sentBack)
  await keepExaminations(tx, recorded, steady)
  if (ledger) await keepEscalations(tx, state)
  await addNotices(tx, notices, { at, steady })
  await nameReport(tx, key, line)
  for (const row of outbox) {
    await tx
      .insertInto('outbox')
      .values({
        ...errandRow(row, at),
        destination: row.destination,
        held_by: row.line === null ? null : await lastInLine(tx, row.destination, row.line),
        receipt: null,
        due_at: steady,
        steady_since: steady,
        tries: 0,
        done_at: null,
        ...NO_FAULT,
        ...NOT_SENT,
        ...UNCLAIMED,
      })
      .execute()
  }
  return true
}

/** An errand as its event tells of it, in the row's own words. */
export const errandRow = ({ id, kind, check, number, line }: OutboxRow, since: string) => ({
  id,
  kind,
  check_id: check,
  number,
  line,
  since,
})

/** Of an errand with which nothing is wrong. */
export const NO_FAULT = { fault: null, trouble: null, person_at: null }

/** Of one that was sent to nobody. */
const NOT_SENT = { reference: null, sent_at: null, answer_by: null }

/** The row of a check in the columns that its events tell. */
export const checkRow = (state: Check) => {
  const open = state.phase === 'opened' || state.phase === 'underway'
  return {
    id: state.id,
    version: state.version,
    phase: state.phase,
    state: JSON.stringify(storable(Check, state, { table: 'checks', row: state.id, column: 'state' })),
    booth: state.booth.id,
    open_booth: open ? state.booth.id : null,
    applicant: state.applicant,
    opened_at: state.openedAt,
    queued_at: state.queuedAt,
    doctor: state.lease?.doctor.id ?? null,
    concluded_at: state.report?.concludedAt ?? null,
    parked_at: state.parked?.at ?? null,
  }
}

const saveState = async (tx: Tx, state: Check, recorded: readonly Recorded[], steady: string): Promise<boolean> => {
  const claimed = recorded.some(({ event }) => event.kind === 'claimed' || event.kind === 'taken-over')
  const row = {
    ...checkRow(state),
    moved_at: steady,
    ...(state.lease === null ? { lease_until: null } : claimed ? { lease_until: leaseEnd(steady) } : {}),
  }
  const before = state.version - recorded.length
  // Somebody else's check may stand open in the booth in which this one is gone on with.
  if (row.open_booth !== null && before > 0 && (await isTaken(tx, state))) return false
  if (before === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('checks')
      .values({ lease_until: null, ...row, steady_at: steady })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  // A doctor holds one check: looked at in this transaction, and the unique index stands behind it.
  if (row.doctor !== null && claimed && (await heldBy(tx, row.doctor, state.id))) return false
  const { numUpdatedRows } = await tx
    .updateTable('checks')
    .set(row)
    .where('id', '=', state.id)
    .where('version', '=', before)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const isTaken = async (tx: Tx, { id, booth }: Check): Promise<boolean> =>
  (await tx.selectFrom('checks').select('id').where('open_booth', '=', booth.id).where('id', '<>', id).executeTakeFirst()) !== undefined

/**
 * Takes away all of a check of which nothing may be kept: its events, and its person with the card's picture, where no other check is
 * theirs. Gives the pictures that nobody needs any more.
 */
export const forgetCheck = async (tx: Tx, key: Uint8Array, { id, applicant, cardPhoto }: Check): Promise<string[]> => {
  await tx.deleteFrom('check_lines').where('check_id', '=', id).execute()
  const last = await lastEvent(tx, id)
  if (last) await mark(tx, key, nameOfCheck(id), { from: headOf(last.sequence, last.hash), to: null })
  await tx.deleteFrom('check_events').where('check_id', '=', id).execute()
  await tx.deleteFrom('checks').where('id', '=', id).execute()
  const others = await tx.selectFrom('checks').select('state').where('applicant', '=', applicant).execute()
  if (others.length === 0) await tx.deleteFrom('applicants').where('id', '=', applicant).execute()
  return cardPhoto === null || others.some(({ state }) => state.includes(cardPhoto)) ? [] : [cardPhoto]
}
