import { Type } from 'typebox'
import { Recorded } from '#check/events.ts'
import { liftEvent } from '#check/formats/steps.ts'
import { canonical } from '#protocol/canonical.ts'
import { chained, chainedValue, hashOfRow } from './chain.ts'
import { headOf, holds, mark, nameOfCheck } from './marks.ts'
import type { Db, Tx } from './open.ts'
import { jsonIn, readable, type Spot, storable, stored } from './stored-json.ts'
import type { Tables } from './tables.ts'

/** What stands before the first event of a check. */
const NOTHING = '0'.repeat(64)

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

export const lastEvent = (db: Db | Tx, check: string) =>
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

export const insertEvents = async (tx: Tx, key: Uint8Array, recorded: readonly Recorded[]): Promise<boolean> => {
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
