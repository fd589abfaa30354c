import type { Recorded } from '#check/events.ts'
import { refusalIn } from '#protocol/refusal.ts'
import { type SealFault, type Trust, verifySeal } from '../../report/verify-seal.ts'
import { checkIds } from '../../store/checks.ts'
import { KEYS } from '../../store/columns.ts'
import { brokenLink, loadEvents } from '../../store/events.ts'
import { isWhole, type Stored } from '../../store/files.ts'
import { calibrationsAfter } from '../../store/kept-rows.ts'
import { orphans, reportsOfNone } from '../../store/orphans.ts'
import { findReport, reportsOfCheck } from '../../store/reports.ts'
import { each, migrationsStand, strayKeys, sumStands, unlikeMarks } from '../../store/walks.ts'
import { keptReadings } from '../stored/kept-readings.ts'
import { type Difference, differences, headIsMarked, keptSince, markKey, ofCalibration, type Shelf, type WasKept } from './comparing.ts'
import { type Proof, type ProofFault, proofBeside, proofOf } from './proof.ts'

/** What can be wrong with a data folder beside its reports. */
const FOLDER_FAULTS = [
  'row-missing',
  'row-unreadable',
  'file-missing',
  'file-altered',
  'column-differs',
  'row-gone',
  'row-untold',
  /** It isn't as the server marked it. */
  'mark-differs',
  /** It is gone, and its mark isn't. */
  'marked-gone',
  /** The sum over all marks isn't that of those that are there. */
  'sum-differs',
] as const
type Fault = ProofFault | SealFault | (typeof FOLDER_FAULTS)[number]

/** Something that doesn't fit: a check by its id, a report by its number, a file by its digest, a row by its table and key and the column. */
type Trouble = { of: 'check' | 'report' | 'file' | 'row'; name: string; column: string; fault: Fault }
/**
 * `older`: how often a column stands as an earlier program left it, which didn't write that down. `byPassword`: reports that a password of
 * the demonstration signed, which leaves nothing to compare. `changes`: how often a mark was made or taken away, which only grows; null: there
 * are no marks to compare. `unsummed`: their sum couldn't be compared, since it moved all the while.
 */
export type Audit = {
  checks: number
  reports: number
  files: number
  troubles: Trouble[]
  older: Record<string, number>
  byPassword: number
  changes: number | null
  unsummed: boolean
}

const PAGE = 200

/** How far a look at a whole folder has come. */
type Counts = Pick<Audit, 'checks' | 'reports' | 'files'>
type Given = {
  /** The files that are there. */
  stored: Stored
  /** Whose seals and time stamps count. */
  trusted: Trust
  /** Told after each check and each file. */
  on?: (count: Readonly<Counts>) => void
}

/**
 * Looks at everything that a data folder keeps: every check's chain of events, every report with all that is stored about it and the
 * seal of its paper, and every file. It walks: what is held at once doesn't grow with the folder.
 */
export const audit = async (shelf: Shelf, { stored, trusted, on = () => {} }: Given): Promise<Audit> => {
  const wasKept = await keptSince(shelf)
  const troubles: Trouble[] = []
  const wrong = (of: Trouble['of'], name: string, ...faults: readonly Fault[]) =>
    troubles.push(...faults.map((fault) => ({ of, name, column: '', fault })))
  const older: Record<string, number> = {}
  const differ = ({ table, row, column, why }: Difference) => {
    if (why === 'older') older[`${table}.${column}`] = (older[`${table}.${column}`] ?? 0) + 1
    else if (table !== 'reports' || why !== 'row-gone') troubles.push({ of: 'row', name: `${table} ${row}`, column, fault: why })
  }
  /** A row that is not what its schema says is told like everything else that is wrong, and the rest is looked at all the same. */
  const unreadable = (error: unknown) => {
    const { refused, fields } = refusalIn(error)
    if (refused !== 'record-unreadable') throw error
    const { table, row, column, place } = fields
    troubles.push({
      of: 'row',
      name: `${String(table)} ${String(row)}`,
      column: `${String(column)} ${String(place)}`,
      fault: 'row-unreadable',
    })
  }
  /** A file that isn't there is named once, however many speak of it. */
  const missing = new Set<string>()
  const needs = (...digests: readonly string[]) => digests.forEach((digest) => stored.has(digest) || missing.add(digest))
  /** Digests that a doctor signed and no report bears, and numbers of reports that are gone: their rows belong to a check. */
  const claimed = new Set<string>()
  const count: Counts = { checks: 0, reports: 0, files: 0 }
  let byPassword = 0
  const proven = async (number: string, proof: Proof | null) => {
    if (!proof) return
    wrong('report', number, ...proof.faults)
    if (proof.row.signedBy === 'password') byPassword++
    if (proof.report) needs(proof.report.applicant.photo, proof.report.doctor.signature)
    if (proof.pdf) wrong('report', number, ...(await verifySeal(proof.pdf, trusted)).faults)
  }
  const lookAtCheck = async (id: string) => {
    const broken = await brokenLink(shelf.db, id)
    if (broken !== null) {
      wrong('check', id, 'events-broken')
      differ({ table: 'check_events', row: `${id} ${broken}`, column: 'hash', why: 'column-differs' })
      for (const difference of await ofBroken(shelf, id, wasKept)) differ(difference)
    }
    const events = broken === null ? await loadEvents(shelf.db, id) : []
    const marked = broken !== null || (await headIsMarked(shelf, id))
    if (!marked) wrong('check', id, 'mark-differs')
    needs(...filesOf(events))
    const { stand, files } = await keptReadings(shelf.db, events)
    needs(...files)
    if (!stand) wrong('check', id, 'reading-differs')
    const differing = await differencesOf(shelf, events, wasKept)
    for (const difference of differing) differ(difference)
    for (const row of await reportsOfCheck(shelf.db, id)) {
      count.reports++
      const looked = broken === null && marked && stand
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
  for await (const id of each((after) => checkIds(shelf.db, after, PAGE), '', itself)) {
    count.checks++
    await lookAtCheck(id).catch(unreadable)
    on(count)
  }
  for await (const row of each(
    (after) => calibrationsAfter(shelf.db, after, PAGE),
    '',
    ({ id }) => id,
  ))
    for (const difference of await ofCalibration(shelf, row, wasKept)) differ(difference)
  for (const { table, row } of await orphans(shelf.db))
    if (!claimed.has(row.split(' ')[0] ?? '')) differ({ table, row, column: KEYS[table].join(' '), why: 'row-untold' })
  for await (const number of each((after) => reportsOfNone(shelf.db, after, PAGE), '', itself)) {
    count.reports++
    await proofOf(shelf, { number })
      .then((proof) => proven(number, proof))
      .catch(unreadable)
  }
  const sum = await lookAtMarks(shelf, (name, column, fault) => troubles.push({ of: 'row', name, column, fault }))
  for await (const digest of stored) {
    count.files++
    if (!(await isWhole(shelf.files, digest))) wrong('file', digest, 'file-altered')
    on(count)
  }
  for (const digest of missing) wrong('file', digest, 'file-missing')
  return { ...count, troubles, older, byPassword, ...sum }
}

/** What still differs at a second look: a server may have been writing between two. */
const differencesOf = async (shelf: Shelf, events: readonly Recorded[], wasKept: WasKept): Promise<Difference[]> => {
  const found = await differences(shelf, events, wasKept)
  const [first] = events
  return found.every(({ why }) => why === 'older') || !first ? found : differences(shelf, await loadEvents(shelf.db, first.check), wasKept)
}

/** What of a broken check's own row isn't what its events make, where they can be followed: how many there are stands in that row. */
const ofBroken = async (shelf: Shelf, id: string, wasKept: WasKept): Promise<Difference[]> => {
  const found = await loadEvents(shelf.db, id)
    .then((events) => differences(shelf, events, wasKept))
    .catch(() => [])
  return found.filter(({ table }) => table === 'checks')
}

const itself = (name: string) => name

/** Who may sign, with which keys, by which calibrations: no check's events tell, and the marks do. */
const lookAtMarks = async (
  shelf: Shelf,
  wrong: (name: string, column: string, fault: Fault) => void,
): Promise<Pick<Audit, 'changes' | 'unsummed'>> => {
  for (const id of await strayKeys(shelf.db)) wrong(`machines ${id}`, 'public_key', 'column-differs')
  const key = markKey(shelf)
  if (!key) return { changes: null, unsummed: false }
  if (!(await migrationsStand(shelf.db, key))) wrong('kysely_migration', 'timestamp', 'mark-differs')
  for await (const { name, why } of unlikeMarks(shelf.db, key)) wrong(name, '', why === 'row-gone' ? 'marked-gone' : why)
  const sum = await sumStands(shelf.db, key)
  if (sum?.stands === false) wrong('marks all', 'mark', 'sum-differs')
  return { changes: sum?.changes ?? null, unsummed: sum === null }
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
        return event.sm2 ? [event.pdf, event.sm2] : [event.pdf]
      case 'renewed':
        return [event.pdf]
      case 'photographed':
      case 'pictured':
        return [event.file]
      case 'declared':
        return [event.declaration.signature]
      default:
        return []
    }
  })
  return card === null ? files : [...files, card]
}
