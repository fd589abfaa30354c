import { type Static, Type } from 'typebox'
import { Day, Digest, Exact, Id, Instant, Nullable, Said, Words } from '#protocol/basic.ts'
import { PaperFault, WithdrawnAs } from '#protocol/check.ts'
import { CORRECTABLE, Correctable } from '#protocol/correction.ts'
import { DeviceKind } from '#protocol/device.ts'
import { EscalationEnd } from '#protocol/escalation.ts'
import { LicenceTold } from '#protocol/licence.ts'
import { Attempt, Score } from '#protocol/measurement.ts'
import { PAPERS, Paper } from '#protocol/provision.ts'
import { NO_PHOTO } from '#protocol/reading.ts'
import { RecordingAnswer } from '#protocol/recording.ts'
import { Refusal } from '#protocol/refusal.ts'
import { RegisteredDoctor } from '#protocol/registered.ts'
import { Declaration, Outcome, SignedBy } from '#protocol/report.ts'
import { Finding, LicenceClasses, STATIONS, Station } from '#protocol/station.ts'
import { AnyStation } from '#protocol/stations.ts'
import { StillCamera } from '#protocol/still.ts'
import { Precedences } from '#protocol/turn.ts'
import { Acted } from './actors.ts'

/**
 * The format in which events and states are stored now: a whole number that grows with each change of what stands in them. What was stored
 * in an older one stays as it is for ever, and is lifted when it is read: formats/steps.ts.
 */
export const FORMAT = 3

/** How long a list of a check may grow: longer than anybody makes it in a visit. */
export const MOST = 10_000

/**
 * So many events a check may have before doctors and counters add nothing more: an examination makes some fifty, with all that may come after it a few
 * hundred. Less than the lists hold, so that nothing outgrows them.
 */
export const EVENTS_MOST = 1000

/** A person with the name that they had then. */
export const Named = Exact({ id: Id, name: Said })
export type Named = Static<typeof Named>
/** A booth as it was called then, and the site where it stood. */
const Place = Exact({ id: Id, name: Said, site: Named })
/** Numbers and codes are given by signoff.ts alone; older ones stay readable however they were made. */
const NumberedReport = { number: Said, code: Said, digest: Digest }

/**
 * Why a check was parked: the driver pressed "leave"; the sensor saw nobody; no touch, key or trial came and nobody answered; another
 * card was laid on; its own card in another booth; a doctor said that nobody sits there.
 */
export const ParkedBecause = Words(['left', 'empty', 'idle', 'other-card', 'other-booth', 'not-there'] as const)
export type ParkedBecause = Static<typeof ParkedBecause>

/** For whom a driver is kept who waits, and until when. */
export const Kept = Exact({ doctor: Named, until: Instant })
export type Kept = Static<typeof Kept>

/** What a doctor found where the booth's measurement, if there was any, had found `measured`. */
export const Decision = Exact({ doctor: Named, finding: Finding, reason: Nullable(Said), measured: Nullable(Finding) })
export type Decision = Static<typeof Decision>

/**
 * How an attempt began, to compare its log with: when, by the count of the server's machine (ms) and which start of that machine the
 * count belongs to, and the devices that its booth declared then. Events of before have none of it.
 */
export const AttemptStart = Exact({
  boot: Said,
  ms: Type.Number(),
  devices: Type.Array(Exact({ kind: DeviceKind, ids: Nullable(Type.Array(Said, { maxItems: 12 })), simulated: Type.Boolean() }), {
    maxItems: 20,
  }),
})
export type AttemptStart = Static<typeof AttemptStart>

/**
 * A doctor's signature. `publicKey`: of the passkey that signed (COSE, base64url): it stays provable when the passkey is taken away. Older
 * events have none.
 */
const Signature = { doctor: Named, signedBy: SignedBy, publicKey: Type.Optional(Said) }
/** Which fields of the person a report puts right; which they were is in the report, never in an event. */
export const Corrects = Type.Optional(Type.Array(Correctable, { maxItems: CORRECTABLE.length }))
const Stations = Type.Array(Station, { maxItems: STATIONS.length })
/** Names and SHA-256 of the fonts that drew a paper; others would have made other bytes. */
const FontHashes = Type.Record(Said, Said, { maxProperties: 100 })

/** What a check begins with, and keeps. */
export const OPENING = {
  booth: Place,
  applicant: Id,
  /** Calendar day in China, for the age on the day. */
  birth: Day,
  classes: LicenceClasses,
  case: Nullable(Said),
  business: Nullable(Said),
  /** What the traffic police said about the licence then; absent: nothing, or nobody asked for it yet. */
  licence: Type.Optional(LicenceTold),
  /** The site to whose counter the report goes; null, in checks of before there were sites: to the one where the booth stands. */
  squad: Nullable(Id),
  cardPhoto: Nullable(Digest),
  /** Why no photo came from the card, where the booth said so. */
  noCardPhoto: Type.Optional(Words(NO_PHOTO)),
  /** Version of the rules by which this check is judged. */
  rules: Said,
}

const happened = <K extends string, P extends Parameters<typeof Exact>[0]>(kind: K, properties: P) =>
  Exact({ kind: Type.Literal(kind), ...properties })

/** What happened. Events carry no name, no number and no picture: those stand in the applicants' table and the file store. */
export const Event = Type.Union([
  happened('opened', OPENING),
  happened('declared', { declaration: Declaration }),
  /** The first puts the check in the queue. `precedence`: why its turn comes sooner; absent: it doesn't, or it was queued before anybody's did. */
  happened('photographed', { file: Digest, precedence: Type.Optional(Precedences) }),
  /** Whether the driver wants the check to be recorded; a no after a yes erases what was recorded. */
  happened('recording-answered', RecordingAnswer.properties),
  happened('claimed', { doctor: Named }),
  happened('released', { doctor: Id }),
  happened('lease-lapsed', { doctor: Id }),
  /** The doctor lets the driver wait and means to come back: nobody else takes them before `until`, by the clock that nobody sets. */
  happened('kept', Kept.properties),
  happened('keeping-ended', {}),
  /** A hard case is passed to a senior doctor, who should come by `until`. */
  happened('escalated', { id: Id, doctor: Named, reason: Said, until: Instant }),
  /** A senior doctor is with the one who has the driver. */
  happened('joined', { doctor: Named }),
  /** A senior doctor has the driver from now on. `from`: who had them; null: nobody did. */
  happened('taken-over', { doctor: Named, from: Nullable(Id) }),
  happened('escalation-ended', { outcome: EscalationEnd, doctor: Named, words: Nullable(Said) }),
  /** Another department is asked, and what it said. */
  happened('consulted', { id: Id, doctor: Named, department: Said, question: Said, until: Instant }),
  happened('consultation-answered', { id: Id, doctor: Named, answer: Said }),
  happened('started', { attempt: Attempt, by: Words(['booth', 'doctor'] as const), begun: Type.Optional(AttemptStart) }),
  happened('read', { attempt: Id, reading: Id, digest: Digest, score: Score, finding: Nullable(Finding) }),
  /** The program that carried picture and voice died in the middle of the call, which was built again. */
  happened('call-broken', {}),
  happened('device-failed', { device: DeviceKind, attempt: Nullable(Id) }),
  /** The server didn't take the attempt's reading: it lies aside in the booth, and measures nothing. */
  happened('set-aside', { attempt: Id, refusal: Refusal }),
  happened('decided', Decision.properties),
  /** A doctor kept what they saw of the driver, as evidence of this station. */
  happened('pictured', { doctor: Named, station: AnyStation, camera: StillCamera, file: Digest }),
  happened('noted', { doctor: Named, text: Said }),
  /**
   * `decisions`: what the doctor finds otherwise than the report that it replaces; they count once it is signed. `corrects`: what was mistyped in
   * that report, where nothing else is otherwise.
   */
  happened('drawn-up', {
    ...NumberedReport,
    doctor: Id,
    decisions: Type.Optional(Type.Array(Decision, { maxItems: MOST })),
    corrects: Corrects,
  }),
  /** One doctor has signed and a second must: the report is not issued before. `because`: stations that nothing measured. */
  happened('signed', { ...NumberedReport, ...Signature, outcome: Outcome, because: Stations, corrects: Corrects }),
  /** `registered`: what the registry said of that doctor at this instant; older events have none. */
  happened('countersigned', { digest: Digest, ...Signature, registered: Type.Optional(RegisteredDoctor) }),
  happened('declined', { doctor: Named, reason: Said }),
  happened('concluded', { ...NumberedReport, ...Signature, outcome: Outcome }),
  happened('paper-held', PaperFault.properties),
  /** `unstamped`: no time stamp could be had then, and one is added later. `sm2`: the signature by SM2 beside it, where the institution has a key for that. */
  happened('sealed', { pdf: Digest, fonts: FontHashes, unstamped: Type.Optional(Type.Literal(true)), sm2: Type.Optional(Digest) }),
  /** Proofs and a time stamp were added behind the sealed paper of a report, which stays as it was: `pdf` is the paper with them. */
  happened('renewed', { number: Said, pdf: Digest }),
  happened('delivered', { receipt: Said }),
  happened('delivery-refused', { reason: Said }),
  happened('accepted', { by: Named }),
  /** A report of the same person that came from another check has taken the place of this one's. */
  happened('replaced', { number: Said }),
  /** Taken back for good, by its institution or the counter: the report and everything that led to it stay. */
  happened('withdrawn', { by: Named, as: WithdrawnAs, reason: Said }),
  /** What the case, which has or may have the report, says of its withdrawal. */
  happened('withdrawal-delivered', { receipt: Said }),
  happened('withdrawal-refused', { reason: Said }),
  happened('returned', { by: Named, reason: Said }),
  /** The counter accepts it although papers are missing, until a day. */
  happened('provisional', { by: Named, missing: Type.Array(Paper, { maxItems: PAPERS.length }), note: Nullable(Said), until: Day }),
  happened('provision-lapsed', {}),
  happened('resent', { by: Named }),
  /** The counter had the paper or the hand-over tried at once. */
  happened('hurried', { by: Named }),
  happened('abandoned', { why: Words(['driver', 'deadline'] as const) }),
  /** The driver has gone: the check waits for the day under its card. `doctor`: who said so, where a doctor did. */
  happened('parked', { why: ParkedBecause, doctor: Nullable(Id) }),
  /** The same card was laid on, in this booth or in another. */
  happened('resumed', { booth: Place }),
])
export type Event = Static<typeof Event>

/** An event in its place, as it is chained. `command` is the id of the command that caused it: a repeated command is known by it. */
export const Recorded = Exact({
  format: Type.Literal(FORMAT),
  check: Id,
  sequence: Type.Integer({ minimum: 1 }),
  at: Instant,
  actor: Acted,
  command: Nullable(Id),
  event: Event,
})
export type Recorded = Static<typeof Recorded>
