import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteOfHall } from '#check/formats/2-sites.ts'
import { listMachines } from './machines.ts'
import { keep, textOfRow } from './marks.ts'
import { type Db, migrations, openStore } from './open.ts'
import { findPerson } from './people.ts'
import { listSites } from './sites.ts'
import { sqliteDialect } from './sqlite.ts'
import { markingBy, sumStands, unlikeMarks } from './walks.ts'

// A database as the program before sites left it, with people, machines and lines that name halls, brought up to date.

const KEY = new Uint8Array(32).fill(7)
const EAST = '东城大厅'
const WEST = '西城大厅'
const NOWHERE = '没有设备的大厅'

type Row = Record<string, string | number | null>
const PERSON = { password: 'x', disabled: 0, signature: null, reset_by: null, code_until: null, code_by: null }
const PEOPLE: Row[] = [
  { ...PERSON, id: 'all', login: 'all', name: '全', roles: '["doctor"]', halls: null },
  { ...PERSON, id: 'some', login: 'some', name: '些', roles: '["counter"]', halls: JSON.stringify([WEST, NOWHERE]) },
  { ...PERSON, id: 'none', login: 'none', name: '无', roles: '["doctor"]', halls: '[]' },
  { ...PERSON, id: 'altered', login: 'altered', name: '改', roles: '["doctor"]', halls: JSON.stringify([EAST]) },
]
const MACHINE = { public_key: null, code_until: null, used_until: null, showing: null, devices: '[]', second_at: null, disabled: 0 }
const MACHINES: Row[] = [
  { ...MACHINE, id: 'b1', kind: 'booth', name: '1号', hall: EAST },
  { ...MACHINE, id: 'b2', kind: 'booth', name: '1号', hall: WEST },
]
const LINE = { version: 1, phase: 'opened', booth: 'b1', booth_name: '1号', applicant: 'a', birth: '1980-01-01', classes: '[]' }
const REST = { missing: 8, overrides: '[]', name: '', document: '' }
const lineOf = (check: string, hall: string): Row => ({ ...LINE, ...REST, check_id: check, hall })

let folder: string
let db: Db
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-halls-'))
  const file = join(folder, 'roadfit.sqlite')
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0240'))
  const older = new Kysely<Record<'people' | 'machines' | 'check_lines' | 'marks', Row>>({ dialect: sqliteDialect(file) })
  const { error } = await new Migrator({ db: older, provider: { getMigrations: async () => before } }).migrateToLatest()
  if (error) throw error
  for (const row of PEOPLE) await older.insertInto('people').values(row).execute()
  for (const row of MACHINES) await older.insertInto('machines').values(row).execute()
  for (const row of [lineOf('c1', EAST), lineOf('c2', WEST), lineOf('c3', '早已撤掉的大厅')])
    await older.insertInto('check_lines').values(row).execute()
  // As that program marked them, but for one whom somebody has let into another hall by hand.
  for (const row of PEOPLE)
    await keep(older.withTables(), KEY, `people ${row['id']}`, textOfRow('people', row['id'] === 'altered' ? { ...row, halls: null } : row))
  for (const row of MACHINES) await keep(older.withTables(), KEY, `machines ${row['id']}`, textOfRow('machines', row))
  await older.destroy()
  db = await openStore(file, markingBy(KEY))
})
afterAll(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})

test('every hall that a machine, a person or a check named is a station, with a counter of its own', async () => {
  const sites = await listSites(db)
  expect(sites.map(({ name }) => name).toSorted()).toEqual([EAST, WEST, NOWHERE, '早已撤掉的大厅'].toSorted())
  for (const site of sites)
    expect(site).toMatchObject({ id: siteOfHall(site.name), kind: 'station', parent: null, squad: null, closed: false })
})

test('machines stand where they stood, people work where they worked, and lines are where they were', async () => {
  expect((await listMachines(db)).map(({ id, site }) => [id, site])).toEqual([
    ['b1', { id: siteOfHall(EAST), name: EAST }],
    ['b2', { id: siteOfHall(WEST), name: WEST }],
  ])
  const own = async (id: string) => (await findPerson(db, { id }))?.sites
  expect(await own('all')).toBeNull()
  expect(await own('none')).toEqual([])
  expect(await own('some')).toEqual([WEST, NOWHERE].map(siteOfHall))
  const lines = await db.selectFrom('check_lines').select(['check_id', 'site', 'squad']).orderBy('check_id').execute()
  expect(lines.map(({ site, squad }) => [site, squad])).toEqual(
    [EAST, WEST, '早已撤掉的大厅'].map((hall) => [siteOfHall(hall), siteOfHall(hall)]),
  )
})

test('what stood as it was marked stands as it is marked now, and what somebody had altered still doesn’t', async () => {
  const unlike: string[] = []
  for await (const { name } of unlikeMarks(db, KEY)) unlike.push(name)
  expect(unlike).toEqual(['people altered'])
  expect(await db.selectFrom('marks').select('name').where('name', 'like', 'sites %').execute()).toHaveLength(4)
  expect(await sumStands(db, KEY)).not.toBeNull()
})
