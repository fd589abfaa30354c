import { Type, type Static, type TSchema } from 'typebox'
import { Day, Digest, Exact, Id, Instant, Nullable, Version, Words } from '#protocol/basic.ts'
import { Held, Phase } from '#protocol/check.ts'
import { Attempt, Score } from '#protocol/measurement.ts'
import { DeviceKind } from '#protocol/reading.ts'
import { Countersignature, Declaration, Outcome, SignedBy } from '#protocol/report.ts'
import { Finding, LicenceClasses, Station, STATIONS, type AnyStation } from '#protocol/station.ts'
import { Begun, Decision, FORMAT, Named, ParkedBecause, Place, Text } from './events.ts'

export const AttemptState = Exact({
  attempt: Attempt,
  by: Words(['booth', 'doctor'] as const),
  startedAt: Instant,
  begun: Type.Optional(Begun),
  state: Words(['running', 'read', 'void'] as const),
  reading: Nullable(Exact({ id: Id, digest: Digest, score: Score })),
})
export type AttemptState = Static<typeof AttemptState>

export const StationState = Exact({
  attempts: Type.Array(AttemptState),
  /** From the newest reading. */
  measured: Nullable(Exact({ finding: Nullable(Finding), reading: Id, digest: Digest })),
  /** From a doctor; goes before what was measured, until another reading comes. */
  decision: Nullable(Exact({ ...Decision.properties, at: Instant })),
})
export type StationState = Static<typeof StationState>

const Stations = Exact({
  height: StationState,
  'acuity-right': StationState,
  'acuity-left': StationState,
  colour: StationState,
  hearing: StationState,
  'upper-limbs': StationState,
  'lower-limbs': StationState,
  trunk: StationState,
  reaction: StationState,
} satisfies Record<AnyStation, TSchema>)
const Decisions = Type.Optional(Type.Array(Decision))

/** A check, as the events have made it. Only `apply` makes one. */
export const Check = Exact({
  format: Type.Literal(FORMAT),
  id: Id,
  version: Version,
  phase: Phase,
  booth: Place,
  applicant: Id,
  birth: Day,
  classes: LicenceClasses,
  case: Nullable(Text),
  business: Nullable(Text),
  cardPhoto: Nullable(Digest),
  rules: Text,
  openedAt: Instant,
  /** The newest. What was declared before stays in `declaredBefore`, oldest first: a driver who says something else wipes nothing. */
  declaration: Nullable(Declaration),
  declaredBefore: Type.Array(Declaration),
  /** When and why its driver had gone, until the card is laid on again. */
  parked: Nullable(Exact({ why: ParkedBecause, at: Instant })),
  /** When it was last gone on with. */
  resumedAt: Nullable(Instant),
  photo: Nullable(Exact({ file: Digest, at: Instant })),
  /** Since the first photo: its place in the queue never moves behind later ones. */
  queuedAt: Nullable(Instant),
  /** `until` is kept beside the events, since a renewal is no event: the store fills it in. */
  lease: Nullable(Exact({ doctor: Named, until: Instant })),
  stations: Stations,
  notes: Type.Array(Exact({ doctor: Named, text: Text, at: Instant })),
  faults: Type.Array(Exact({ device: DeviceKind, at: Instant })),
  drawnUp: Nullable(Exact({ number: Text, code: Text, digest: Digest, doctor: Id, at: Instant, decisions: Decisions })),
  /** Signed by one doctor, waiting for the second. `from`: where it goes back to when that one declines. */
  signed: Nullable(
    Exact({
      number: Text,
      code: Text,
      digest: Digest,
      doctor: Named,
      signedBy: SignedBy,
      publicKey: Type.Optional(Text),
      outcome: Outcome,
      because: Type.Array(Station, { maxItems: STATIONS.length }),
      at: Instant,
      from: Phase,
      decisions: Decisions,
      second: Nullable(Countersignature),
    }),
  ),
  /** Who didn't countersign, and why. */
  declined: Type.Array(Exact({ doctor: Named, reason: Text, at: Instant })),
  /** Number and code once given to this check; a report drawn up anew before the conclusion keeps them. */
  reserved: Nullable(Exact({ number: Text, code: Text })),
  report: Nullable(
    Exact({
      number: Text,
      code: Text,
      digest: Digest,
      signedBy: SignedBy,
      doctor: Named,
      outcome: Outcome,
      concludedAt: Instant,
      countersigned: Nullable(Countersignature),
      held: Nullable(Held),
      pdf: Nullable(Digest),
    }),
  ),
  /** Reports of this check that a later one replaced. */
  superseded: Type.Array(Text),
  delivery: Nullable(
    Exact({ state: Words(['waiting', 'delivered', 'refused'] as const), receipt: Nullable(Text), reason: Nullable(Text) }),
  ),
  counter: Nullable(Exact({ state: Words(['accepted', 'returned'] as const), by: Text, reason: Nullable(Text), at: Instant })),
  /** Ids of commands already carried out. */
  commands: Type.Array(Id),
})
export type Check = Static<typeof Check>
