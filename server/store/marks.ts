import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { canonical } from '#protocol/canonical.ts'
import type { Db, Tx } from './open.ts'
import type { Tables } from './tables.ts'

// Marks that only who has the key file can make, so that what was written by other means is known. Each thing that must stand as the
// server left it has one: over a short text of how it stands. One more is over the sum of them all, so that none can be taken away or
// an older one be put back.

/** The rows that are marked whole, by what they are known by and which of their columns are left out: those that count, or that move by themselves. */
export const MARKED = {
  sites: { key: ['id'], beside: [] },
  registry: { key: ['id'], beside: [] },
  people: { key: ['id'], beside: [] },
  passkeys: { key: ['id'], beside: ['counter', 'used_at'] },
  machines: { key: ['id'], beside: ['code_until', 'used_until', 'showing', 'devices', 'second_at'] },
  machine_keys: { key: ['machine', 'public_key'], beside: [] },
  dead_keys: { key: ['public_key'], beside: [] },
  calibrations: { key: ['id'], beside: [] },
  account_events: { key: ['id'], beside: ['seen_at'] },
  access_records: { key: ['id'], beside: [] },
  recording_holds: { key: ['id'], beside: [] },
} as const satisfies { [T in keyof Tables]?: { key: readonly (keyof Tables[T])[]; beside: readonly (keyof Tables[T])[] } }
export type MarkedTable = keyof typeof MARKED
export const MARKED_TABLES = Object.keys(MARKED) as MarkedTable[]

/** Over the sum of all marks, mod 2^256 (whatever order they came in, it is the same), and over how often one was made or taken away. */
export const ALL = 'all'
export type Sum = { changes: number; sum: string }
export const textOfSum = ({ changes, sum }: Sum): string => `${changes} ${sum}`
export const sumOf = (text: string | undefined): Sum => {
  const [changes = '0', sum = NONE] = text?.split(' ') ?? []
  return { changes: Number(changes), sum }
}
/** No mark, and a sum of none. */
export const NONE = '0'.repeat(64)

const markOf = (key: Uint8Array, name: string, text: string): string =>
  createHmac('sha256', key).update(`mark ${name} ${text}`).digest('hex')

/** Does a mark hold for its name and its text? */
export const holds = (key: Uint8Array, { name, text, mark }: Tables['marks']): boolean => {
  const [right, kept] = [markOf(key, name, text), mark].map((one) => Buffer.from(one))
  return right !== undefined && kept !== undefined && right.length === kept.length && timingSafeEqual(right, kept)
}

/** The sum without one mark and with another. */
export const moved = (sum: string, out: string, into: string): string => {
  const [from, less, more] = [sum, out, into].map((one) => BigInt(`0x${one}`))
  return BigInt.asUintN(256, (from ?? 0n) - (less ?? 0n) + (more ?? 0n))
    .toString(16)
    .padStart(64, '0')
}

/** The mark under a name; null: there is none. */
export const findMark = async (db: Db | Tx, name: string): Promise<Tables['marks'] | null> =>
  (await db.selectFrom('marks').selectAll().where('name', '=', name).executeTakeFirst()) ?? null

/** Writes a mark, and leaves the sum. */
export const keep = async (tx: Db | Tx, key: Uint8Array, name: string, text: string): Promise<string> => {
  const mark = markOf(key, name, text)
  await tx
    .insertInto('marks')
    .values({ name, text, mark })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ text, mark }))
    .execute()
  return mark
}

/** How something stood and stands now; null: there was none, or is none. */
export type Change = { from: string | null; to: string | null }

/**
 * Marks how something stands now. Where it didn't stand as it was marked, somebody has altered it by other means: then the mark stays as
 * it is, and a sum that was altered too, so that no work of the server covers what was done.
 */
export const mark = async (tx: Db | Tx, key: Uint8Array, name: string, { from, to }: Change): Promise<void> => {
  const before = await findMark(tx, name)
  if (from === to || (before?.text ?? null) !== from || (before && !holds(key, before))) return
  const after = to === null ? NONE : await keep(tx, key, name, to)
  if (to === null) await tx.deleteFrom('marks').where('name', '=', name).execute()
  const all = await findMark(tx, ALL)
  if (all && !holds(key, all)) return
  const { changes, sum } = sumOf(all?.text)
  await keep(tx, key, ALL, textOfSum({ changes: changes + 1, sum: moved(sum, before?.mark ?? NONE, after) }))
}

/** How the events of a check stand: how many there are, and the hash of the last, which stands on all before it. */
export const headOf = (events: number, hash: string): string => `${events} ${hash}`
export const nameOfCheck = (id: string): string => `checks ${id}`

/** A marked row's name. */
export const nameOfRow = (table: MarkedTable, row: object): string => {
  const values = new Map<string, unknown>(Object.entries(row))
  return [table, ...MARKED[table].key.map((column) => String(values.get(column)))].join(' ')
}

/** How a marked row stands, in short. */
export const textOfRow = (table: MarkedTable, row: object): string => {
  const beside: readonly string[] = MARKED[table].beside
  const columns = Object.fromEntries(Object.entries(row).filter(([column]) => !beside.includes(column)))
  return createHash('sha256').update(canonical(columns)).digest('hex')
}

/** How a row stands in its table now; null: it isn't there. `known`: the values of the columns by which it is known. */
export const standOf = async (db: Db | Tx, table: MarkedTable, known: readonly string[]): Promise<string | null> => {
  const where = MARKED[table].key.map((column, nth) => sql`${sql.ref(column)} = ${known[nth]}`)
  const { rows } = await sql<object>`select * from ${sql.table(table)} where ${sql.join(where, sql` and `)}`.execute(db)
  const [row] = rows
  return row ? textOfRow(table, row) : null
}

/** Changes a row of a marked table, and marks how it stands then. */
export const marking = async <T>(
  tx: Tx,
  key: Uint8Array,
  [table, ...known]: readonly [MarkedTable, ...string[]],
  change: () => Promise<T>,
): Promise<T> => {
  const from = await standOf(tx, table, known)
  const done = await change()
  await mark(tx, key, [table, ...known].join(' '), { from, to: await standOf(tx, table, known) })
  return done
}
