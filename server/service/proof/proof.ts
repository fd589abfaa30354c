import { apply } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import type { Event, Recorded } from '#check/events.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Report } from '#protocol/report.ts'
import { lookAtSm2 } from '../../report/sm2.ts'
import { brokenLink, loadEvents } from '../../store/events.ts'
import { findReport, type ReportRow } from '../../store/reports.ts'
import { signaturesOver } from '../../store/signatures.ts'
import { keptReadings } from '../stored/kept-readings.ts'
import { storedReport } from '../stored/stored-report.ts'
import { type Difference, differences, headIsMarked, keptSince, type Shelf } from './comparing.ts'
import { isSigned } from './signed-digest.ts'

/** What can be wrong with what is stored about a report: for whoever looks after the server, never with what stood there. */
const PROOF_FAULTS = [
  /** An event of its check is missing, altered or out of its chain. */
  'events-broken',
  /** No event of its check says that it was signed. */
  'not-concluded',
  /** Number, code, digest or way of signing are not those that the event names. */
  'row-differs',
  /** The signed value is missing, altered, or no report. */
  'value-unreadable',
  /** The signed value is that of another report, check or doctor. */
  'value-differs',
  /** The doctor's assertion isn't one over this digest by this doctor's key. */
  'assertion-wrong',
  /** The second doctor's signature, where the events tell of one, isn't theirs over this digest, or there is one that they don't tell of. */
  'second-wrong',
  /** A log of a measurement is missing, altered, or another one's. */
  'reading-differs',
  /** The paper is missing or altered, or not the one that was sealed. */
  'paper-differs',
  /** The signature by SM2 beside the paper is missing or altered, or isn't one over the sealed paper. */
  'sm2-wrong',
  /** A copy of something, or a row that its events tell of, isn't what they and the signed value say. */
  'copy-differs',
] as const
export type ProofFault = (typeof PROOF_FAULTS)[number]

/** A report with everything that is stored about it, compared. */
export type Proof = {
  row: ReportRow
  faults: ProofFault[]
  /** As its events make it; null where they are broken. */
  check: Check | null
  /** The signed value; null where it can't be read. */
  report: Report | null
  /** The sealed paper, with what was added since; null: there is none yet, or not as it was stored. */
  pdf: Uint8Array | null
  /** The certificate by which the paper was signed by SM2 too, SHA-256; null: it wasn't, or that can't be proven. */
  sm2: string | null
  /** A second doctor has signed the same value. */
  countersigned: boolean
  /** Where the rows of its check stand otherwise than they must. */
  differing: readonly Difference[]
}

type Concluded = Extract<Event, { kind: 'concluded' }>

/**
 * Compares all that is stored about a report: its check's chain of events, number, code and digest in the row, in the event and in the
 * value itself, the doctor's assertion over the digest, and the paper's bytes. Nothing of it is believed by itself. Null: no report.
 */
export const proofOf = async (shelf: Shelf, by: Parameters<typeof findReport>[1]): Promise<Proof | null> => {
  const compare = async () => {
    const row = await findReport(shelf.db, by)
    return row && { row, ...(await compared(shelf, row)) }
  }
  const proof = await compare()
  // Something may have been written between two looks at the database: a real fault is still there at the second.
  return proof && proof.faults.length > 0 ? compare() : proof
}

/** What a list shows, or when an errand is tried next, is nothing that the paper says. */
const ON_PAPER: readonly Difference['table'][] = ['checks', 'reports', 'signatures', 'readings', 'receipts', 'applicants', 'calibrations']

/** What is known of a report's check already, by whoever looks at a whole folder: its events, unbroken, and where its rows differ. */
export type Evidence = { events: readonly Recorded[]; differing: readonly Difference[] }

/** The same of a report whose check was looked at; with a fault it is looked at once more from the start. */
export const proofBeside = async (shelf: Shelf, row: ReportRow, looked: Evidence): Promise<Proof | null> => {
  const found = await compared(shelf, row, looked)
  return found.faults.length === 0 ? { row, ...found } : proofOf(shelf, { number: row.number })
}

const compared = async (shelf: Shelf, row: ReportRow, looked: Evidence | null = null): Promise<Omit<Proof, 'row'>> => {
  const report = await storedReport(shelf, row.digest).catch(() => null)
  const pdf = await paperBytes(shelf, row)
  const chained = async () => (await brokenLink(shelf.db, row.check)) === null && headIsMarked(shelf, row.check)
  const events = looked?.events ?? ((await chained()) ? await loadEvents(shelf.db, row.check) : [])
  const check = madeBy(events)
  if (!check) return { faults: ['events-broken'], check, report, pdf, sm2: null, countersigned: false, differing: [] }
  const concluded = events.map(({ event }) => event).find((event) => event.kind === 'concluded' && event.number === row.number)
  if (concluded?.kind !== 'concluded')
    return { faults: ['not-concluded'], check, report, pdf, sm2: null, countersigned: false, differing: [] }
  const faults: ProofFault[] = []
  const { code, digest, signedBy } = concluded
  if (row.code !== code || row.digest !== digest || row.signedBy !== signedBy) faults.push('row-differs')
  if (!report) faults.push('value-unreadable')
  else if (!isOf(report, row, concluded)) faults.push('value-differs')
  if (!(await isSigned(shelf.db, row, concluded))) faults.push('assertion-wrong')
  if (!(await isSecondSigned(shelf, events, digest))) faults.push('second-wrong')
  if (!looked && !(await keptReadings(shelf.db, events)).stand) faults.push('reading-differs')
  const second = secondOver(events, digest)
  const { sealed, renewed, beside } = papersIn(events, row.number)
  if (row.pdf !== sealed || row.renewed !== renewed || (row.pdf !== null && pdf === null)) faults.push('paper-differs')
  const sm2 = beside === null ? null : await sm2Over(shelf, beside, sealed ?? '')
  if (beside !== null && sm2 === null) faults.push('sm2-wrong')
  const differing = looked?.differing ?? (await differences(shelf, events, await keptSince(shelf)))
  // What has a name of its own above is not told twice.
  if (faults.length === 0 && differing.some(({ table, why }) => why !== 'older' && ON_PAPER.includes(table))) faults.push('copy-differs')
  return { faults, check, report, pdf, sm2, countersigned: second !== null, differing }
}

/** The second doctor's signature that the events tell of; null: one was enough. */
const secondOver = (events: readonly Recorded[], digest: string) => {
  const event = events.map(({ event }) => event).findLast((event) => event.kind === 'countersigned' && event.digest === digest)
  return event?.kind === 'countersigned' ? event : null
}

/** The check that events make; null: none, or they don't follow each other. */
const madeBy = (events: readonly Recorded[]): Check | null => {
  try {
    return events.reduce<Check | null>((state, one) => apply(state, one), null)
  } catch {
    return null
  }
}

/** Is this the value that the event speaks of? */
const isOf = (report: Report, row: ReportRow, { code, doctor, outcome }: Concluded): boolean =>
  report.number === row.number &&
  report.code === code &&
  report.check === row.check &&
  report.doctor.id === doctor.id &&
  canonical(report.outcome) === canonical(outcome)

/** SHA-256 of the files of a report that its check's events tell of: as it was sealed, with what was added last, and what lies beside it; null: there is none. */
const papersIn = (events: readonly Recorded[], number: string) => {
  let newest: string | null = null
  let sealed: string | null = null
  let renewed: string | null = null
  let beside: string | null = null
  for (const { event } of events) {
    if (event.kind === 'concluded') newest = event.number
    if (event.kind === 'sealed' && newest === number) {
      sealed = event.pdf
      beside = event.sm2 ?? null
    }
    if (event.kind === 'renewed' && event.number === number) renewed = event.pdf
  }
  return { sealed, renewed, beside }
}

/** The certificate of a signature by SM2 over a sealed paper, SHA-256; null: it isn't one. */
const sm2Over = async ({ files }: Shelf, beside: string, sealed: string): Promise<string | null> => {
  const [file, paper] = await Promise.all([beside, sealed].map((digest) => files.bytes(digest).catch(() => null)))
  const found = file && paper ? lookAtSm2(file, paper) : null
  return found?.holds ? found.certificate : null
}

/** The newest paper of a report, which begins with the sealed one; null: there is none, or not as it was stored. */
const paperBytes = async ({ files }: Shelf, { pdf, renewed }: ReportRow): Promise<Uint8Array | null> => {
  const bytes = (digest: string) => files.bytes(digest).catch(() => null)
  const sealed = pdf === null ? null : await bytes(pdf)
  if (sealed === null || renewed === null) return sealed
  const newest = await bytes(renewed)
  return newest && Buffer.from(newest.buffer, newest.byteOffset, sealed.length).equals(sealed) ? newest : null
}

/** Is the second doctor's signature that which the events tell of; or is there none, where they tell of none? */
const isSecondSigned = async (shelf: Shelf, events: readonly Recorded[], digest: string): Promise<boolean> => {
  const countersigned = secondOver(events, digest)
  const kept = (await signaturesOver(shelf.db, digest)).filter(({ role }) => role === 'second')
  if (countersigned === null) return kept.length === 0
  const [second] = kept
  return (
    kept.length === 1 &&
    second?.person === countersigned.doctor.id &&
    second.signedBy === countersigned.signedBy &&
    isSigned(shelf.db, second, countersigned)
  )
}
