import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { Value } from 'typebox/value'
import { apply } from '#check/apply.ts'
import type { Check, Event, Recorded } from '#check/events.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Report } from '#protocol/report.ts'
import { AssertionResponse } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { brokenLink, loadEvents } from '../store/checks.ts'
import { findPasskey } from '../store/passkeys.ts'
import { findReport, type ReportRow } from '../store/reports.ts'
import { signaturesOver } from '../store/signatures.ts'
import { assertionOf } from './assertions.ts'
import { challengeOf } from './signoff.ts'
import { readingsStand } from './kept-readings.ts'
import { storedReport } from './stored-report.ts'

/** What can be wrong with what is stored about a report: for whoever looks after the server, never with what stood there. */
export const PROOF_FAULTS = [
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
  /** The sealed paper; null: there is none yet, or not as it was stored. */
  pdf: Uint8Array | null
  /** A second doctor has signed the same value. */
  countersigned: boolean
}

export type Shelf = Pick<Deps, 'db' | 'files'>
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

const compared = async (shelf: Shelf, row: ReportRow): Promise<Omit<Proof, 'row'>> => {
  const report = await storedReport(shelf, row.digest).catch(() => null)
  const pdf = row.pdf === null ? null : await shelf.files.get(row.pdf).catch(() => null)
  const events = (await brokenLink(shelf.db, row.check)) === null ? await loadEvents(shelf.db, row.check) : []
  const check = madeBy(events)
  if (!check) return { faults: ['events-broken'], check, report, pdf, countersigned: false }
  const concluded = events.map(({ event }) => event).find((event) => event.kind === 'concluded' && event.number === row.number)
  if (concluded?.kind !== 'concluded') return { faults: ['not-concluded'], check, report, pdf, countersigned: false }
  const faults: ProofFault[] = []
  const { code, digest, signedBy } = concluded
  if (row.code !== code || row.digest !== digest || row.signedBy !== signedBy) faults.push('row-differs')
  if (!report) faults.push('value-unreadable')
  else if (!isOf(report, row, concluded)) faults.push('value-differs')
  if (!(await isSigned(shelf, row, concluded))) faults.push('assertion-wrong')
  if (!(await isSecondSigned(shelf, events, digest))) faults.push('second-wrong')
  if (!(await readingsStand(shelf.db, events))) faults.push('reading-differs')
  const second = secondOver(events, digest)
  if (row.pdf !== sealedPaper(events, row.number) || (row.pdf !== null && pdf === null)) faults.push('paper-differs')
  return { faults, check, report, pdf, countersigned: second !== null }
}

/** The second doctor's signature that the events tell of; null: one was enough. */
const secondOver = (events: readonly Recorded[], digest: string) => {
  const told = events.map(({ event }) => event).findLast((event) => event.kind === 'countersigned' && event.digest === digest)
  return told?.kind === 'countersigned' ? told : null
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

/** SHA-256 of the paper that was sealed for a report by its check's events; null: none was. */
const sealedPaper = (events: readonly Recorded[], number: string): string | null => {
  let newest: string | null = null
  let sealed: string | null = null
  for (const { event } of events) {
    if (event.kind === 'concluded') newest = event.number
    if (event.kind === 'sealed' && newest === number) sealed = event.pdf
  }
  return sealed
}

/**
 * Did the doctor sign this digest? The key is the one in the event; older events have none, and the passkey itself is asked. A
 * password of a demonstration leaves nothing to check.
 */
const isSigned = async (
  { db }: Shelf,
  { assertion }: { assertion: string | null },
  { signedBy, doctor, digest, publicKey }: Pick<Concluded, 'signedBy' | 'doctor' | 'digest' | 'publicKey'>,
): Promise<boolean> => {
  if (signedBy === 'password') return assertion === null
  const response = parsedAssertion(assertion)
  if (!response) return false
  const passkey = await findPasskey(db, response.id)
  if (passkey && passkey.person !== doctor.id) return false
  if (passkey && publicKey !== undefined && passkey.publicKey !== publicKey) return false
  const key = publicKey ?? passkey?.publicKey
  return key !== undefined && isAssertionOver(digest, response, key)
}

/** Is the second doctor's signature that which the events tell of; or is there none, where they tell of none? */
const isSecondSigned = async (shelf: Shelf, events: readonly Recorded[], digest: string): Promise<boolean> => {
  const told = secondOver(events, digest)
  const kept = (await signaturesOver(shelf.db, digest)).filter(({ role }) => role === 'second')
  if (told === null) return kept.length === 0
  const [second] = kept
  return kept.length === 1 && second?.person === told.doctor.id && second.signedBy === told.signedBy && isSigned(shelf, second, told)
}

const parsedAssertion = (text: string | null): AssertionResponse | null => {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return Value.Check(AssertionResponse, value) ? value : null
  } catch {
    return null
  }
}

/**
 * Does the assertion hold over the digest by this key, with its owner verified? It is judged by the origin where it was made, which
 * its authenticator bound to the key: the server may have moved since.
 */
const isAssertionOver = async (digest: string, response: AssertionResponse, publicKey: string): Promise<boolean> => {
  try {
    const client: unknown = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8'))
    const origin = typeof client === 'object' && client !== null && 'origin' in client ? String(client.origin) : ''
    const { verified } = await verifyAuthenticationResponse({
      response: assertionOf(response),
      expectedChallenge: challengeOf(digest),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: { id: response.id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
      requireUserVerification: true,
    })
    return verified
  } catch {
    // The library throws where something doesn't fit.
    return false
  }
}
