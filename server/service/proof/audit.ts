import type { Recorded } from '#check/events.ts'
import { lookAtSeal, type SealFault } from '../../report/sealed.ts'
import { KEYS } from '../../store/columns.ts'
import { brokenLink, checkIds, loadEvents } from '../../store/checks.ts'
import { calibrationsAfter } from '../../store/kept.ts'
import { orphans, reportsOfNone } from '../../store/orphans.ts'
import { findReport, reportsOfCheck } from '../../store/reports.ts'
import { readingsStand } from '../stored/kept-readings.ts'
import { differences, ofCalibration, type Difference, type Shelf } from './comparing.ts'
import { proofBeside, proofOf, type Proof, type ProofFault } from './proof.ts'

/** What can be wrong with a data folder beside its reports. */
const FOLDER_FAULTS = ['row-missing', 'file-missing', 'file-altered', 'column-differs', 'row-gone', 'row-untold'] as const
type Fault = ProofFault | SealFault | (typeof FOLDER_FAULTS)[number]

/** Something that doesn't fit: a check by its id, a report by its number, a file by its digest, a row by its table and key and the column. */
type Trouble = { of: 'check' | 'report' | 'file' | 'row'; name: string; column: string; fault: Fault }
/** `older`: how often a column stands as an earlier program left it, which didn't write that down. */
export type Audit = { checks: number; reports: number; files: number; troubles: Trouble[]; older: Record<string, number> }

const PAGE = 200

/**
 * Looks at everything that a data folder keeps: every check's chain of events, every report with all that is stored about it and the
 * seal of its paper, and every file. `stored`: digests of the files that are there. `trusted`: certificates of seals (DER).
 */
export const audit = async (
  shelf: Shelf,
  { stored, trusted }: { stored: ReadonlySet<string>; trusted: readonly Uint8Array[] },
): Promise<Audit> => {
  const troubles: Trouble[] = []
  const wrong = (of: Trouble['of'], name: string, ...faults: readonly Fault[]) =>
    troubles.push(...faults.map((fault) => ({ of, name, column: '', fault })))
  const older: Record<string, number> = {}
  const differ = ({ table, row, column, why }: Difference) => {
    if (why === 'older') older[`${table}.${column}`] = (older[`${table}.${column}`] ?? 0) + 1
    else if (table !== 'reports' || why !== 'row-gone') troubles.push({ of: 'row', name: `${table} ${row}`, column, fault: why })
  }
  /** A file that isn't there is named once, however many speak of it. */
  const missing = new Set<string>()
  const needs = (...digests: readonly string[]) => digests.forEach((digest) => stored.has(digest) || missing.add(digest))
  /** Digests that a doctor signed and no report bears, and numbers of reports that are gone: their rows belong to a check. */
  const claimed = new Set<string>()
  const count = { checks: 0, reports: 0, files: stored.size }
  const proven = async (number: string, proof: Proof | null) => {
    if (!proof) return
    wrong('report', number, ...proof.faults)
    if (proof.report) needs(proof.report.applicant.photo, proof.report.doctor.signature)
    if (proof.pdf) wrong('report', number, ...(await lookAtSeal(proof.pdf, trusted)).faults)
  }
  const lookAtCheck = async (id: string) => {
    const broken = await brokenLink(shelf.db, id)
    if (broken !== null) {
      wrong('check', id, 'events-broken')
      differ({ table: 'check_events', row: `${id} ${broken}`, column: 'hash', why: 'column-differs' })
      for (const difference of await ofBroken(shelf, id)) differ(difference)
    }
    const events = broken === null ? await loadEvents(shelf.db, id) : []
    needs(...filesOf(events))
    const stand = await readingsStand(shelf.db, events)
    if (!stand) wrong('check', id, 'reading-differs')
    const differing = await differencesOf(shelf, id, events)
    for (const difference of differing) differ(difference)
    for (const row of await reportsOfCheck(shelf.db, id)) {
      count.reports++
      const looked = broken === null && stand
      await proven(row.number, looked ? await proofBeside(shelf, row, { events, differing }) : await proofOf(shelf, { number: row.number }))
    }
    const issued = new Set(events.flatMap(({ event }) => (event.kind === 'concluded' ? [event.digest] : [])))
    for (const { event } of events) {
      if (event.kind === 'signed' && !issued.has(event.digest)) claimed.add(event.digest)
      if (event.kind !== 'concluded' || (await findReport(shelf.db, { number: event.number }))) continue
      claimed.add(event.digest).add(event.number)
      wrong('report', event.number, 'row-missing')
    }
  }
  for await (const id of each((after) => checkIds(shelf.db, after, PAGE), itself)) {
    count.checks++
    await lookAtCheck(id)
  }
  for await (const row of each(
    async (after) => calibrationsAfter(shelf.db, after, PAGE),
    ({ id }) => id,
  ))
    for (const difference of await ofCalibration(shelf.db, row)) differ(difference)
  for (const { table, row } of await orphans(shelf.db))
    if (!claimed.has(row.split(' ')[0] ?? '')) differ({ table, row, column: KEYS[table].join(' '), why: 'row-untold' })
  for await (const number of each((after) => reportsOfNone(shelf.db, after, PAGE), itself)) {
    count.reports++
    await proven(number, await proofOf(shelf, { number }))
  }
  for (const digest of stored) if ((await shelf.files.get(digest).catch(() => null)) === null) wrong('file', digest, 'file-altered')
  for (const digest of missing) wrong('file', digest, 'file-missing')
  return { ...count, troubles, older }
}

/** What still differs at a second look: a server may have been writing between two. */
const differencesOf = async (shelf: Shelf, id: string, events: readonly Recorded[]): Promise<Difference[]> => {
  const found = await differences(shelf, events)
  return found.every(({ why }) => why === 'older') ? found : differences(shelf, await loadEvents(shelf.db, id))
}

/** What of a broken check's own row isn't what its events make, where they can be followed: how many there are stands in that row. */
const ofBroken = async (shelf: Shelf, id: string): Promise<Difference[]> => {
  const found = await loadEvents(shelf.db, id)
    .then((events) => differences(shelf, events))
    .catch(() => [])
  return found.filter(({ table }) => table === 'checks')
}

const itself = (name: string) => name

/** Everything, page by page: each begins after the name of the last of the one before. */
const each = async function* <T>(page: (after: string) => Promise<T[]>, nameOf: (one: T) => string): AsyncGenerator<T> {
  let rows = await page('')
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    yield* rows
    rows = await page(nameOf(last))
  }
}

/** Files that a check's events speak of. */
const filesOf = (events: readonly Recorded[]): string[] => {
  const [opened] = events
  const card = opened?.event.kind === 'opened' ? opened.event.cardPhoto : null
  const files = events.flatMap(({ event }) => {
    switch (event.kind) {
      case 'concluded':
      case 'signed':
        return [event.digest]
      case 'sealed':
        return [event.pdf]
      case 'photographed':
        return [event.file]
      case 'declared':
        return [event.declaration.signature]
      default:
        return []
    }
  })
  return card === null ? files : [...files, card]
}
