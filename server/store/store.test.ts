import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apply } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import { type Event, FORMAT, type Recorded } from '#check/events.ts'
import { siteOfHall } from '#check/formats/2-sites.ts'
import type { Outcome } from '#protocol/report.ts'
import { idOf } from '../../test/ids.ts'
import { lineOf } from '../service/stored/lines.ts'
import { append } from './append.ts'
import { loadCheck } from './checks.ts'
import { countOn, growTo } from './counters.ts'
import { brokenLink, loadEvents } from './events.ts'
import { openFiles } from './files.ts'
import { saveLine } from './lines.ts'
import * as start from './migrations/0001-start.ts'
import * as calibrationsExpire from './migrations/0002-calibrations-expire.ts'
import * as usedCodes from './migrations/0003-used-codes.ts'
import * as oneCheckADoctor from './migrations/0070-one-check-a-doctor.ts'
import { type Db, openStore } from './open.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

let folder: string
let db: Db
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-store-'))
  db = await openStore(join(folder, 'roadfit.sqlite'))
})
afterAll(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})

const AT = '2026-11-25T02:00:00.000Z'
const opened = (check: string, booth: string): Recorded => ({
  format: FORMAT,
  check,
  sequence: 1,
  at: AT,
  actor: { kind: 'booth', id: idOf('b') },
  command: null,
  event: {
    kind: 'opened',
    booth: { id: booth, name: '1号', site: { id: siteOfHall('大厅'), name: '大厅' } },
    squad: null,
    applicant: idOf('someone'),
    birth: '1962-03-05',
    classes: ['C1'],
    case: null,
    business: null,
    cardPhoto: null,
    rules: '172-2025-01-01',
  },
})
const declared = (check: string, at = AT): Recorded => ({
  format: FORMAT,
  check,
  sequence: 2,
  at,
  actor: { kind: 'booth', id: idOf('b') },
  command: null,
  event: { kind: 'declared', declaration: { has: false, diseases: [], at, signature: 'a'.repeat(64) } },
})
const FIT: Outcome = {
  kind: 'fit',
  classes: ['C1'],
  conditions: [],
  reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
  rules: '172-2025-01-01',
}
const save = async (before: Check | null, recorded: Recorded, also?: () => Promise<boolean>) => {
  const state = apply(before, recorded)
  return {
    state,
    saved: await append(
      db,
      { key: new Uint8Array(32), recorded: [recorded], state, line: lineOf(state), outbox: [], at: recorded.at },
      also,
    ),
  }
}

test('of two who save the same place one wins, and nothing of the other is written', async () => {
  const { state } = await save(null, opened(idOf('c1'), idOf('b1')))
  const answers = await Promise.all([save(state, declared(idOf('c1'))), save(state, declared(idOf('c1'), '2026-11-25T02:00:01.000Z'))])
  expect(answers.filter(({ saved }) => saved)).toHaveLength(1)
  expect(await loadEvents(db, idOf('c1'))).toHaveLength(2)
  expect((await loadCheck(db, idOf('c1')))?.version).toBe(2)
  expect(await brokenLink(db, idOf('c1'))).toBeNull()
})

test('a second open check of a booth is not saved, nor are rows that go with a lost race', async () => {
  expect((await save(null, opened(idOf('c2'), idOf('b2')))).saved).toBe(true)
  expect((await save(null, opened(idOf('c3'), idOf('b2')))).saved).toBe(false)
  expect(await loadEvents(db, idOf('c3'))).toEqual([])
  expect((await save(null, opened(idOf('c4'), idOf('b4')), async () => false)).saved).toBe(false)
  expect(await loadCheck(db, idOf('c4'))).toBeNull()
})

test('events folded again make the state that is stored', async () => {
  const { state } = await save(null, opened(idOf('c5'), idOf('b5')))
  await save(state, declared(idOf('c5')))
  const folded = (await loadEvents(db, idOf('c5'))).reduce<Check | null>((check, one) => apply(check, one), null)
  expect(await loadCheck(db, idOf('c5'))).toEqual(folded)
})

test('a check that an older program saved is loaded with what was added since, and is like one of today', async () => {
  const { state } = await save(null, opened(idOf('c7'), idOf('b7')))
  const attempt = { id: idOf('a'), check: idOf('c7'), number: 1, seed: '0'.repeat(32), calibrations: [] }
  const screen = { pitchMm: 0.2, pathMm: 5000, mirrors: 1 }
  const limbs = { procedure: 'limbs', station: 'lower-limbs', tasks: [], hint: 'look-closely' }
  const axis = { score: 3, plates: 4, outcome: 'accepted' }
  const plates = { shown: 0, read: 0 }
  const colour = {
    procedure: 'colour',
    form: 'digits',
    demonstrationRead: true,
    protan: axis,
    deutan: axis,
    tritan: plates,
    weak: { protan: plates, deutan: plates, noted: false },
    outcome: 'no-red-green-blindness',
  }
  const { format: _, ...unnamed } = state
  const { reaction: __, ...stations } = state.stations
  const saved = (station: string, setup: object, score: object | null) => ({
    attempts: [
      {
        attempt: { ...attempt, station, setup },
        by: 'booth',
        startedAt: AT,
        state: 'read',
        reading: { id: idOf('r'), digest: 'd'.repeat(64), score },
      },
    ],
    measured: null,
    decision: null,
  })
  const older = {
    ...unnamed,
    booth: { id: state.booth.id, name: state.booth.name, hall: state.booth.site.name },
    stations: {
      ...stations,
      'acuity-left': saved(
        'acuity-left',
        { procedure: 'acuity', eye: 'left', limits: [5], glasses: false, screen },
        { procedure: 'acuity', eye: 'left', glasses: false, reached: 5, borderline: false, walks: [] },
      ),
      colour: saved('colour', { procedure: 'colour' }, colour),
      'lower-limbs': saved('lower-limbs', { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-left-pedal'] }, limbs),
    },
  }
  await db
    .updateTable('checks')
    .set({ state: JSON.stringify(older) })
    .where('id', '=', idOf('c7'))
    .execute()
  const loaded = await loadCheck(db, idOf('c7'))
  expect(loaded?.stations.reaction).toEqual({ attempts: [], measured: null, decision: null })
  expect(loaded?.stations['acuity-left'].attempts[0]?.attempt.setup).toMatchObject({ method: 'limits' })
  expect(loaded?.stations.colour.attempts[0]?.attempt.setup).toEqual({ procedure: 'colour', form: 'digits' })
  expect(loaded?.stations['lower-limbs'].attempts[0]?.reading?.score).toEqual({ ...limbs, symmetry: null })
  const { saved: next } = await save(loaded, declared(idOf('c7')))
  expect(next).toBe(true)
  expect((await loadCheck(db, idOf('c7')))?.stations.height).toEqual(state.stations.height)
})

test('the checks of an older program stand in the lists as if they had been made today', async () => {
  const file = join(folder, 'older-lists.sqlite')
  const older = new Kysely<Tables>({ dialect: sqliteDialect(file) })
  const before = { '0001-start': start, '0002-calibrations-expire': calibrationsExpire, '0003-used-codes': usedCodes }
  await new Migrator({ db: older, provider: { getMigrations: async () => before } }).migrateToLatest()
  const doctor = { id: 'd', name: '林医生' }
  const later: Event[] = [
    declared('o').event,
    { kind: 'photographed', file: 'f' },
    { kind: 'claimed', doctor },
    { kind: 'decided', doctor, finding: { station: 'trunk', trunk: 'normal' }, reason: null, measured: null },
    { kind: 'concluded', number: 'RF1', code: 'C', digest: 'd', doctor, signedBy: 'passkey', outcome: FIT },
    { kind: 'sealed', pdf: 'p', fonts: {} },
    { kind: 'delivered', receipt: 'R-1' },
    { kind: 'returned', by: doctor, reason: '照片不清' },
    { kind: 'resent', by: doctor },
    { kind: 'delivered', receipt: 'R-2' },
    { kind: 'accepted', by: doctor },
  ]
  const states = later.reduce<Check[]>(
    (made, event, index) => [...made, apply(made.at(-1) ?? null, { ...declared('o'), sequence: index + 2, event })],
    [apply(null, opened('o', 'b'))],
  )
  for (const [index, state] of states.entries()) {
    const row = { version: state.version, phase: state.phase, booth: 'b', open_booth: null, applicant: 'someone', opened_at: AT }
    const rest = { queued_at: null, doctor: null, lease_until: null, concluded_at: null }
    // As it was saved then: a hall, and whose counter sees to the report was not said.
    const { booth, squad: _, format: __, ...same } = state
    const then = { ...same, id: `o${index}`, booth: { id: booth.id, name: booth.name, hall: booth.site.name } }
    await older
      .insertInto('checks')
      .values({ id: `o${index}`, state: JSON.stringify(then), ...row, ...rest })
      .execute()
  }
  await older.destroy()
  const now = await openStore(file)
  const made = await now.selectFrom('check_lines').selectAll().orderBy('check_id').execute()
  await now.deleteFrom('check_lines').execute()
  for (const [index, state] of states.entries())
    await now.transaction().execute((tx) => saveLine(tx, { ...lineOf(state), check: `o${index}` }))
  expect(made).toHaveLength(states.length)
  expect(made).toEqual(await now.selectFrom('check_lines').selectAll().orderBy('check_id').execute())
  await now.destroy()
})

test('an event that was changed, and one whose hash was changed with it, breaks the chain', async () => {
  const { state } = await save(null, opened(idOf('c6'), idOf('b6')))
  await save(state, declared(idOf('c6')))
  await db.updateTable('check_events').set({ actor: 'system' }).where('check_id', '=', idOf('c6')).where('sequence', '=', 1).execute()
  expect(await brokenLink(db, idOf('c6'))).toBe(1)
})

test('a count goes on by one, and a sequence only grows', async () => {
  expect(await Promise.all([countOn(db, 'n'), countOn(db, 'n'), countOn(db, 'n')])).toEqual([1, 2, 3])
  expect([await growTo(db, 's', 5), await growTo(db, 's', 5), await growTo(db, 's', 4), await growTo(db, 's', 9)]).toEqual([
    true,
    false,
    false,
    true,
  ])
})

test('opening the store again keeps what is in it', async () => {
  const again = await openStore(join(folder, 'roadfit.sqlite'))
  expect((await loadCheck(again, idOf('c1')))?.version).toBe(2)
  await again.destroy()
})

test('a file is stored under its SHA-256, once, and one that has changed on the disk is not given out', async () => {
  const place = join(folder, 'files')
  const files = openFiles(place)
  // SHA-256 of "abc", FIPS 180-2.
  const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  const put = () => files.put(new TextEncoder().encode('abc'))
  expect(await Promise.all([put(), put()])).toEqual([digest, digest])
  expect(Buffer.from((await files.bytes(digest)) ?? []).toString()).toBe('abc')
  expect(await readdir(place)).toEqual(['ba'])
  expect(await files.get('0'.repeat(64))).toBeNull()
  expect(await files.get('../../roadfit.sqlite')).toBeNull()
  await writeFile(join(place, 'ba', digest), 'abd')
  await expect(files.bytes(digest)).rejects.toThrow(digest)
  // The same bytes once more put it right.
  expect(await put()).toBe(digest)
  expect(Buffer.from((await files.bytes(digest)) ?? []).toString()).toBe('abc')
})

test('of two checks that a doctor held in an older database one stays theirs, the other’s lease is over, and a second is never saved', async () => {
  const file = join(folder, 'older-doctors.sqlite')
  const old = await openStore(file)
  await old.schema.dropIndex('checks_doctor').execute()
  const lease = '2026-11-25T02:10:00.000Z'
  const row = (id: string, doctor: string, queued: string) => ({
    id,
    version: 3,
    phase: 'underway',
    state: '{}',
    booth: id,
    open_booth: id,
    applicant: 'someone',
    opened_at: AT,
    queued_at: queued,
    doctor,
    lease_until: lease,
    concluded_at: null,
  })
  const rows = [row('later', 'lin', '2026-11-25T02:05:00.000Z'), row('first', 'lin', AT), row('beside', 'zhou', AT)]
  for (const one of rows) await old.insertInto('checks').values(one).execute()
  await old.destroy()
  const bare = new Kysely<unknown>({ dialect: sqliteDialect(file) })
  await oneCheckADoctor.up(bare)
  await bare.destroy()
  const now = await openStore(file)
  const kept = await now.selectFrom('checks').select(['id', 'doctor', 'lease_until']).orderBy('id').execute()
  expect(kept).toEqual([
    { id: 'beside', doctor: 'zhou', lease_until: lease },
    { id: 'first', doctor: 'lin', lease_until: lease },
    { id: 'later', doctor: null, lease_until: '1970-01-01T00:00:00.000Z' },
  ])
  await expect(now.updateTable('checks').set({ doctor: 'lin' }).where('id', '=', 'later').execute()).rejects.toThrow(/UNIQUE/)
  await now.destroy()
})
