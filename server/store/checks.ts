import { Type } from 'typebox'
import { Check } from '#check/check.ts'
import { Recorded } from '#check/events.ts'
import { liftCheck, liftEvent } from '#check/formats/steps.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Phase } from '#protocol/check.ts'
import { chained, chainedValue, hashOfRow } from './chain.ts'
import { highestOf } from './counters.ts'
import { type CheckLine, saveLine } from './lines.ts'
import { headOf, holds, mark, nameOfCheck } from './marks.ts'
import type { Db, Tx } from './open.ts'
import { prepared } from './prepared.ts'
import { sha256 } from './sha256.ts'
import { jsonIn, readable, type Spot, storable, stored } from './stored.ts'
import type { Tables } from './tables.ts'

/** How long a doctor's lease on a check lasts without renewal, ms. */
const LEASE_MS = 45_000

/** What stands before the first event of a check. */
const NOTHING = '0'.repeat(64)

/** Work that others have to do because of an event, written in the event's own transaction. */
export type OutboxRow = { id: string; kind: 'draw' | 'deliver'; check: string; number: string }

/** The newest state of a check, or null. Its lease's end is the one that the last renewal set. */
export const loadCheck = async (db: Db | Tx, id: string): Promise<Check | null> => {
  const row = await db.selectFrom('checks').select(['id', 'state', 'lease_until']).where('id', '=', id).executeTakeFirst()
  return row ? restored(row) : null
}

/** A check as it was just saved, with its lease's end, which no event tells. */
export const withLease = async (db: Db, check: Check): Promise<Check> => {
  if (!check.lease) return check
  const row = await db.selectFrom('checks').select('lease_until').where('id', '=', check.id).executeTakeFirst()
  return row?.lease_until ? { ...check, lease: { ...check.lease, until: row.lease_until } } : check
}

/** The check that stands open in a booth, or null. */
export const openCheckOf = async (db: Db, booth: string): Promise<Check | null> => {
  const row = await db.selectFrom('checks').select(['id', 'state', 'lease_until']).where('open_booth', '=', booth).executeTakeFirst()
  return row ? restored(row) : null
}

const shownBy = prepared((db, booth: string) =>
  db
    .selectFrom('machines')
    .innerJoin('checks', 'checks.id', 'machines.showing')
    .select(['checks.id', 'checks.state', 'checks.lease_until'])
    .where('machines.id', '=', booth),
)

/** The check that a booth shows, or null. */
export const shownCheckOf = async (db: Db, booth: string): Promise<Check | null> => {
  const [row] = await shownBy(db, booth)
  return row ? restored(row) : null
}

const shownAndCount = prepared((db, ...countsAndBooth: string[]) =>
  db
    .selectFrom('machines')
    .leftJoin('checks', 'checks.id', 'machines.showing')
    .select(['checks.id', 'checks.state', 'checks.lease_until'])
    .select(highestOf(db, countsAndBooth.slice(0, -1)).as('highest'))
    .where('machines.id', '=', countsAndBooth.at(-1) ?? ''),
)

/** The check that a booth shows, or null, and where the highest of some counts stands: all that a booth is told that comes, at once. */
export const shownCheckAndCount = async (
  db: Db,
  booth: string,
  counts: readonly string[],
): Promise<{ check: Check | null; highest: number }> => {
  const [row] = await shownAndCount(db, ...counts, booth)
  if (!row) return { check: null, highest: 0 }
  const { id, state, lease_until, highest } = row
  return { check: id === null || state === null ? null : restored({ id, state, lease_until }), highest }
}

/** Phases in which a check isn't over: its person has no other beside it. */
const LASTING: readonly Phase[] = ['opened', 'underway', 'signed', 'parked']

/** A person's check that isn't over, in whatever booth or parked, or null. */
export const lastingCheckOf = async (db: Db | Tx, applicant: string, beside = ''): Promise<Check | null> => {
  const row = await db
    .selectFrom('checks')
    .select(['id', 'state', 'lease_until'])
    .where('applicant', '=', applicant)
    .where('phase', 'in', [...LASTING])
    .where('id', '<>', beside)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? restored(row) : null
}

/** The other checks of a check's person that were opened since an instant, oldest first. */
export const otherChecksOf = async (db: Db, { id, applicant }: Pick<Check, 'id' | 'applicant'>, openedSince: string): Promise<Check[]> => {
  const rows = await db
    .selectFrom('checks')
    .select(['id', 'state', 'lease_until'])
    .where('applicant', '=', applicant)
    .where('opened_at', '>=', openedSince)
    .where('id', '<>', id)
    .orderBy('opened_at')
    .execute()
  return rows.map(restored)
}

/** A state as it was saved, by whichever program. Throws `record-unreadable` where it is none. */
export const savedState = (state: string, id: string): Check =>
  stored(Check, state, { table: 'checks', row: id, column: 'state' }, liftCheck)

type StateRow = { id: string; state: string; lease_until: string | null }
const restored = ({ id, state, lease_until }: StateRow): Check => {
  const check = savedState(state, id)
  if (check.lease && lease_until) check.lease.until = lease_until
  return check
}

/** The check that a command was carried out on, by the command's id, or null. */
export const checkOfCommand = async (db: Db, command: string): Promise<string | null> => {
  const row = await db.selectFrom('check_events').select('check_id').where('command', '=', command).limit(1).executeTakeFirst()
  return row?.check_id ?? null
}

/** Every event of a check in its order, each in today's format. Throws `record-unreadable` when one can't be read. */
export const loadEvents = async (db: Db, check: string): Promise<Recorded[]> => {
  const rows = await db.selectFrom('check_events').selectAll().where('check_id', '=', check).orderBy('sequence').execute()
  return rows.map((row) => readable(Recorded, liftEvent(chainedValue(row, stored(ANYTHING, row.event, spotOf(row)))), spotOf(row)))
}

/** What an event holds is looked at together with its place, once it was lifted. */
const ANYTHING = Type.Unknown()

const spotOf = (one: { check_id: string; sequence: number }): Spot => ({
  table: 'check_events',
  row: `${one.check_id} ${one.sequence}`,
  column: 'event',
})

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
  outbox: readonly OutboxRow[]
  at: string
  steady?: string
}

/** The same inside of somebody else's transaction, which has to be undone when this gives false. */
export const appendWithin = async (tx: Tx, { key, recorded, state, line, outbox, at, steady = at }: Written): Promise<boolean> => {
  if (!(await insertEvents(tx, key, recorded)) || !(await saveState(tx, state, recorded, steady))) return false
  await saveLine(tx, line)
  for (const row of outbox) {
    await tx
      .insertInto('outbox')
      .values({
        ...errandRow(row, at),
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
export const errandRow = ({ id, kind, check, number }: OutboxRow, since: string) => ({
  id,
  kind,
  check_id: check,
  number,
  destination: 'case',
  since,
})

/** Of an errand on which nobody works. */
export const UNCLAIMED = { claimed_by: null, claimed_until: null }

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

const lastEvent = (db: Db | Tx, check: string) =>
  db
    .selectFrom('check_events')
    .select(['sequence', 'hash'])
    .where('check_id', '=', check)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Do a check's events stand as the server left them: as many, and the last with the hash that was marked? */
export const headStands = async (db: Db, key: Uint8Array, check: string): Promise<boolean> => {
  const name = nameOfCheck(check)
  // One question, so that nobody writes between two.
  const row = await db
    .selectFrom('check_events as event')
    .innerJoin('marks', (join) => join.on('marks.name', '=', name))
    .select(['sequence', 'hash', 'text', 'mark'])
    .where('check_id', '=', check)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined && row.text === headOf(row.sequence, row.hash) && holds(key, { name, text: row.text, mark: row.mark })
}

const insertEvents = async (tx: Tx, key: Uint8Array, recorded: readonly Recorded[]): Promise<boolean> => {
  const [first] = recorded
  if (!first) return true
  const before = await lastEvent(tx, first.check)
  if ((before?.sequence ?? 0) !== first.sequence - 1) return false
  let previous = before?.hash ?? NOTHING
  for (const one of recorded) {
    const { format, actor } = storable(Recorded, one, spotOf({ check_id: one.check, sequence: one.sequence }))
    const hash = chained(previous, one)
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('check_events')
      .values({
        check_id: one.check,
        sequence: one.sequence,
        at: one.at,
        format,
        actor: actor.kind,
        actor_id: actor.id,
        command: one.command,
        event: canonical(one.event),
        previous,
        hash,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return false
    previous = hash
  }
  const from = before ? headOf(before.sequence, before.hash) : null
  await mark(tx, key, nameOfCheck(first.check), { from, to: headOf(first.sequence + recorded.length - 1, previous) })
  return true
}

const saveState = async (tx: Tx, state: Check, recorded: readonly Recorded[], steady: string): Promise<boolean> => {
  const claimed = recorded.some(({ event }) => event.kind === 'claimed')
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

const leaseEnd = (at: string): string => new Date(Date.parse(at) + LEASE_MS).toISOString()

/** Moves the end of a doctor's lease, and gives it; null: the doctor no longer holds it. */
export const renewLease = async (db: Db, check: string, doctor: string, at: string): Promise<string | null> => {
  const until = leaseEnd(at)
  const { numUpdatedRows } = await db
    .updateTable('checks')
    .set({ lease_until: until })
    .where('id', '=', check)
    .where('doctor', '=', doctor)
    .where('lease_until', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? until : null
}

/** Every lease that is held runs from now: after a start nobody knows how long the one before was down. */
export const renewLeases = async (db: Db, at: string): Promise<void> => {
  await db
    .updateTable('checks')
    .set({ lease_until: leaseEnd(at) })
    .where('doctor', 'is not', null)
    .execute()
}

/** Lets a lease that has run out go on until an instant; false when somebody else was quicker. */
export const spareLease = async (db: Db, check: string, doctor: string, until: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('checks')
    .set({ lease_until: until })
    .where('id', '=', check)
    .where('doctor', '=', doctor)
    .where('lease_until', '<', until)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Another check that a doctor holds, or null. */
export const heldBy = async (db: Db | Tx, doctor: string, beside: string): Promise<string | null> => {
  const row = await db.selectFrom('checks').select('id').where('doctor', '=', doctor).where('id', '<>', beside).executeTakeFirst()
  return row?.id ?? null
}

/** Checks whose lease has run out. */
export const lapsedLeases = async (db: Db, at: string): Promise<string[]> => {
  const rows = await db.selectFrom('checks').select('id').where('lease_until', '<=', at).execute()
  return rows.map(({ id }) => id)
}

/**
 * Checks still open or parked that were opened before an instant of the steady clock; of those open ones that no doctor holds and to
 * which nothing has happened since `quiet`.
 */
export const openBefore = async (db: Db, at: string, quiet: string): Promise<string[]> => {
  const before = db.selectFrom('checks').select('id').where('steady_at', '<', at)
  const open = await before
    .where('open_booth', 'is not', null)
    .where('doctor', 'is', null)
    .where((e) => e.or([e('moved_at', 'is', null), e('moved_at', '<=', quiet)]))
    .execute()
  const parked = await before.where('parked_at', 'is not', null).execute()
  return [...open, ...parked].map(({ id }) => id)
}

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

/**
 * Does every event of a check still carry the hash of its content and of the event before it, and are there as many as its state
 * was made of? The first that doesn't (or is missing), or null. A check that nobody knows has none to break.
 */
export const brokenLink = async (db: Db, check: string): Promise<number | null> => {
  // One question, so that nobody writes between two: every event bears the version that its check's state has.
  const rows = await db
    .selectFrom('checks')
    .leftJoin('check_events', 'check_events.check_id', 'checks.id')
    .select(['checks.version', 'check_id', 'sequence', 'at', 'format', 'actor', 'actor_id', 'command', 'event', 'previous', 'hash'])
    .where('checks.id', '=', check)
    .orderBy('sequence')
    .execute()
  let previous = NOTHING
  for (const [index, { version, ...row }] of rows.entries()) {
    if (!isWhole(row) || row.sequence !== index + 1 || row.previous !== previous) return index + 1
    const event = jsonIn(row.event)
    if (!event || row.hash !== hashOfRow(previous, row, event.value)) return index + 1
    if (index === rows.length - 1 && version !== index + 1) return index + 2
    previous = row.hash
  }
  return rows.length > 0 ? null : firstOrphan(db, check)
}

/** Events whose check's state is gone. */
const firstOrphan = async (db: Db, check: string): Promise<number | null> =>
  (await db.selectFrom('check_events').select('sequence').where('check_id', '=', check).orderBy('sequence').limit(1).executeTakeFirst())
    ?.sequence ?? null

const isWhole = <R extends Record<keyof Tables['check_events'], unknown>>(row: R): row is R & Tables['check_events'] =>
  row.check_id !== null

/** Ids of checks after one of them, in order, those of events that have no check among them; at most `most`. */
export const checkIds = async (db: Db, after: string, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('checks')
    .select('id')
    .where('id', '>', after)
    .union(db.selectFrom('check_events').select('check_id as id').where('check_id', '>', after))
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}
