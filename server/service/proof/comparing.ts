import { Value as Schema } from 'typebox/value'
import type { Check } from '#check/check.ts'
import type { Recorded } from '#check/events.ts'
import type { Personal } from '#check/report.ts'
import { canonical, signedText } from '#protocol/canonical.ts'
import { ERRANDS } from '#protocol/errand.ts'
import { cleanLine } from '#protocol/line.ts'
import { CalibrationReading } from '#protocol/reading.ts'
import type { Report } from '#protocol/report.ts'
import { EVERY_STATION } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { applicantOf, applicantProof, hashNumber, shownOf } from '../../store/applicants.ts'
import { calibrationRow } from '../../store/calibrations.ts'
import { KEYS } from '../../store/columns.ts'
import { headStands } from '../../store/events.ts'
import { hasLater, keptApplicant, keptRows, knownCalibrations } from '../../store/kept-rows.ts'
import { keysOf } from '../../store/machines.ts'
import { type Db, migrationTimes } from '../../store/open.ts'
import { sha256 } from '../../store/sha256.ts'
import type { Tables } from '../../store/tables.ts'
import { migrationsStand } from '../../store/walks.ts'
import { isSignedBy } from '../machines/keys.ts'
import { personalOf } from '../stored/identity.ts'
import { storedReport } from '../stored/stored-report.ts'
import {
  type Beside,
  expectedRows,
  isReplaced,
  type OfCheck,
  type Step,
  signaturesBy,
  stepsOf,
  type Value,
  type Verdict,
} from './expected-rows.ts'
import { isSigned } from './signed-digest.ts'

/** `unmarked`: a copy of what an earlier program left, in which nothing bears a mark yet. */
export type Shelf = Pick<Deps, 'db' | 'files'> & Partial<Pick<Deps, 'key'>> & { unmarked?: true }

/** The key by which marks can be compared; undefined: there is none, or nothing is marked. */
export const markKey = ({ key, unmarked }: Shelf): Uint8Array | undefined => (unmarked ? undefined : key)

/** Do a check's events stand as the server left them, as far as marks can say? */
export const headIsMarked = async (shelf: Shelf, check: string): Promise<boolean> => {
  const key = markKey(shelf)
  return !key || headStands(shelf.db, key, check)
}

/** What a row has otherwise than its check's events, the sealed value or its signature say. */
export type Difference = { table: keyof Tables; row: string; column: string; why: 'column-differs' | 'row-gone' | 'row-untold' | 'older' }

/** Migrations of a new folder take no longer in all, ms: nobody finishes anything under an older program within it. */
const TOGETHER_MS = 60_000
/** A clock that ran ahead dated what an older program wrote later than the migration, ms: so much is forgiven. */
const AHEAD_MS = 86_400_000

/** Did programs write this down at that time, by the migration that brought it? */
export type WasKept = (migration: string, at: string) => boolean

/**
 * By which migration something began to be written down: was it at that time? When migrations were is marked, and so are the events that
 * bear the other time: whoever moved either by hand is forgiven nothing.
 */
export const keptSince = async (shelf: Shelf): Promise<WasKept> => {
  const { db } = shelf
  const key = markKey(shelf)
  if (key && !(await migrationsStand(db, key))) return () => true
  const times = new Map((await migrationTimes(db)).map(({ name, timestamp }) => [name, timestamp]))
  const first = Date.parse([...times.values()][0] ?? '')
  return (migration, at) => {
    const then = Date.parse(times.get(migration) ?? '')
    return then - first < TOGETHER_MS || Date.parse(at) >= then + AHEAD_MS
  }
}

/** Every row that is kept of a check, beside what its events tell. The events follow each other: whoever asks has looked. */
export const differences = async (shelf: Shelf, events: readonly Recorded[], wasKept: WasKept): Promise<Difference[]> => {
  const { db } = shelf
  const steps = stepsOf(events)
  const [last] = steps.slice(-1)
  if (!last) return []
  const opened = last.state.openedAt
  const reports = new Map<string, Report | null>()
  for (const { one } of steps)
    if (one.event.kind === 'concluded') reports.set(one.event.digest, await storedReport(shelf, one.event.digest).catch(() => null))
  const signed = signaturesBy(steps, { wasKept })
  const names = namesIn(steps)
  const kept = await keptRows(db, { check: last.one.check, ...names })
  const assertions = new Map(kept.signatures.filter(({ role }) => role === 'doctor').map(({ digest, assertion }) => [digest, assertion]))
  const applicant = await keptApplicant(db, last.state.applicant)
  const expected = expectedRows(steps, {
    who: applicant && readable(() => shownOf({ applicant: last.state.applicant, person: applicant.person })),
    reports,
    assertions,
    wasKept,
  })
  const found = TABLES.flatMap((table) => between(table, expected[table], kept[table]))
  const wrong = (table: keyof Tables, row: string, column: string, why: Difference['why'] = 'column-differs') =>
    void found.push({ table, row, column, why })

  for (const row of kept.signatures) {
    const event = signed.get(`${row.digest} ${row.person}`)?.event
    if (event && !(await isSigned(db, row, event))) wrong('signatures', `${row.digest} ${row.person}`, 'assertion')
  }
  for (const row of kept.reports)
    if (row.state === 'superseded' && !isReplaced(steps, row.number) && !(await hasLater(db, row))) wrong('reports', row.number, 'state')
  const read = new Map(steps.flatMap(({ one: { event, at } }) => (event.kind === 'read' ? [[event.reading, at] as const] : [])))
  for (const { id, booth, body, digest } of kept.readings) {
    // The chain says when it came, not the row: or whoever dates it back would be asked for less.
    const how = await isWordOf(db, booth, { body, digest, at: read.get(id) ?? opened }, wasKept)
    if (how !== true) wrong('readings', id, 'body', how === 'older' ? how : 'column-differs')
  }
  const calibrations = calibrationsIn(last.state)
  const known = await knownCalibrations(db, calibrations)
  for (const id of calibrations) if (!known.includes(id)) wrong('calibrations', id, 'id', 'row-gone')
  const newest = last.state.report && reports.get(last.state.report.digest)
  found.push(...ofApplicant(shelf, { wasKept }, { check: last.state, row: applicant, report: newest ?? null }))
  return found
}

const TABLES = [
  'checks',
  'check_lines',
  'sent_back',
  'escalations',
  'reports',
  'signatures',
  'readings',
  'receipts',
  'outbox',
] as const satisfies readonly OfCheck[]

/** The names that a check's events tell of rows elsewhere. */
const namesIn = (steps: readonly Step[]) => {
  const events = steps.map(({ one }) => one.event)
  const signed = events.filter((event) => event.kind === 'signed' || event.kind === 'concluded')
  return {
    numbers: [...new Set(signed.map(({ number }) => number))],
    digests: [...new Set(signed.map(({ digest }) => digest))],
    readings: events.flatMap((event) => (event.kind === 'read' ? [event.reading] : [])),
    asked: events.flatMap((event) => (event.kind === 'escalated' || event.kind === 'consulted' ? [event.id] : [])),
    errands: steps.flatMap(({ one: { check, sequence } }) => ERRANDS.map((kind) => `${check}:${sequence}:${kind}`)),
  }
}

const calibrationsIn = ({ stations }: Check): string[] => [
  ...new Set(EVERY_STATION.flatMap((station) => stations[station].attempts.flatMap(({ attempt }) => attempt.calibrations))),
]

/** Of one table: rows that are gone, columns that differ, rows of which nothing tells. */
const between = (table: OfCheck, expected: readonly object[], kept: readonly object[]): Difference[] => {
  const nameOf = (row: object) => KEYS[table].map((column) => String(new Map(Object.entries(row)).get(column))).join(' ')
  const rows = new Map(kept.map((row) => [nameOf(row), new Map<string, Value>(Object.entries(row))]))
  const names = new Set(expected.map(nameOf))
  return [
    ...expected.flatMap((one): Difference[] => {
      const row = rows.get(nameOf(one))
      if (!row) return [{ table, row: nameOf(one), column: KEYS[table].join(' '), why: 'row-gone' }]
      return Object.entries(one).flatMap(([column, expected]: [string, Value | ((value: Value) => Verdict)]) => {
        const value = row.get(column) ?? null
        const verdict = typeof expected === 'function' ? expected(value) : same(value, expected)
        return verdict === true ? [] : [{ table, row: nameOf(one), column, why: verdict === 'older' ? 'older' : 'column-differs' }]
      })
    }),
    ...[...rows.keys()]
      .filter((name) => !names.has(name))
      .map((row): Difference => ({ table, row, column: KEYS[table].join(' '), why: 'row-untold' })),
  ]
}

/** The same text, or the same JSON written in another order. */
const same = (value: Value, expected: Value): boolean =>
  value === expected || (isJson(value) && isJson(expected) && plain(value) === plain(expected))
const isJson = (value: Value): value is string => typeof value === 'string' && /^[[{]/.test(value)
const plain = (text: string): string | null => {
  try {
    return canonical(JSON.parse(text))
  } catch {
    return null
  }
}

/** Does something that a booth signed stand as it came: by its digest, and signed by a key that the booth had? */
const isWordOf = async (
  db: Db,
  booth: string,
  { body, digest, at }: { body: string; digest: string; at: string },
  wasKept: WasKept,
): Promise<Verdict> => {
  if (sha256(body) !== digest) return false
  const value: unknown = plain(body) === null ? null : JSON.parse(body)
  if (typeof value !== 'object' || value === null || !('signature' in value) || typeof value.signature !== 'string') return false
  const { signature } = value
  const text = signedText({ ...value, signature })
  if ((await keysOf(db, booth)).some((key) => isSignedBy(key, text, signature))) return true
  // A key that was replaced before anybody kept it can't be asked any more.
  return wasKept('0200-machine-keys', at) ? false : 'older'
}

/** A calibration's row beside what its booth signed. */
export const ofCalibration = async ({ db }: Shelf, row: Tables['calibrations'], wasKept: WasKept): Promise<Difference[]> => {
  const wrong = (column: string, why: Difference['why'] = 'column-differs'): Difference => ({
    table: 'calibrations',
    row: row.id,
    column,
    why,
  })
  const { body, booth, digest, at } = row
  if (body === null) return [wrong('body', wasKept('0200-machine-keys', at) ? 'column-differs' : 'older')]
  const value: unknown = plain(body) === null ? null : JSON.parse(body)
  if (!Schema.Check(CalibrationReading, value)) return [wrong('body')]
  const proven = calibrationRow({ ...value, booth })
  const how = await isWordOf(db, booth, { body, digest, at }, wasKept)
  return [
    ...(how === true ? [] : [wrong(sha256(body) === digest ? 'booth' : 'digest', how === 'older' ? how : 'column-differs')]),
    ...Object.entries(proven).flatMap(([column, expected]) =>
      same(new Map<string, Value>(Object.entries(row)).get(column) ?? null, expected) ? [] : [wrong(column)],
    ),
  ]
}

/** What a person's row says; null: whoever altered it has left something else. */
const readable = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}

/**
 * Who the check is of. Nothing of a later visit shows here: what stands in the row is what the server wrote last, whatever came of that
 * card, and a report of any age is only of the same number. Without the key file nothing but that can be known.
 */
const ofApplicant = (
  { key, unmarked }: Shelf,
  { wasKept }: Pick<Beside, 'wasKept'>,
  { check, row, report }: { check: Check; row: Tables['applicants'] | null; report: Report | null },
): Difference[] => {
  const wrong = (column: string, why: Difference['why'] = 'column-differs'): Difference[] => [
    { table: 'applicants', row: check.applicant, column, why },
  ]
  if (!row) return wrong('id', 'row-gone')
  const now = readable(() => personalOf(applicantOf({ applicant: row.id, person: row.person })))
  if (!now) return wrong('person')
  if (key && hashNumber(key, now.number) !== row.number_hash) return wrong('number_hash')
  if (report && report.applicant.number !== now.number) return wrong('person')
  // A report drawn up today is of who stands there; who came again since has a proof.
  // Whom an older program kept got a proof together with the marks.
  if (row.proof === null)
    return !unmarked || wasKept('0201-applicants-proof', check.openedAt)
      ? wrong('proof')
      : isSame(now, report)
        ? []
        : wrong('person', 'older')
  return key && row.proof !== applicantProof(key, row) ? [...wrong('person'), ...wrong('proof')] : []
}

const isSame = (now: Personal, report: Report | null): boolean =>
  report !== null && canonical(plainly(now)) === canonical(plainly(report.applicant))
/** What both the row and the signed value tell of a person. */
const plainly = ({ name, sex, birth, number, address, phone, file }: Omit<Personal, 'read'>) => ({
  name: cleanLine(name),
  sex,
  birth,
  number,
  address: cleanLine(address),
  phone,
  file,
})
