import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardOf } from '../../../test/driver.ts'
import { enrolled } from '../../../test/signed.ts'
import { LIMBS_WELL, openWorld, sure, until, type World } from '../../../test/world.ts'
import { COLUMNS, KEYS, type ProvenTable } from '../../store/columns.ts'
import { accept, decideStation, giveBack, resend } from '../checks/commands.ts'
import { consult, escalate } from '../checks/escalating.ts'
import { claim } from '../checks/leases.ts'
import { conclude, countersign, drawUp, signingOf } from '../checks/signoff.ts'
import { audit } from './audit.ts'

// One whole check: measured, signed by two doctors, sealed, handed over, returned, sent again and accepted. Each column of each of its rows is altered in turn.

let world: World
let code = ''
const log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }
const BY_EYE = [
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
] as const

beforeAll(async () => {
  world = await openWorld({ outside: { log } })
  const { deps } = world
  const [first, second] = [await world.person('co-one', 'doctor'), await world.person('co-two', 'doctor')]
  const keys = [await enrolled(world, first), await enrolled(world, second)] as const
  const counter = await world.person('co-counter', 'counter')
  const booth = await world.booth()
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', 700))
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  await booth.measure(id, 'height')
  sure(await claim(deps, first.doctor, await asked()))
  sure(await escalate(deps, first.doctor, { ...(await asked()), reason: '拿不准' }))
  sure(await consult(deps, first.doctor, { ...(await asked()), department: '骨科', question: '能否踩踏板' }))
  for (const finding of [...BY_EYE, ...LIMBS_WELL])
    sure(await decideStation(deps, first.doctor, { ...(await asked()), finding, reason: '视频所见' }))
  const drawn = sure(await drawUp(deps, first.doctor, { ...(await asked()), remark: null })).drawnUp
  code = drawn?.code ?? ''
  const proofBy = async (person: typeof first, key: (typeof keys)[number]) => {
    const challenge = sure(await signingOf(deps, person.doctor, id)).options?.challenge ?? ''
    return { ...(await asked()), digest: drawn?.digest ?? '', proof: { by: 'passkey' as const, assertion: key.assert(challenge) } }
  }
  sure(await conclude(deps, first.doctor, await proofBy(first, keys[0])))
  sure(await countersign(deps, second.doctor, await proofBy(second, keys[1])))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  // Sent back once, too.
  sure(await giveBack(deps, counter.counter, { ...(await asked()), reason: '看错了' }))
  sure(await resend(deps, counter.counter, await asked()))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  sure(await accept(deps, counter.counter, await asked()))
  // Rows are altered here that others hang on.
  await sql`pragma foreign_keys = off`.execute(deps.db)
}, 60_000)
afterAll(() => world.close())

type Row = Record<string, string | number | null>
type Place = { table: ProvenTable | 'check_events'; key: readonly string[] }
const PLACES: Place[] = [
  ...Object.entries(KEYS).map(([table, key]) => ({ table: table as ProvenTable, key })),
  { table: 'check_events', key: ['check_id', 'sequence'] },
]
const nameOf = (key: readonly string[], row: Row) => key.map((column) => String(row[column])).join(' ')

const rowsOf = async (table: string): Promise<Row[]> => (await sql<Row>`select * from ${sql.table(table)}`.execute(world.deps.db)).rows
const forget = (table: string) => sql`delete from ${sql.table(table)}`.execute(world.deps.db)
const put = async (table: string, rows: readonly Row[]) => {
  for (const row of rows) {
    const values = Object.values(row).map((value) => sql`${value}`)
    await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((one) => sql.ref(one)))}) values (${sql.join(values)})`.execute(
      world.deps.db,
    )
  }
}
/** While the first row of a table is another one, or none. */
const altered = async <T>({ table, key }: Place, change: (row: Row) => Row | null, look: (name: string) => Promise<T>): Promise<T> => {
  const rows = await rowsOf(table)
  const [row, ...others] = rows
  if (!row) throw new Error(`no row of ${table}`)
  const changed = change(row)
  try {
    await forget(table)
    await put(table, changed ? [changed, ...others] : others)
    return await look(nameOf(key, row))
  } finally {
    await forget(table)
    await put(table, rows)
  }
}
const rowTroubles = async () =>
  (await audit(world.deps, { stored: new Set(), trusted: { seals: [], stamps: [] } })).troubles.filter(
    ({ of, fault }) => of !== 'file' && fault !== 'certificate-untrusted',
  )
let asker = 0
/** Asked from another address each time: how often one may ask is a matter of its own. */
const pageOf = async () =>
  world.app.http.inject({ url: `/verify/${code}`, headers: { 'accept-language': 'en' }, remoteAddress: `10.0.0.${++asker}` })

const another = (value: string | number | null) => (typeof value === 'number' ? value + 1000 : value === null ? 'x' : `${value}x`)
const told = PLACES.flatMap((place) =>
  Object.entries(COLUMNS[place.table]).flatMap(([column, how]) =>
    how === 'proven' ? [{ ...place, column, name: `${place.table}.${column}` }] : [],
  ),
)
/** Of which the page speaks; what lists show and when an errand is tried it doesn't say. */
const SAID = ['checks', 'reports', 'signatures', 'readings', 'receipts', 'applicants', 'check_events', 'calibrations.id']

test('a whole check as it was written differs nowhere, and leaves nothing uncompared', async () => {
  expect(await rowTroubles()).toEqual([])
  expect((await audit(world.deps, { stored: new Set(), trusted: { seals: [], stamps: [] } })).older).toEqual({})
  expect((await pageOf()).body).toContain('Genuine and in force')
})

test.each(told)('$name altered is named by row and column, and the page behind the code doesn’t confirm it', async (place) => {
  const change = (row: Row) => ({ ...row, [place.column]: another(row[place.column] ?? null) })
  await altered(place, change, async (name) => {
    const found = await rowTroubles()
    const [key] = place.key
    const lost = place.table === 'reports' && place.column === 'number'
    if (lost) expect(found).toContainEqual(expect.objectContaining({ of: 'report', name, fault: 'row-missing' }))
    else if (place.table !== 'check_events') {
      const isKey = place.key.includes(place.column)
      const column = isKey ? place.key.join(' ') : place.column
      expect(found).toContainEqual(
        expect.objectContaining({
          of: 'row',
          name: `${place.table} ${name}`,
          column: isKey && found.every((one) => one.column !== column) ? key : column,
        }),
      )
    } else expect(found.map((one) => one.name)).toContainEqual(expect.stringMatching(/^check_events \S+ 1$/))
    const page = await pageOf()
    if (place.name === 'reports.code') expect(page.statusCode).toBe(404)
    else {
      expect(page.statusCode).toBe(200)
      if (SAID.includes(place.table) || SAID.includes(place.name)) expect(page.body).toContain('Can’t be confirmed now')
      else expect(page.body).toContain('Genuine and in force')
    }
  })
})

test.each(PLACES)('a row of $table that is gone is named', async (place) => {
  await altered(
    place,
    () => null,
    async (name) => {
      const names = (await rowTroubles()).map((one) => one.name)
      expect(names).toContain(place.table === 'reports' ? name : `${place.table} ${name}`)
    },
  )
})

test('every column of the database is told, or says why nothing tells it', async () => {
  const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(world.deps.db)
  const tables = rows.map(({ name }) => name).filter((name) => !/^(sqlite|kysely)_/.test(name))
  const columns = await Promise.all(
    tables.map(async (table) => {
      const info = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(world.deps.db)
      return [table, info.rows.map(({ name }) => name).toSorted()] as const
    }),
  )
  const named = Object.entries(COLUMNS).map(([table, one]) => [table, Object.keys(one).toSorted()] as const)
  expect(Object.fromEntries(columns)).toEqual(Object.fromEntries(named))
})
