import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonical } from '#protocol/canonical.ts'
import { applicantProof } from './applicants.ts'
import {
  ALL,
  findMark,
  headOf,
  holds,
  keep,
  MARKED,
  MARKED_TABLES,
  type MarkedTable,
  mark,
  moved,
  NONE,
  nameOfCheck,
  nameOfRow,
  type Sum,
  standOf,
  sumOf,
  textOfRow,
  textOfSum,
} from './marks.ts'
import type { Db, Marking } from './open.ts'
import { nameAll } from './report-names.ts'
import type { Tables } from './tables.ts'

// Walks through a whole database: by the migration that brought the marks, and by `npm run verify`.

const PAGE = 1000

/** How many checks there are. */
export const countChecks = async (db: Db): Promise<number> => {
  const { all } = await db
    .selectFrom('checks')
    .select((e) => e.fn.countAll<number | string>().as('all'))
    .executeTakeFirstOrThrow()
  return Number(all)
}

/** Everything, page by page: each begins after the last of the one before. */
export const each = async function* <T, K>(page: (after: K) => Promise<T[]>, begin: K, behind: (one: T) => K): AsyncGenerator<T> {
  let rows = await page(begin)
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    yield* rows
    rows = await page(behind(last))
  }
}

const marks = (db: Db) =>
  each(
    (after) => db.selectFrom('marks').selectAll().where('name', '>', after).orderBy('name').limit(PAGE).execute(),
    '',
    ({ name }) => name,
  )

const rowsOf = (db: Db, table: MarkedTable) => {
  const { key } = MARKED[table]
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const knownBy = (row: object) => key.map((column) => String(new Map(Object.entries(row)).get(column)))
  return each(
    async (after: readonly string[]) =>
      (
        await sql<object>`
          select * from ${sql.table(table)} where (${columns}) > (${sql.join(after)}) order by ${columns} limit ${PAGE}`.execute(db)
      ).rows,
    key.map(() => ''),
    knownBy,
  )
}

/** The last event of each check. */
const heads = (db: Db) =>
  each(
    async (after) =>
      (
        await sql<{ id: string; sequence: number; hash: string }>`
          select check_id as id, sequence, hash from check_events as one
          where check_id > ${after} and sequence = (select max(sequence) from check_events where check_id = one.check_id)
          order by check_id limit ${PAGE}`.execute(db)
      ).rows,
    '',
    ({ id }) => id,
  )

/** When each migration before the marks was carried out: by that it is judged what older programs didn't write down. */
const MIGRATIONS = 'kysely_migration'
const textOfMigrations = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ name: string; timestamp: string }>`
    select name, timestamp from kysely_migration where name < '0210' order by name`.execute(db)
  const times = rows.map(({ name, timestamp }) => [name, timestamp])
  return createHash('sha256').update(canonical(times)).digest('hex')
}

/** How migrations mark what they leave, by the key file. */
export const markingBy = (key: Uint8Array): Marking => ({
  left: markLeft(key),
  named: (db) => nameAll(db, key),
  async anew(db, { written, made }, write) {
    const texts = async (tables: readonly (keyof Tables)[]) => {
      const found = new Map<string, string>()
      for (const table of tables.filter(isMarked))
        for await (const row of rowsOf(db, table)) found.set(nameOfRow(table, row), textOfRow(table, row))
      return found
    }
    const before = await texts(written)
    await write()
    for (const [name, to] of await texts([...written, ...made])) await mark(db, key, name, { from: before.get(name) ?? null, to })
  },
})

/**
 * Marks everything as it stands now: once, by the migration that brought the marks. What stood before it nobody marked. People whom an
 * older program kept get their proof.
 */
const markLeft =
  (key: Uint8Array) =>
  async (db: Db): Promise<void> => {
    await proveApplicants(db, key)
    const all: Sum = { changes: 0, sum: NONE }
    const add = async (name: string, text: string) => {
      all.changes++
      all.sum = moved(all.sum, NONE, await keep(db, key, name, text))
    }
    // A table that came later marks its rows itself.
    const there = new Set((await db.introspection.getTables()).map(({ name }) => name))
    for (const table of MARKED_TABLES.filter((one) => there.has(one)))
      for await (const row of rowsOf(db, table)) await add(nameOfRow(table, row), textOfRow(table, row))
    for await (const { id, sequence, hash } of heads(db)) await add(nameOfCheck(id), headOf(sequence, hash))
    await add(MIGRATIONS, await textOfMigrations(db))
    await keep(db, key, ALL, textOfSum(all))
  }

/** Do the times of the migrations stand as they were marked? */
export const migrationsStand = async (db: Db, key: Uint8Array): Promise<boolean> => {
  const kept = await findMark(db, MIGRATIONS)
  return kept !== null && holds(key, kept) && kept.text === (await textOfMigrations(db))
}

/**
 * Is the sum of all marks what was written last, and how often was one made or taken away until then? Null: somebody was writing each
 * time, so that nothing can be said.
 */
export const sumStands = async (db: Db, key: Uint8Array): Promise<{ stands: boolean; changes: number } | null> => {
  for (let round = 0; round < 5; round++) {
    const before = await findMark(db, ALL)
    let sum = NONE
    for await (const { name, mark } of marks(db)) if (name !== ALL && /^[0-9a-f]{64}$/.test(mark)) sum = moved(sum, NONE, mark)
    const after = await findMark(db, ALL)
    if (after?.mark !== before?.mark) continue
    const said = sumOf(before?.text)
    return { stands: said.sum === sum && (before ? holds(key, before) : sum === NONE), changes: said.changes }
  }
  return null
}

/** Names of rows that don't stand as they were marked, or that are gone with their mark left. */
export const unlikeMarks = async function* (db: Db, key: Uint8Array): AsyncGenerator<{ name: string; why: 'mark-differs' | 'row-gone' }> {
  for (const table of MARKED_TABLES)
    for await (const row of rowsOf(db, table)) {
      const name = nameOfRow(table, row)
      const [, ...known] = name.split(' ')
      // A server may have been writing between two looks: what is so is still so at the second.
      const stands = async () => {
        const [kept, text] = [await findMark(db, name), await standOf(db, table, known)]
        return kept ? kept.text === text && holds(key, kept) : text === null
      }
      if (!(await stands()) && !(await stands())) yield { name, why: 'mark-differs' }
    }
  for await (const { name } of marks(db)) if (!(await isThere(db, name)) && (await findMark(db, name))) yield { name, why: 'row-gone' }
}

const isThere = async (db: Db, name: string): Promise<boolean> => {
  const [table = '', ...known] = name.split(' ')
  if (name === ALL || name === MIGRATIONS) return true
  if (table !== 'checks') return isMarked(table) && (await standOf(db, table, known)) !== null
  return (
    (await db
      .selectFrom('check_events')
      .select('sequence')
      .where('check_id', '=', known[0] ?? '')
      .limit(1)
      .executeTakeFirst()) !== undefined
  )
}
const isMarked = (table: string): table is MarkedTable => table in MARKED

/** Proves whoever an older program kept, as they stand now: from then on nobody stands without. */
const proveApplicants = async (db: Db, key: Uint8Array): Promise<void> => {
  const some = () => db.selectFrom('applicants').select(['id', 'person']).where('proof', 'is', null).limit(PAGE).execute()
  for (let rows = await some(); rows.length > 0; rows = await some())
    for (const row of rows)
      await db
        .updateTable('applicants')
        .set({ proof: applicantProof(key, row) })
        .where('id', '=', row.id)
        .execute()
}

/** Machines that stand there with a key by which they were never enrolled. */
export const strayKeys = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('machines as one')
    .select('one.id')
    .where('one.public_key', 'is not', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('machine_keys as known')
            .select('known.machine')
            .whereRef('known.machine', '=', 'one.id')
            .whereRef('known.public_key', '=', 'one.public_key'),
        ),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}
