import { AccessKind } from '#protocol/rest.ts'
import { cut } from './cut.ts'
import { marking } from './marks.ts'
import type { Db, Tx } from './open.ts'
import { readable } from './stored-json.ts'

/** Who looked at what, when (by the wall's clock and the steady one), and why. Only ever added to. */
export type AccessRow = { id: string; person: string; check: string; what: AccessKind; reason: string; at: string; steadyAt: string }

/** Writes down what was looked at: all of it or nothing. */
export const addAccess = (db: Db, key: Uint8Array, records: readonly AccessRow[]): Promise<void> =>
  db.transaction().execute((tx) => addAccessWithin(tx, key, records))

/** The same in the transaction of what was done. */
export const addAccessWithin = async (tx: Tx, key: Uint8Array, records: readonly AccessRow[]): Promise<void> => {
  for (const { check, steadyAt, ...rest } of records) {
    const row = { ...rest, check_id: check, steady_at: steadyAt }
    await marking(tx, key, ['access_records', rest.id], () => tx.insertInto('access_records').values(row).execute())
  }
}

/** The reason that a person gave for a check between two instants of the steady clock; null: none. */
export const reasonBetween = async (
  db: Db,
  { person, check, since, till }: { person: string; check: string; since: string; till: string },
): Promise<string | null> => {
  const row = await db
    .selectFrom('access_records')
    .select('reason')
    .where('person', '=', person)
    .where('check_id', '=', check)
    .where('what', '=', 'reason')
    .where('steady_at', '>=', since)
    .where('steady_at', '<=', till)
    .orderBy('steady_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.reason ?? null
}

/** The records before one of them (null: from the newest), newest first, with the names of who looked and where. */
export const listAccess = async (db: Db, { before, most }: { before: { at: string; id: string } | null; most: number }) => {
  const { at, id } = before ?? { at: '~', id: '' }
  const rows = await db
    .selectFrom('access_records as access')
    .leftJoin('people', 'people.id', 'access.person')
    .leftJoin('check_lines as line', 'line.check_id', 'access.check_id')
    .select(['access.id', 'access.check_id as check', 'access.what', 'access.reason', 'access.at'])
    .select(['people.name as person', 'line.site', 'line.number'])
    .where((e) => e(e.refTuple('access.at', 'access.id'), '<', e.tuple(at, id)))
    .orderBy('access.at', 'desc')
    .orderBy('access.id', 'desc')
    .limit(most + 1)
    .execute()
  const known = rows.map(({ what, ...rest }) => ({
    ...rest,
    what: readable(AccessKind, what, { table: 'access_records', row: rest.id, column: 'what' }),
  }))
  return cut(known, most)
}
