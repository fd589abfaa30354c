import { ErrandKind } from '#protocol/errand.ts'
import type { Db } from './open.ts'
import { readable } from './stored-json.ts'
import type { Tables } from './tables.ts'

/**
 * `steadySince`: since when it is to be done, by the clock that nobody sets. `awaited`: it was sent, and is answered later, under this reference
 * and by that instant of the same clock; null: it wasn't.
 */
export type Due = {
  id: string
  kind: ErrandKind
  check: string
  number: string
  tries: number
  destination: string
  steadySince: string
  awaited: { reference: string; by: string } | null
}

export const DUE = ['id', 'kind', 'check_id', 'number', 'tries', 'destination', 'steady_since', 'reference', 'answer_by'] as const
type DueRow = Pick<Tables['outbox'], (typeof DUE)[number]>
export const dueOf = ({ id, kind, check_id, number, tries, destination, steady_since, reference, answer_by }: DueRow): Due => ({
  id,
  kind: readable(ErrandKind, kind, { table: 'outbox', row: id, column: 'kind' }),
  check: check_id,
  number,
  tries,
  destination,
  steadySince: steady_since,
  awaited: reference === null || answer_by === null ? null : { reference, by: answer_by },
})

/** Who claims, at which instant and until which one, by the clock that nobody sets. */
export type Claim = { owner: string; now: string; until: string }

/** Rows of which nothing holds a claim, to be done by `dueBy`. */
export const free = (db: Db, now: string, dueBy = now) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .where('due_at', '<=', dueBy)
    .where((e) => e.or([e('claimed_until', 'is', null), e('claimed_until', '<=', now)]))

/** Claims the one of these rows that is due first, except for some, in one statement: of two who ask one gets it. Null: there is none. */
export const claimFirst = async (
  db: Db,
  rows: ReturnType<typeof free>,
  { owner, until }: Claim,
  but: readonly string[],
): Promise<Due | null> => {
  const others = but.length > 0 ? rows.where('id', 'not in', [...but]) : rows
  const row = await db
    .updateTable('outbox')
    .set({ claimed_by: owner, claimed_until: until })
    .where('id', '=', others.orderBy('due_at').orderBy('id').limit(1))
    .returning(DUE)
    .executeTakeFirst()
  return row ? dueOf(row) : null
}
