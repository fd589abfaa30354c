import { type Static, Type } from 'typebox'
import { Day, Digest, DocumentNumber, Exact, Id, Instant, Language, Nullable, Said, Version, Words } from './basic.ts'
import { CORRECTABLE, Correctable } from './correction.ts'
import { DeviceKind } from './device.ts'
import { Errand } from './errand.ts'
import { ASKED_MOST, Consultation, Escalation } from './escalation.ts'
import { LicenceTold } from './licence.ts'
import { Line } from './line.ts'
import { Attempt, Score, Setup, Trials } from './measurement.ts'
import { NoticesWanted } from './notice.ts'
import { Part } from './part.ts'
import { TriedPaths } from './path.ts'
import { Provision } from './provision.ts'
import { Cabin, DeviceState, NO_PHOTO } from './reading.ts'
import { RecordingNow } from './recording.ts'
import { Refusal, RefusalCode, RefusalFields } from './refusal.ts'
import { Basis, Countersignature, Declaration, Outcome, Reason, Report, ReportNumber, SignedBy, VerifyCode } from './report.ts'
import { Finding, LicenceClasses, STATIONS, Station } from './station.ts'
import { AnyStation, EVERY_STATION } from './stations.ts'
import { MOST_TAKEN, StillCamera } from './still.ts'
import { Precedences, Turn, Wait } from './turn.ts'

/** Where a check stands. Sockets, cameras and onlookers are not states. */
export const PHASES = [
  'opened',
  'underway',
  'signed',
  'concluded',
  'reported',
  'handed-over',
  'refused',
  'accepted',
  'provisional',
  'lapsed',
  'returned',
  'superseded',
  'withdrawn',
  'abandoned',
  'parked',
] as const
export const Phase = Words(PHASES)
export type Phase = Static<typeof Phase>

/** Who takes back a report that was issued: a doctor of the institution that issued it, or the counter, which doesn't accept that institution's any more. */
export const WithdrawnAs = Words(['doctor', 'counter'] as const)
export type WithdrawnAs = Static<typeof WithdrawnAs>

const Applicant = Exact({
  name: Said,
  sex: Words(['male', 'female', 'unknown'] as const),
  birth: Day,
  /** Full years on the day of the check, in China. */
  age: Type.Integer(),
  /** Whole for the claiming doctor and the counter, masked (`110105********002X`) for all others. */
  number: Said,
  address: Said,
  classes: LicenceClasses,
  /** The traffic case, or null for somebody who walked in without one. */
  case: Nullable(Said),
  /** Letter of the driver business, `G` for expiry renewal. */
  business: Nullable(Said),
  /** What the traffic police said about the licence when the check was opened: its state's letters, a certificate from before, school buses. */
  licence: Type.Optional(LicenceTold),
  /** The card's own photo; null: none came, and why, where the booth said so. */
  cardPhoto: Nullable(Digest),
  noCardPhoto: Type.Optional(Words(NO_PHOTO)),
})
type Applicant = Static<typeof Applicant>

export const AttemptView = Exact({
  id: Id,
  number: Type.Integer({ minimum: 1 }),
  by: Words(['booth', 'doctor'] as const),
  startedAt: Instant,
  /** What the attempt was issued with, so that its log can be drawn. Never its seed. */
  setup: Setup,
  /** `void`: another attempt took its place, or a device failed, before a reading came. */
  state: Words(['running', 'read', 'void'] as const),
  reading: Nullable(Id),
  score: Nullable(Score),
  /** Its reading was not taken, and why. */
  aside: Type.Optional(Refusal),
})
export type AttemptView = Static<typeof AttemptView>

export const StationView = Exact({
  station: AnyStation,
  /** What the driver's classes ask at least, strictest: cm of height, acuity on the 5-grade scale. Absent where no number is asked. */
  asked: Type.Optional(Type.Number()),
  state: Words(['waiting', 'running', 'measured', 'decided'] as const),
  attempts: Type.Array(AttemptView, { maxItems: 10_000 }),
  /** For the doctor: how often this person has begun it today in China, in whatever check and whatever came of it. */
  triedToday: Type.Optional(Type.Integer({ minimum: 0 })),
  finding: Nullable(Finding),
  /** The result fell short without these: the driver is asked once whether they have them with them. */
  untried: Type.Optional(Words(['glasses', 'aid'] as const)),
  source: Nullable(Words(['measured', 'doctor'] as const)),
  /** What the finding stands on; absent while there is none. */
  basis: Type.Optional(Basis),
  /** What doctors kept of what they saw, oldest first. Absent: nothing. */
  taken: Type.Optional(Type.Array(Exact({ camera: StillCamera, file: Digest, doctor: Said, at: Instant }), { maxItems: MOST_TAKEN })),
  /** A doctor's decision, and what the measurement had said before. */
  decision: Nullable(Exact({ doctor: Said, reason: Nullable(Said), at: Instant, measured: Nullable(Finding) })),
})
export type StationView = Static<typeof StationView>

/** Why a signed report can't be drawn. `fields` go into the sentence; without them `detail` is the character that has no font. */
export const PaperFault = Exact({ code: RefusalCode, detail: Said, fields: Type.Optional(RefusalFields) })
export type PaperFault = Static<typeof PaperFault>
/** A report of the same person, as a doctor or the driver is told of it. */
export const EarlierReport = Exact({
  number: Said,
  /** Where it stands: returned, accepted, superseded … */
  phase: Phase,
  /** Why the counter or the case didn't take it. */
  reason: Nullable(Said),
  inForce: Type.Boolean(),
  examinedOn: Day,
  validUntil: Day,
  outcome: Outcome,
  doctor: Exact({ id: Id, name: Said }),
})
export type EarlierReport = Static<typeof EarlierReport>
export const EARLIER_MOST = 50
/** What a doctor may look at of the driver's last two years: each report with its findings, the newest first. */
export const History = Exact({
  reports: Type.Array(
    Exact({
      ...EarlierReport.properties,
      site: Said,
      diseases: Type.Array(Type.Integer({ minimum: 1, maximum: 10 }), { maxItems: 10 }),
      findings: Type.Array(Finding, { maxItems: STATIONS.length }),
    }),
    { maxItems: EARLIER_MOST },
  ),
  /** There are older ones. */
  more: Type.Boolean(),
})
export type History = Static<typeof History>

/** The whole check, as screens see it. It is pushed whole, never as a difference. */
export const CheckView = Exact({
  id: Id,
  version: Version,
  phase: Phase,
  booth: Exact({
    id: Id,
    name: Said,
    site: Said,
    /** As its agent says now, for the doctor while the check is open. */
    devices: Type.Optional(Type.Array(DeviceState, { maxItems: 20 })),
    /** As its cabin's board says now, for the same; `noiseLimitDb`: how loud it may be for a hearing test, dB(A). Absent: nothing says so. */
    cabin: Type.Optional(Exact({ ...Cabin.properties, noiseLimitDb: Type.Number() })),
  }),
  applicant: Applicant,
  openedAt: Instant,
  declaration: Nullable(Declaration),
  /** What the driver declared before and has changed since, oldest first. Absent: nothing. */
  declaredBefore: Type.Optional(Type.Array(Declaration, { maxItems: 10_000 })),
  /** When the driver came back and went on. Absent: never gone. */
  resumedAt: Type.Optional(Instant),
  photo: Nullable(Exact({ file: Digest, at: Instant })),
  /** Since the first photo, until a doctor concludes. */
  queue: Nullable(Exact({ since: Instant })),
  lease: Nullable(Exact({ doctor: Exact({ id: Id, name: Said }), until: Instant })),
  /** The doctor who lets the driver wait and comes back. Absent: none. */
  kept: Type.Optional(Said),
  /** For the booth and the doctors: the second doctor, who was asked to come and is there now. Absent: nobody is. */
  senior: Type.Optional(Said),
  /** For doctors: the newest case that was passed to a senior doctor, and what was asked of other departments. Absent: nothing was. */
  escalation: Type.Optional(Escalation),
  consultations: Type.Optional(Type.Array(Consultation, { maxItems: ASKED_MOST })),
  /** For the booth: the doctors who watch the driver now, whom nobody has claimed. Absent: nobody does. */
  watchers: Type.Optional(Type.Array(Said, { maxItems: 100 })),
  /** Those of the form in their order, then what is for information only. */
  stations: Type.Array(StationView, { maxItems: EVERY_STATION.length }),
  /** Stations of the form without a finding. */
  missing: Type.Array(Station, { maxItems: STATIONS.length }),
  /** Why no class asked for can come of this, known before anything is measured: the doctor tells the driver first. */
  foreseen: Type.Array(Reason, { maxItems: 20 }),
  /** What the rules say of the findings so far; null until something has been found. */
  outcome: Nullable(Outcome),
  notes: Type.Array(Exact({ doctor: Said, text: Said, at: Instant }), { maxItems: 10_000 }),
  faults: Type.Array(Exact({ device: DeviceKind, at: Instant }), { maxItems: 10_000 }),
  drawnUp: Nullable(Exact({ number: Said, digest: Digest, at: Instant })),
  /** The report to be signed: for the claiming doctor, and for the second doctor who is asked to countersign it. */
  draft: Nullable(Report),
  /** A doctor has signed, and a second one must before the report is issued: `because` of these stations, which nothing measured. */
  signed: Type.Optional(
    Exact({
      number: Said,
      digest: Digest,
      doctor: Exact({ id: Id, name: Said }),
      signedBy: SignedBy,
      at: Instant,
      because: Type.Array(Station, { maxItems: STATIONS.length }),
    }),
  ),
  report: Nullable(
    Exact({
      number: Said,
      /** The public page behind the report's QR code. */
      verifyUrl: Type.String({ maxLength: 300 }),
      digest: Digest,
      signedBy: SignedBy,
      doctor: Said,
      concludedAt: Instant,
      countersigned: Type.Optional(Countersignature),
      /** `held`: it can't be drawn, see `held`; a person has to look. */
      paper: Words(['drawing', 'held', 'sealed'] as const),
      held: Nullable(PaperFault),
      pdf: Nullable(Digest),
    }),
  ),
  handover: Nullable(
    Exact({
      state: Words(['waiting', 'delivered', 'refused'] as const),
      tries: Type.Integer({ minimum: 0 }),
      receipt: Nullable(Said),
      reason: Nullable(Said),
    }),
  ),
  /** What the house still has to do for the report by itself. Absent: nothing. The driver's booth isn't told why it failed. */
  errand: Type.Optional(Errand),
  /** A report of the same driver that is in force, or was returned, refused or held: what this check comes to replaces it. */
  before: Type.Optional(EarlierReport),
  /** Who didn't countersign, and why. */
  declined: Type.Optional(Type.Array(Exact({ doctor: Said, reason: Said, at: Instant }), { maxItems: 1000 })),
  counter: Nullable(Exact({ state: Words(['accepted', 'returned'] as const), by: Said, reason: Nullable(Said), at: Instant })),
  /** For the booth: whether the driver wants to be told by text message. Absent: nothing here sends any. */
  notices: Type.Optional(NoticesWanted),
  /** For the booth and the doctor: whether it is recorded. Absent: nothing here records. */
  recording: Type.Optional(RecordingNow),
  /** The counter has accepted the report without a paper, which may still come or came too late. Absent: it hasn't. */
  provision: Type.Optional(Provision),
  /** The report was issued, and is taken back for good. Absent: it isn't. */
  withdrawn: Type.Optional(Exact({ by: Said, as: WithdrawnAs, reason: Said, at: Instant })),
})
export type CheckView = Static<typeof CheckView>

/**
 * What the agent gets: the check, the attempt to run with its seed, and the stations that its driver may begin now while no doctor is with them.
 * Absent: nobody knows.
 */
export const BoothCheck = Exact({
  check: CheckView,
  attempt: Nullable(Attempt),
  alone: Type.Optional(Type.Array(Station, { maxItems: STATIONS.length })),
})
export type BoothCheck = Static<typeof BoothCheck>

/** A station whose finding is a doctor's decision although a booth measures it: nothing was measured, or something else. */
export const Override = Exact({
  station: Station,
  basis: Words(['not-measured', 'against'] as const),
  reason: Nullable(Type.String({ maxLength: 500 })),
})
export type Override = Static<typeof Override>

/** A line of the doctors' queue. */
export const QueueEntry = Exact({
  check: Id,
  version: Version,
  name: Said,
  age: Type.Integer(),
  classes: LicenceClasses,
  booth: Said,
  site: Said,
  /** How its picture and voice would get through, as it has tried; absent: it hasn't said. */
  paths: Type.Optional(TriedPaths),
  /** What the driver reads and hears; absent: an older agent doesn't say. */
  language: Type.Optional(Language),
  since: Instant,
  /** By which the queue is in order, earliest first, then by the check's id; and why it comes sooner than by when they came. */
  turn: Instant,
  precedence: Precedences,
  done: Type.Integer({ minimum: 0 }),
  missing: Type.Integer({ minimum: 0 }),
  lease: Nullable(Exact({ doctor: Exact({ id: Id, name: Said }), until: Instant })),
  /** A doctor lets the driver wait and comes back: nobody else takes them before `until`. */
  kept: Nullable(Exact({ doctor: Exact({ id: Id, name: Said }), until: Instant })),
})
export type QueueEntry = Static<typeof QueueEntry>
export const QueueView = Exact({ entries: Type.Array(QueueEntry, { maxItems: 10_000 }), concludedToday: Type.Integer({ minimum: 0 }) })
export type QueueView = Static<typeof QueueView>

/** What has moved in the queue since it was told last: lines that are new or otherwise, and checks that are no more in it. */
export const QueueMoved = Exact({
  rows: Type.Array(QueueEntry, { maxItems: 10_000 }),
  gone: Type.Array(Id, { maxItems: 10_000 }),
  concludedToday: Type.Integer({ minimum: 0 }),
})
export type QueueMoved = Static<typeof QueueMoved>

/** Where the driver of a check stands now. It is no part of the check: others move it. */
export const Place = Exact({ check: Id, ...Turn.properties })
export type Place = Static<typeof Place>
/** What a report waits for that a doctor must do: a second signature, or one that replaces it. */
const ATTENTION = ['countersign', 'returned', 'refused', 'held'] as const
/** What a report waits for that a doctor must do, without whose report it is. */
export const Attention = Exact({
  what: Words(ATTENTION),
  number: Said,
  outcome: Outcome,
  /** Who signed it first. */
  doctor: Exact({ id: Id, name: Said }),
  /** Since when it waits. */
  since: Instant,
  /** Why: the counter's or the case's words, the character that no font has; to countersign: null, see `because`. */
  reason: Nullable(Said),
  /** Stations that nothing measured. */
  because: Type.Array(Station, { maxItems: STATIONS.length }),
  /** What it puts right of the report before, where that is why a second doctor signs. */
  corrects: Type.Optional(Type.Array(Correctable, { maxItems: CORRECTABLE.length })),
})
export type Attention = Static<typeof Attention>
/** A report that a doctor has to look at. */
export const AttentionEntry = Exact({
  check: Id,
  version: Version,
  name: Said,
  classes: LicenceClasses,
  /** The site whose counter sees to it. */
  squad: Said,
  ...Attention.properties,
})
export type AttentionEntry = Static<typeof AttentionEntry>
/** At most so many are listed, the oldest first. */
export const ATTENTION_MOST = 200
export const AttentionView = Part(AttentionEntry, ATTENTION_MOST)
export type AttentionView = Static<typeof AttentionView>

/** A line of the squad counter. */
export const CounterEntry = Exact({
  check: Id,
  version: Version,
  number: Said,
  name: Said,
  /** Masked. */
  document: Said,
  classes: LicenceClasses,
  outcome: Outcome,
  phase: Phase,
  concludedAt: Instant,
  doctor: Said,
  pdf: Nullable(Digest),
  /** A signature by SM2 lies beside it. */
  sm2: Type.Optional(Digest),
  /** Stations that a booth measures and the doctor decided otherwise, and why. */
  overrides: Type.Optional(Type.Array(Override, { maxItems: STATIONS.length })),
  countersigned: Type.Optional(Countersignature),
  /** Why there is no paper, where it can't be drawn as it is. */
  held: Nullable(PaperFault),
  /** What the house still has to do for it by itself. Absent: nothing. */
  errand: Type.Optional(Errand),
  receipt: Nullable(Said),
  reason: Nullable(Said),
  /** It was accepted without a paper, which may still come or came too late. */
  provision: Type.Optional(Provision),
  /** The institution that issued it, which isn't recognised any more: the counter may stop accepting the report. Absent: it is. */
  notRecognised: Type.Optional(Said),
  /** The site whose counter sees to it, where the reader doesn't work for that and gave a reason to read the report: they do nothing with it. */
  elsewhere: Type.Optional(Said),
})
export type CounterEntry = Static<typeof CounterEntry>
/** Every report that somebody at the counter still has to see to, and the newest others. `cut`: so many are open that the oldest are left out. */
export const CounterView = Exact({ entries: Type.Array(CounterEntry, { maxItems: 10_000 }), cut: Type.Boolean() })
export type CounterView = Static<typeof CounterView>

/** By what the counter looks for a report. Days are those of the conclusion, the first and the last. */
export const Searched = Type.Union([
  Exact({ number: ReportNumber }),
  Exact({ case: Line(40, 1) }),
  Exact({ document: DocumentNumber }),
  /** In its characters, in pinyin or by its syllables' first letters; from two on. */
  Exact({ name: Line(40, 1) }),
  /** What its QR code holds behind the address. */
  Exact({ code: VerifyCode }),
  Exact({ from: Day, to: Day, phase: Type.Optional(Phase) }),
])
export type Searched = Static<typeof Searched>
/** The report that was seen last: a page begins behind it. */
export const Behind = Exact({ concludedAt: Instant, check: Id })
export type Behind = Static<typeof Behind>
/** A report that was found and belongs to a site for which the reader doesn't work. More of it is shown for a reason alone. */
export const ClosedEntry = Exact({ check: Id, number: Said, concludedAt: Instant, closed: Said })
export type ClosedEntry = Static<typeof ClosedEntry>
/** How many found reports are on a page at most. */
export const FOUND_MOST = 20
/** What was found, the newest first. `more`: there are older ones behind the last. */
export const FoundPage = Part(Type.Union([CounterEntry, ClosedEntry]), FOUND_MOST)
export type FoundPage = Static<typeof FoundPage>

/** The big screen: counts alone, nobody's name. */
export const HallView = Exact({
  /** Null: of all sites. */
  site: Nullable(Exact({ name: Said, nameEn: Nullable(Said) })),
  at: Instant,
  booths: Type.Array(
    Exact({
      name: Said,
      online: Type.Boolean(),
      state: Words(['free', 'underway', 'waiting', 'examined', 'finished'] as const),
      /** Somebody in it calls the staff, and nobody has come yet. */
      calls: Type.Boolean(),
    }),
    { maxItems: 10_000 },
  ),
  /** About how long a driver waits who joins the line here now. Null: of all sites. */
  wait: Nullable(Wait),
  waiting: Type.Integer({ minimum: 0 }),
  examined: Type.Integer({ minimum: 0 }),
  finishedToday: Type.Integer({ minimum: 0 }),
  handedOverToday: Type.Integer({ minimum: 0 }),
})
export type HallView = Static<typeof HallView>

/** The log of an attempt that runs, as far as it has grown; streamed to the doctor, kept nowhere. */
export const Live = Exact({
  check: Id,
  attempt: Id,
  station: AnyStation,
  /** Trials of the attempt so far. */
  trials: Trials,
})
export type Live = Static<typeof Live>

/** What a sensor says at this moment of a running attempt; many a second, streamed to the doctor, kept nowhere. */
export const LiveValue = Exact({
  check: Id,
  attempt: Id,
  /** mm for height, millinewtons for force; null: nothing to be measured. */
  value: Nullable(Type.Number()),
})
export type LiveValue = Static<typeof LiveValue>
