import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import { cardOf } from '../../test/driver.ts'
import { idOf } from '../../test/ids.ts'
import { hashNumber } from './applicants.ts'
import { attentionLines } from './attention.ts'
import { loadCheck } from './checks.ts'
import { concludedByNumber, concludedOfCase, concludedOfPerson, pendingReports } from './concluded.ts'
import { type Db, migrations, openStore } from './open.ts'
import { dueRows, errandsForPerson, errandsOf } from './outbox.ts'
import { addReport, countOverrides, findReport, reportsOf } from './reports.ts'
import { signaturesOver } from './signatures.ts'
import { sqliteDialect } from './sqlite.ts'

// A database as the version before countersignatures wrote it, brought up to date, and read as today's product does.

const EVERYTHING = { by: 'site', sites: null } as const
const KEY = new Uint8Array(32).fill(7)
const AT = '2026-11-25T02:00:00.000Z'
/** Half past midnight in China: the next day there. */
const NIGHT = '2026-11-24T16:30:00.000Z'
const LIN = { id: idOf('lin'), name: '林医生' }
const WANG = { id: idOf('wang'), name: '王医生' }
const FIT = {
  kind: 'fit',
  classes: ['C1'],
  conditions: [],
  reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
  rules: '172-2025-01-01',
}

type Station = { attempts: unknown[]; measured: unknown; decision: unknown }
const measured = (finding: Record<string, unknown>): Station => ({
  attempts: [],
  measured: { finding, reading: idOf(`r-${String(finding['station'])}`), digest: 'd'.repeat(64) },
  decision: null,
})
const WELL: Record<string, Station> = {
  height: measured({ station: 'height', cm: 172 }),
  'acuity-right': measured({ station: 'acuity-right', reached: 5, glasses: false }),
  'acuity-left': measured({ station: 'acuity-left', reached: 5, glasses: false }),
  colour: measured({ station: 'colour', colour: 'no-red-green-blindness' }),
  hearing: measured({ station: 'hearing', left: true, right: true, aid: false }),
  'upper-limbs': {
    attempts: [],
    measured: null,
    decision: {
      doctor: LIN,
      finding: { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
      reason: null,
      measured: null,
      at: AT,
    },
  },
  'lower-limbs': {
    attempts: [],
    measured: null,
    decision: {
      doctor: LIN,
      finding: { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
      reason: null,
      measured: null,
      at: AT,
    },
  },
  trunk: {
    attempts: [],
    measured: null,
    decision: { doctor: LIN, finding: { station: 'trunk', trunk: 'normal' }, reason: null, measured: null, at: AT },
  },
  reaction: { attempts: [], measured: null, decision: null },
}
const decided = (finding: Record<string, unknown>, reason: string, before: Record<string, unknown> | null): Station => ({
  attempts: [],
  measured: before && { finding: before, reading: idOf('r'), digest: 'd'.repeat(64) },
  decision: { doctor: LIN, finding, reason, measured: before, at: AT },
})

type Old = {
  id: string
  phase?: string
  stations?: Record<string, Station>
  at?: string
  doctor?: { id: string; name: string }
  held?: { code: string; detail: string } | null
  delivery?: { state: string; receipt: string | null; reason: string | null } | null
  counter?: { state: string; by: string; reason: string | null; at: string } | null
  applicant?: string
  /** Somebody has altered the person's row. */
  spoilt?: boolean
  /** Reports of the same check that this one's has superseded. */
  superseded?: string[]
}
const numberOf = (id: string) => `RF20261125-${id}`
const checkOf = (id: string) => `00000000-0000-4000-8000-000000${id}`
const digestFor = (id: string) => id.padStart(64, 'd')

/** A concluded check as that version saved it. */
const stateOf = ({
  id,
  phase = 'accepted',
  stations = {},
  at = AT,
  doctor = LIN,
  held = null,
  delivery = null,
  counter = null,
  applicant = idOf(`of-${id}`),
  superseded = [],
}: Old) => ({
  id: checkOf(id),
  version: 20,
  phase,
  booth: { id: idOf('b'), name: '1号', hall: '大厅' },
  applicant,
  birth: '1962-03-05',
  classes: ['C1'],
  case: `case-${id}`,
  business: 'G',
  cardPhoto: null,
  rules: '172-2025-01-01',
  openedAt: at,
  declaration: { has: false, diseases: [], at, signature: 'a'.repeat(64) },
  photo: { file: 'f'.repeat(64), at },
  queuedAt: at,
  lease: null,
  stations: { ...WELL, ...stations },
  notes: [],
  faults: [],
  drawnUp: null,
  report: {
    number: numberOf(id),
    code: `CODE${id}`,
    digest: digestFor(id),
    signedBy: 'passkey',
    doctor,
    outcome: FIT,
    concludedAt: at,
    held,
    pdf: null,
  },
  superseded: superseded.map(numberOf),
  delivery,
  counter,
  commands: [],
})

const CHECKS: Old[] = [
  {
    id: '000001',
    at: NIGHT,
    stations: {
      height: decided({ station: 'height', cm: 165 }, '目测', null),
      hearing: decided({ aid: true, station: 'hearing', left: true, right: true }, '戴助听器', {
        station: 'hearing',
        left: true,
        right: true,
        aid: false,
      }),
    },
  },
  // The same finding, its fields in another order: nothing was overridden.
  {
    id: '000002',
    doctor: WANG,
    stations: {
      hearing: decided({ right: true, aid: false, left: true, station: 'hearing' }, '复听', {
        station: 'hearing',
        left: true,
        right: true,
        aid: false,
      }),
    },
  },
  // A reading that left the finding open has measured nothing.
  {
    id: '000003',
    doctor: WANG,
    spoilt: true,
    stations: {
      colour: {
        ...decided({ station: 'colour', colour: 'no-red-green-blindness' }, '电话询问', null),
        measured: { finding: null, reading: idOf('r'), digest: 'd'.repeat(64) },
      },
    },
  },
  {
    id: '000004',
    phase: 'returned',
    counter: { state: 'returned', by: '孙警官', reason: '照片不清', at: '2026-11-26T01:00:00.000Z' },
    delivery: { state: 'delivered', receipt: 'R-4', reason: null },
  },
  { id: '000005', phase: 'refused', delivery: { state: 'refused', receipt: null, reason: '档案编号不符' } },
  { id: '000006', phase: 'concluded', held: { code: 'glyph-missing', detail: '' } },
  { id: '000007', phase: 'handed-over', superseded: ['000008'], delivery: { state: 'delivered', receipt: 'R-7', reason: null } },
  // More than the migrations read at once.
  ...Array.from({ length: 410 }, (_, index): Old => ({ id: String(100_000 + index), applicant: idOf(`crowd-${index}`) })),
]

const LATER = '2026-11-25T03:30:00.000Z'
/** What the house still had to do, and what it had done. */
const WAITING = [
  { id: 'o-1', kind: 'deliver', number: '000002', trouble: 'HTTP 503' },
  { id: 'o-2', kind: 'draw', number: '000003' },
  // Of a check whose line nobody kept: it waits since its turn.
  { id: 'o-3', kind: 'deliver', number: '999999' },
  { id: 'o-4', kind: 'deliver', number: '000004', done: LATER },
]

let folder: string
let db: Db
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-older-'))
  const file = join(folder, 'roadfit.sqlite')
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0004'))
  type Row = Record<string, string | number | null>
  const older = new Kysely<Record<'checks' | 'reports' | 'applicants' | 'people' | 'outbox', Row>>({ dialect: sqliteDialect(file) })
  const { error } = await new Migrator({ db: older, provider: { getMigrations: async () => before } }).migrateToLatest()
  if (error) throw error
  for (const { id, name } of [LIN, WANG])
    await older
      .insertInto('people')
      .values({ id, login: id, name, roles: '["doctor"]', password: 'x', disabled: 0, signature: null })
      .execute()
  await older.transaction().execute(async (tx) => {
    for (const [index, one] of CHECKS.entries()) {
      const state = stateOf(one)
      const { report } = state
      await tx
        .insertInto('applicants')
        .values({
          id: state.applicant,
          number_hash: hashNumber(KEY, cardOf('张三', 100 + index).number),
          person: one.spoilt ? '{' : JSON.stringify({ card: cardOf('张三', 100 + index), file: null, phone: null }),
        })
        .execute()
      await tx
        .insertInto('checks')
        .values({
          id: state.id,
          version: state.version,
          phase: state.phase,
          state: JSON.stringify(state),
          booth: 'b',
          open_booth: null,
          applicant: state.applicant,
          opened_at: state.openedAt,
          queued_at: state.queuedAt,
          doctor: null,
          lease_until: null,
          concluded_at: report.concludedAt,
        })
        .execute()
      const numbers = [...state.superseded, report.number]
      for (const number of numbers)
        await tx
          .insertInto('reports')
          .values({
            number,
            check_id: state.id,
            code: `C${number}`,
            digest: report.digest,
            signed_by: 'passkey',
            assertion: null,
            state: number === report.number ? 'valid' : 'superseded',
            pdf: null,
            at: report.concludedAt,
          })
          .execute()
    }
  })
  for (const { id, number, done = null, ...row } of WAITING)
    await older
      .insertInto('outbox')
      .values({ id, tries: 3, due_at: LATER, done_at: done, trouble: null, ...row, number: numberOf(number), check_id: checkOf(number) })
      .execute()
  await older.destroy()
  db = await openStore(file)
}, 60_000)
afterAll(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})

test('who decided without a measurement, or against it, is counted by the doctor and China’s day; of a replaced report its day alone', async () => {
  const counts = await countOverrides(db, '2026-11-01')
  const line = (doctor: string | null) => counts.filter((one) => one.doctor === doctor)
  expect(line('林医生')).toEqual([{ day: '2026-11-25', doctor: '林医生', reports: 5 + 410, overridden: 1, unmeasured: 1, against: 1 }])
  expect(line('王医生')).toEqual([{ day: '2026-11-25', doctor: '王医生', reports: 2, overridden: 1, unmeasured: 1, against: 0 }])
  expect(line(null)).toEqual([{ day: '2026-11-25', doctor: null, reports: 1, overridden: 0, unmeasured: 0, against: 0 }])
})

describe('on the counter’s list', () => {
  test('each report carries what was decided instead of the booth, with the reason', async () => {
    const overridesOf = async (id: string) => (await concludedByNumber(db, numberOf(id)))?.overrides
    expect(await overridesOf('000001')).toEqual([
      { station: 'height', basis: 'not-measured', reason: '目测' },
      { station: 'hearing', basis: 'against', reason: '戴助听器' },
    ])
    expect(await overridesOf('000002')).toEqual([])
    expect(await overridesOf('000003')).toEqual([{ station: 'colour', basis: 'not-measured', reason: '电话询问' }])
    expect(await overridesOf('100409')).toEqual([])
  })

  test.each(['000001', '000007', '100409'])('%s is by the name and the document of its driver’s card', async (id) => {
    const { name, number: document } = cardOf('张三', 100 + CHECKS.findIndex((one) => one.id === id))
    expect(await concludedByNumber(db, numberOf(id))).toMatchObject({ name, document })
  })

  test('one whose person somebody has spoilt has no name, and keeps nothing from being brought up to date', async () => {
    expect(await concludedByNumber(db, numberOf('000003'))).toMatchObject({ name: '', document: '' })
  })

  test('those that aren’t accepted are open, a held one says why, and nothing is countersigned', async () => {
    const open = await pendingReports(db, EVERYTHING, { most: 1000, behind: null })
    expect(open.map(({ check }) => check).toSorted()).toEqual(['000004', '000005', '000006', '000007'].map(checkOf))
    expect(open.find(({ check }) => check === checkOf('000006'))?.held).toEqual({ code: 'glyph-missing', detail: '' })
    expect(open.some(({ countersigned }) => countersigned)).toBe(false)
    expect(await signaturesOver(db, digestFor('000001'))).toEqual([])
  })

  test.each(['000001', '100000', '100199', '100200', '100409'])(
    '%s is found by the number of its case and by its driver’s document',
    async (id) => {
      const page = { most: 10, behind: null }
      expect((await concludedOfCase(db, `case-${id}`, page)).map(({ check }) => check)).toEqual([checkOf(id)])
      const index = CHECKS.findIndex((one) => one.id === id)
      expect((await concludedOfPerson(db, hashNumber(KEY, cardOf('张三', 100 + index).number), page)).map(({ check }) => check)).toEqual([
        checkOf(id),
      ])
    },
  )

  test('a replaced number leads to the report that stands now', async () => {
    expect((await concludedByNumber(db, numberOf('000008')))?.number).toBe(numberOf('000007'))
  })
})

test('what was returned, refused or held waits for a doctor, the oldest first', async () => {
  const waits = await attentionLines(db, EVERYTHING, 200)
  expect(waits.entries.map(({ check, what, reason, doctor, since }) => [check, what, reason, doctor.name, since])).toEqual([
    [checkOf('000005'), 'refused', '档案编号不符', '林医生', AT],
    [checkOf('000006'), 'held', '', '林医生', AT],
    [checkOf('000004'), 'returned', '照片不清', '林医生', '2026-11-26T01:00:00.000Z'],
  ])
})

test('each person’s report is in force for six months from its day in China, and a new one takes its place', async () => {
  expect((await reportsOf(db, idOf('of-000001'), '2026-01-01', 10)).entries).toMatchObject([
    { number: numberOf('000001'), state: 'valid', validUntil: '2027-05-25' },
  ])
  expect((await reportsOf(db, idOf('crowd-409'), '2026-01-01', 10)).entries.map(({ number }) => number)).toEqual([numberOf('100409')])
  const replaced = await db.transaction().execute((tx) =>
    addReport(
      tx,
      {
        number: 'RF20261201-000001',
        check: 'new',
        code: 'NEW',
        digest: 'n',
        signedBy: 'passkey',
        assertion: null,
        at: '2026-12-01T02:00:00.000Z',
        doctor: 'wang',
        day: '2026-12-01',
        unmeasured: 0,
        against: 0,
        applicant: idOf('of-000001'),
        institution: FIRST_INSTITUTION,
        validUntil: '2027-06-01',
      },
      '2026-12-01T01:00:00.000Z',
    ),
  )
  expect(replaced).toEqual([checkOf('000001')])
  expect((await findReport(db, { number: numberOf('000001') }))?.state).toBe('superseded')
})

test('the checks themselves are read as they were', async () => {
  expect(await loadCheck(db, checkOf('000001'))).toMatchObject({
    signed: null,
    declined: [],
    declaredBefore: [],
    parked: null,
    report: { number: numberOf('000001'), countersigned: null },
  })
})

test('what waited to be made or handed over waits since its report was concluded, goes on being tried, and calls for nobody yet', async () => {
  const errands = await errandsOf(db, ['000002', '000003', '000004', '999999'].map(numberOf), LATER)
  expect(errands.toSorted((a, b) => (a.number < b.number ? -1 : 1))).toMatchObject([
    { number: numberOf('000002'), kind: 'deliver', tries: 3, since: AT, fault: null, sent: null, person: null, underWay: false },
    { number: numberOf('000003'), kind: 'draw', tries: 3, since: AT, fault: null, sent: null, person: null, underWay: false },
    { number: numberOf('999999'), kind: 'deliver', tries: 3, since: LATER, fault: null, sent: null, person: null, underWay: false },
  ])
  expect(await dueRows(db, 'deliver', LATER)).toMatchObject([
    { id: 'o-1', check: checkOf('000002'), number: numberOf('000002'), tries: 3, destination: 'case', steadySince: AT, awaited: null },
    { id: 'o-3', check: checkOf('999999'), number: numberOf('999999'), tries: 3, destination: 'case', steadySince: LATER, awaited: null },
  ])
  expect(await errandsForPerson(db, EVERYTHING, { most: 10, now: LATER })).toEqual({ entries: [], more: false })
})
