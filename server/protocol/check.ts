import { Type, type Static } from 'typebox'
import { Day, Digest, Exact, Id, Instant, Nullable, Version, Words } from './basic.ts'
import { Declaration, Outcome, Report, SignedBy } from './report.ts'
import { Cabin, DeviceKind, DeviceState } from './reading.ts'
import { RefusalCode } from './refusal.ts'
import { Attempt, Score, Setup, Trials } from './measurement.ts'
import { AnyStation, Finding, LicenceClass, Station } from './station.ts'

/** Where a check stands. Sockets, cameras and onlookers are not states. */
export const PHASES = [
  'opened',
  'underway',
  'concluded',
  'reported',
  'handed-over',
  'refused',
  'accepted',
  'returned',
  'abandoned',
] as const
export const Phase = Words(PHASES)
export type Phase = Static<typeof Phase>

export const Applicant = Exact({
  name: Type.String(),
  sex: Words(['male', 'female', 'unknown'] as const),
  birth: Day,
  /** Full years on the day of the check, in China. */
  age: Type.Integer(),
  /** Whole for the claiming doctor and the counter, masked (`110105********002X`) for all others. */
  number: Type.String(),
  address: Type.String(),
  classes: Type.Array(LicenceClass),
  /** The traffic case, or null for somebody who walked in without one. */
  case: Nullable(Type.String()),
  /** Letter of the driver business, `G` for expiry renewal. */
  business: Nullable(Type.String()),
  /** The card's own photo: null where the booth has no decoder for it. */
  cardPhoto: Nullable(Digest),
})
export type Applicant = Static<typeof Applicant>

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
})
export type AttemptView = Static<typeof AttemptView>

export const StationView = Exact({
  station: AnyStation,
  /** What the driver's classes ask at least, strictest: cm of height, acuity on the 5-grade scale. Absent where no number is asked. */
  asked: Type.Optional(Type.Number()),
  state: Words(['waiting', 'running', 'measured', 'decided'] as const),
  attempts: Type.Array(AttemptView),
  finding: Nullable(Finding),
  source: Nullable(Words(['measured', 'doctor'] as const)),
  /** A doctor's decision, and what the measurement had said before. */
  decision: Nullable(Exact({ doctor: Type.String(), reason: Nullable(Type.String()), at: Instant, measured: Nullable(Finding) })),
})
export type StationView = Static<typeof StationView>

/** The whole check, as screens see it. It is pushed whole, never as a difference. */
export const CheckView = Exact({
  id: Id,
  version: Version,
  phase: Phase,
  booth: Exact({
    id: Id,
    name: Type.String(),
    hall: Type.String(),
    /** As its agent says now, for the doctor while the check is open. */
    devices: Type.Optional(Type.Array(DeviceState)),
    /** As its cabin's board says now, for the same; `noiseLimitDb`: how loud it may be for a hearing test, dB(A). Absent: nothing says so. */
    cabin: Type.Optional(Exact({ ...Cabin.properties, noiseLimitDb: Type.Number() })),
  }),
  applicant: Applicant,
  openedAt: Instant,
  declaration: Nullable(Declaration),
  photo: Nullable(Exact({ file: Digest, at: Instant })),
  /** Since the first photo, until a doctor concludes. `place` counts from 1 among those nobody has claimed. */
  queue: Nullable(Exact({ since: Instant, place: Nullable(Type.Integer({ minimum: 1 })) })),
  lease: Nullable(Exact({ doctor: Exact({ id: Id, name: Type.String() }), until: Instant })),
  /** Those of the form in their order, then what is for information only. */
  stations: Type.Array(StationView),
  /** Stations of the form without a finding. */
  missing: Type.Array(Station),
  /** What the rules say of the findings so far; null until something has been found. */
  outcome: Nullable(Outcome),
  notes: Type.Array(Exact({ doctor: Type.String(), text: Type.String(), at: Instant })),
  faults: Type.Array(Exact({ device: DeviceKind, at: Instant })),
  drawnUp: Nullable(Exact({ number: Type.String(), digest: Digest, at: Instant })),
  /** The report to be signed: for the claiming doctor alone. */
  draft: Nullable(Report),
  report: Nullable(
    Exact({
      number: Type.String(),
      /** The public page behind the report's QR code. */
      verifyUrl: Type.String({ maxLength: 300 }),
      digest: Digest,
      signedBy: SignedBy,
      doctor: Type.String(),
      concludedAt: Instant,
      /** `held`: it can't be drawn, see `held`; a person has to look. */
      paper: Words(['drawing', 'held', 'sealed'] as const),
      held: Nullable(Exact({ code: RefusalCode, detail: Type.String() })),
      pdf: Nullable(Digest),
    }),
  ),
  handover: Nullable(
    Exact({
      state: Words(['waiting', 'delivered', 'refused'] as const),
      tries: Type.Integer({ minimum: 0 }),
      receipt: Nullable(Type.String()),
      reason: Nullable(Type.String()),
    }),
  ),
  counter: Nullable(
    Exact({ state: Words(['accepted', 'returned'] as const), by: Type.String(), reason: Nullable(Type.String()), at: Instant }),
  ),
})
export type CheckView = Static<typeof CheckView>

/** What the agent gets: the check, and the attempt to run with its seed. */
export const BoothCheck = Exact({ check: CheckView, attempt: Nullable(Attempt) })
export type BoothCheck = Static<typeof BoothCheck>

/** A line of the doctors' queue. */
export const QueueEntry = Exact({
  check: Id,
  version: Version,
  name: Type.String(),
  age: Type.Integer(),
  classes: Type.Array(LicenceClass),
  booth: Type.String(),
  hall: Type.String(),
  since: Instant,
  done: Type.Integer({ minimum: 0 }),
  missing: Type.Integer({ minimum: 0 }),
  lease: Nullable(Exact({ doctor: Exact({ id: Id, name: Type.String() }), until: Instant })),
})
export type QueueEntry = Static<typeof QueueEntry>
export const QueueView = Exact({ entries: Type.Array(QueueEntry), concludedToday: Type.Integer({ minimum: 0 }) })
export type QueueView = Static<typeof QueueView>

/** What has moved in the queue since it was told last: lines that are new or otherwise, and checks that are no more in it. */
export const QueueMoved = Exact({ rows: Type.Array(QueueEntry), gone: Type.Array(Id), concludedToday: Type.Integer({ minimum: 0 }) })
export type QueueMoved = Static<typeof QueueMoved>

/** Where a driver stands now among those whom nobody has claimed, from 1. It is no part of the check: others move it. */
export const Place = Exact({ check: Id, place: Type.Integer({ minimum: 1 }) })
export type Place = Static<typeof Place>

/** A line of the squad counter. */
export const CounterEntry = Exact({
  check: Id,
  version: Version,
  number: Type.String(),
  name: Type.String(),
  /** Masked. */
  document: Type.String(),
  classes: Type.Array(LicenceClass),
  outcome: Outcome,
  phase: Phase,
  concludedAt: Instant,
  doctor: Type.String(),
  pdf: Nullable(Digest),
  receipt: Nullable(Type.String()),
  reason: Nullable(Type.String()),
})
export type CounterEntry = Static<typeof CounterEntry>
export const CounterView = Exact({ entries: Type.Array(CounterEntry) })
export type CounterView = Static<typeof CounterView>

/** The big screen: counts alone, nobody's name. */
export const HallView = Exact({
  hall: Type.String(),
  at: Instant,
  booths: Type.Array(
    Exact({ name: Type.String(), online: Type.Boolean(), state: Words(['free', 'underway', 'waiting', 'examined', 'finished'] as const) }),
  ),
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
