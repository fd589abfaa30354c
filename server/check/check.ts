import { type Static, Type } from 'typebox'
import { Digest, Exact, Id, Instant, Nullable, Said, Version, Words } from '#protocol/basic.ts'
import { PaperFault, Phase, WithdrawnAs } from '#protocol/check.ts'
import { DeviceKind } from '#protocol/device.ts'
import { ASKED_MOST, Consultation, Escalation } from '#protocol/escalation.ts'
import { Attempt, Score } from '#protocol/measurement.ts'
import { Provision } from '#protocol/provision.ts'
import { RecordingAnswer } from '#protocol/recording.ts'
import { Refusal } from '#protocol/refusal.ts'
import { Countersignature, Declaration, Outcome, SignedBy } from '#protocol/report.ts'
import { Finding, STATIONS, Station } from '#protocol/station.ts'
import { AnyStation, eachStation } from '#protocol/stations.ts'
import { MOST_TAKEN, StillCamera } from '#protocol/still.ts'
import { Precedences } from '#protocol/turn.ts'
import { AttemptStart, Corrects, Decision, FORMAT, Kept, MOST, Named, OPENING, ParkedBecause } from './events.ts'

export const AttemptState = Exact({
  attempt: Attempt,
  by: Words(['booth', 'doctor'] as const),
  startedAt: Instant,
  begun: Type.Optional(AttemptStart),
  state: Words(['running', 'read', 'void'] as const),
  reading: Nullable(Exact({ id: Id, digest: Digest, score: Score })),
  /** Why its reading was not taken. */
  aside: Type.Optional(Refusal),
})
export type AttemptState = Static<typeof AttemptState>

export const StationState = Exact({
  attempts: Type.Array(AttemptState, { maxItems: MOST }),
  /** From the newest reading. */
  measured: Nullable(Exact({ finding: Nullable(Finding), reading: Id, digest: Digest })),
  /** From a doctor; goes before what was measured, until another reading comes. */
  decision: Nullable(Exact({ ...Decision.properties, at: Instant })),
})
export type StationState = Static<typeof StationState>

const Stations = Exact(eachStation(() => StationState))
const Decisions = Type.Optional(Type.Array(Decision, { maxItems: MOST }))

/** A check, as the events have made it. Only `apply` makes one. */
export const Check = Exact({
  format: Type.Literal(FORMAT),
  id: Id,
  version: Version,
  /** From this version on nothing has happened that a doctor decides by: what was decided on it stands. Absent: the newest alone. */
  stands: Type.Optional(Version),
  phase: Phase,
  ...OPENING,
  openedAt: Instant,
  /** The newest. What was declared before stays in `declaredBefore`, oldest first: a driver who says something else wipes nothing. */
  declaration: Nullable(Declaration),
  declaredBefore: Type.Array(Declaration, { maxItems: MOST }),
  /** When and why its driver had gone, until the card is laid on again. */
  parked: Nullable(Exact({ why: ParkedBecause, at: Instant })),
  /** When it was last gone on with. */
  resumedAt: Nullable(Instant),
  photo: Nullable(Exact({ file: Digest, at: Instant })),
  /** Whether the driver wants it to be recorded, as they said last. Absent: they haven't. */
  recording: Type.Optional(Exact({ ...RecordingAnswer.properties, at: Instant })),
  /** Since the first photo: from then on it is in the queue, in the order of turn.ts. */
  queuedAt: Nullable(Instant),
  /** Why its turn comes sooner, as it stood then. Absent: it doesn't. */
  precedence: Type.Optional(Precedences),
  /** `until` is kept beside the events, since a renewal is no event: the store fills it in. */
  lease: Nullable(Exact({ doctor: Named, until: Instant })),
  /** A doctor has let the driver wait and comes back. Absent: none has. */
  kept: Type.Optional(Kept),
  /** Cases that were passed to a senior doctor, oldest first: the last alone may be open. Absent: none was. */
  escalations: Type.Optional(Type.Array(Escalation, { maxItems: ASKED_MOST })),
  /** What was asked of other departments. Absent: nothing. */
  consultations: Type.Optional(Type.Array(Consultation, { maxItems: ASKED_MOST })),
  stations: Stations,
  /** What doctors kept of what they saw, oldest first. Absent: nothing. */
  taken: Type.Optional(
    Type.Array(Exact({ doctor: Named, station: AnyStation, camera: StillCamera, file: Digest, at: Instant }), { maxItems: MOST_TAKEN }),
  ),
  notes: Type.Array(Exact({ doctor: Named, text: Said, at: Instant }), { maxItems: MOST }),
  faults: Type.Array(Exact({ device: DeviceKind, at: Instant }), { maxItems: MOST }),
  drawnUp: Nullable(Exact({ number: Said, code: Said, digest: Digest, doctor: Id, at: Instant, decisions: Decisions, corrects: Corrects })),
  /** Signed by one doctor, waiting for the second. `from`: where it goes back to when that one declines. */
  signed: Nullable(
    Exact({
      number: Said,
      code: Said,
      digest: Digest,
      doctor: Named,
      signedBy: SignedBy,
      publicKey: Type.Optional(Said),
      outcome: Outcome,
      because: Type.Array(Station, { maxItems: STATIONS.length }),
      at: Instant,
      from: Phase,
      decisions: Decisions,
      corrects: Corrects,
      second: Nullable(Countersignature),
    }),
  ),
  /** Who didn't countersign, and why. */
  declined: Type.Array(Exact({ doctor: Named, reason: Said, at: Instant }), { maxItems: MOST }),
  /** Number and code once given to this check; a report drawn up again before the conclusion keeps them. */
  reserved: Nullable(Exact({ number: Said, code: Said })),
  report: Nullable(
    Exact({
      number: Said,
      code: Said,
      digest: Digest,
      signedBy: SignedBy,
      doctor: Named,
      outcome: Outcome,
      concludedAt: Instant,
      countersigned: Nullable(Countersignature),
      held: Nullable(PaperFault),
      pdf: Nullable(Digest),
      /** The signature by SM2 beside the paper. */
      sm2: Type.Optional(Digest),
    }),
  ),
  /** Reports of this check that a later one replaced. */
  superseded: Type.Array(Said, { maxItems: MOST }),
  delivery: Nullable(
    Exact({ state: Words(['waiting', 'delivered', 'refused'] as const), receipt: Nullable(Said), reason: Nullable(Said) }),
  ),
  counter: Nullable(Exact({ state: Words(['accepted', 'returned'] as const), by: Said, reason: Nullable(Said), at: Instant })),
  /** The counter has accepted it without a paper, until a day; stays where that day has passed. Absent: it hasn't. */
  provision: Type.Optional(Provision),
  /** The report is taken back. `told`: what the case says of that; null: nothing yet, or nobody tells it. Absent: it stands. */
  withdrawal: Type.Optional(
    Exact({
      by: Named,
      as: WithdrawnAs,
      reason: Said,
      at: Instant,
      told: Nullable(Exact({ receipt: Nullable(Said), reason: Nullable(Said) })),
    }),
  ),
  /** Ids of commands already carried out. */
  commands: Type.Array(Id, { maxItems: 200 }),
})
export type Check = Static<typeof Check>
