import { type Claim, claimFirst, type Due, free } from './due.ts'
import { type Db, type Tx, together } from './open.ts'

// What goes to a system: each place has its own turn, and each driver's line its order. A row waits behind the one before it in its line, so that the
// one that may go is found by the index of those that wait for nothing.

/** The open errand of a line behind which nothing waits yet; null: there is none. */
export const lastInLine = async (tx: Tx, destination: string, line: string): Promise<string | null> => {
  const row = await tx
    .selectFrom('outbox as one')
    .select('one.id')
    .where('one.destination', '=', destination)
    .where('one.line', '=', line)
    .where('one.done_at', 'is', null)
    .where((e) => e.not(e.exists(e.selectFrom('outbox as next').select('next.id').whereRef('next.held_by', '=', 'one.id'))))
    .executeTakeFirst()
  return row?.id ?? null
}

/**
 * Claims the errand for a place that is due first and waits behind no other, except for some. `hurried`: only one that a person wants to be tried
 * now. Null: there is none.
 */
export const claimJourney = (
  db: Db,
  claim: Claim,
  { destination, rows, hurried }: { destination: string; rows: readonly string[]; hurried: boolean },
): Promise<Due | null> => {
  const waiting = free(db, claim.now, hurried ? AT_ONCE : claim.now)
    .where('destination', '=', destination)
    .where('line', 'is not', null)
    .where('held_by', 'is', null)
  return claimFirst(db, waiting, claim, rows)
}

/** Where a report was sent last; null: nowhere yet. */
export const lastPlaceOf = async (db: Db | Tx, number: string): Promise<string | null> => {
  const row = await db
    .selectFrom('outbox')
    .select('destination')
    .where('number', '=', number)
    .where('kind', '=', 'deliver')
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.destination ?? null
}

/** Before all others. */
export const AT_ONCE = ''

/** An errand is done: whatever waited behind it has its turn. */
export const freeLine = async (tx: Tx, id: string): Promise<void> => {
  await tx.updateTable('outbox').set({ held_by: null }).where('held_by', '=', id).execute()
}

/** Where open errands go to: asked for one after the other, so that nobody walks through all that wait. */
export const openPlaces = async (db: Db): Promise<string[]> => {
  const places: string[] = []
  for (;;) {
    const row = await db
      .selectFrom('outbox')
      .select('destination')
      .where('line', 'is not', null)
      .where('done_at', 'is', null)
      .where('destination', '>', places.at(-1) ?? '')
      .orderBy('destination')
      .limit(1)
      .executeTakeFirst()
    if (!row) return places
    places.push(row.destination)
  }
}

/** The open errands for a place, in the order in which they were made. */
export const openErrandsTo = async (db: Db, destination: string): Promise<{ id: string; check: string; line: string }[]> => {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'check_id', 'line', 'steady_since'])
    .where('destination', '=', destination)
    .where('line', 'is not', null)
    .where('done_at', 'is', null)
    .execute()
  const made = rows.toSorted((a, b) =>
    a.steady_since === b.steady_since ? (a.id < b.id ? -1 : 1) : a.steady_since < b.steady_since ? -1 : 1,
  )
  return made.map(({ id, check_id, line }) => ({ id, check: check_id, line: line ?? '' }))
}

/** An errand goes to another place, behind what waits there in its line. What was sent was sent to a place that isn't asked any more. */
export const sendElsewhere = (db: Db, { id, line }: { id: string; line: string }, destination: string): Promise<void> =>
  together(db, async (tx) => {
    const held = await lastInLine(tx, destination, line)
    await freeLine(tx, id)
    const unsent = { reference: null, sent_at: null, answer_by: null }
    await tx
      .updateTable('outbox')
      .set({ destination, held_by: held, ...unsent })
      .where('id', '=', id)
      .execute()
  })

/** What was sent to a place and isn't answered yet, by its reference, with what went wrong when that was asked for last. */
export const awaitedAt = async (db: Db, destination: string): Promise<{ id: string; reference: string; fault: string | null }[]> => {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'reference', 'fault'])
    .where('destination', '=', destination)
    .where('line', 'is not', null)
    .where('held_by', 'is', null)
    .where('done_at', 'is', null)
    .where('reference', 'is not', null)
    .execute()
  return rows.map(({ reference, ...row }) => ({ ...row, reference: reference ?? '' }))
}

/** At most so many in one statement. */
const ROWS = 500

/** These are due now. */
export const askNow = async (db: Db, rows: readonly string[], at: string): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS)
    await db
      .updateTable('outbox')
      .set({ due_at: at })
      .where('id', 'in', rows.slice(from, from + ROWS))
      .where('done_at', 'is', null)
      .where('due_at', '>', at)
      .execute()
}
