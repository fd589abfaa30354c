import type { Declaration, Outcome, SignedBy } from '#protocol/report.ts'
import type { DeviceKind } from '#protocol/reading.ts'
import type { RefusalCode } from '#protocol/refusal.ts'
import type { Attempt, Score } from '#protocol/measurement.ts'
import type { AnyStation, Finding, LicenceClass } from '#protocol/station.ts'

/** Who acts. Fixed at the handshake, never read from a message. */
export type Actor =
  | { kind: 'booth'; id: string; name: string; hall: string }
  | { kind: 'doctor'; id: string; name: string }
  | { kind: 'counter'; id: string; name: string }
  | { kind: 'system' }

/** What happened. Events carry no name, no number and no picture: those stand in the applicants' table and the file store. */
export type Event =
  | {
      kind: 'opened'
      booth: { id: string; name: string; hall: string }
      applicant: string
      /** Calendar day in China, for the age on the day. */
      birth: string
      classes: LicenceClass[]
      case: string | null
      business: string | null
      cardPhoto: string | null
      /** Version of the rules by which this check is judged. */
      rules: string
    }
  | { kind: 'declared'; declaration: Declaration }
  | { kind: 'photographed'; file: string }
  | { kind: 'claimed'; doctor: { id: string; name: string } }
  | { kind: 'released'; doctor: string }
  | { kind: 'lease-lapsed'; doctor: string }
  | { kind: 'started'; attempt: Attempt; by: 'booth' | 'doctor' }
  | { kind: 'read'; attempt: string; reading: string; digest: string; score: Score; finding: Finding | null }
  | { kind: 'device-failed'; device: DeviceKind; attempt: string | null }
  | { kind: 'decided'; doctor: { id: string; name: string }; finding: Finding; reason: string | null; measured: Finding | null }
  | { kind: 'noted'; doctor: { id: string; name: string }; text: string }
  | { kind: 'drawn-up'; number: string; code: string; digest: string; doctor: string }
  | {
      kind: 'concluded'
      number: string
      code: string
      digest: string
      doctor: { id: string; name: string }
      signedBy: SignedBy
      /** Public key of the passkey that signed (COSE, base64url): it stays provable when the passkey is taken away. Older events have none. */
      publicKey?: string
      outcome: Outcome
    }
  | { kind: 'paper-held'; code: RefusalCode; detail: string }
  /** `fonts`: names and SHA-256 of the fonts that drew it; others would have made other bytes. */
  | { kind: 'sealed'; pdf: string; fonts: Record<string, string> }
  | { kind: 'delivered'; receipt: string }
  | { kind: 'delivery-refused'; reason: string }
  | { kind: 'accepted'; by: { id: string; name: string } }
  | { kind: 'returned'; by: { id: string; name: string }; reason: string }
  | { kind: 'resent'; by: { id: string; name: string } }
  | { kind: 'abandoned'; why: 'driver' | 'deadline' }

/** An event in its place. `command` is the id of the command that caused it: a repeated command is known by it. */
export type Recorded = { check: string; sequence: number; at: string; actor: Actor['kind']; command: string | null; event: Event }

/** What somebody wants. `version` is where the check stood when they decided. */
export type Command =
  | {
      kind: 'open'
      applicant: string
      birth: string
      classes: LicenceClass[]
      case: string | null
      business: string | null
      cardPhoto: string | null
      rules: string
    }
  | { kind: 'declare'; has: boolean; diseases: number[]; signature: string; consent: boolean }
  | { kind: 'photo'; file: string }
  | { kind: 'claim'; version: number }
  | { kind: 'renew' }
  | { kind: 'release'; version: number }
  | { kind: 'lapse' }
  /** The attempt is made by the service: id, seed, setup and calibrations are the server's. `version` null: from the booth. */
  | { kind: 'start'; version: number | null; attempt: Omit<Attempt, 'number' | 'check'> }
  | { kind: 'read'; attempt: string; reading: string; digest: string; score: Score }
  | { kind: 'device-fault'; device: DeviceKind }
  | { kind: 'decide'; version: number; finding: Finding; reason: string | null }
  | { kind: 'note'; version: number; text: string }
  | { kind: 'draw-up'; version: number; number: string; code: string; digest: string }
  | { kind: 'conclude'; version: number; digest: string; signedBy: SignedBy; publicKey?: string; outcome: Outcome }
  | { kind: 'hold-paper'; code: RefusalCode; detail: string }
  | { kind: 'sealed'; pdf: string; fonts: Record<string, string> }
  | { kind: 'receipt'; receipt: string }
  | { kind: 'case-refused'; reason: string }
  | { kind: 'accept'; version: number }
  | { kind: 'return'; version: number; reason: string }
  | { kind: 'resend'; version: number }
  /** A second doctor draws up and signs a new report that names the old: first step. */
  | { kind: 'supersede'; version: number; number: string; code: string; digest: string }
  | { kind: 'abandon'; why: 'driver' | 'deadline' }

export type AttemptState = {
  attempt: Attempt
  by: 'booth' | 'doctor'
  startedAt: string
  state: 'running' | 'read' | 'void'
  reading: { id: string; digest: string; score: Score } | null
}

export type StationState = {
  attempts: AttemptState[]
  /** From the newest reading. */
  measured: { finding: Finding | null; reading: string; digest: string } | null
  /** From a doctor; goes before what was measured, until another reading comes. */
  decision: { doctor: { id: string; name: string }; finding: Finding; reason: string | null; measured: Finding | null; at: string } | null
}

/** A check, as the events have made it. Only `apply` makes one. */
export type Check = {
  id: string
  version: number
  phase: 'opened' | 'underway' | 'concluded' | 'reported' | 'handed-over' | 'refused' | 'accepted' | 'returned' | 'abandoned'
  booth: { id: string; name: string; hall: string }
  applicant: string
  birth: string
  classes: LicenceClass[]
  case: string | null
  business: string | null
  cardPhoto: string | null
  rules: string
  openedAt: string
  declaration: Declaration | null
  photo: { file: string; at: string } | null
  /** Since the first photo: its place in the queue never moves behind later ones. */
  queuedAt: string | null
  /** `until` is kept beside the events, since a renewal is no event: the store fills it in. */
  lease: { doctor: { id: string; name: string }; until: string } | null
  stations: Record<AnyStation, StationState>
  notes: { doctor: { id: string; name: string }; text: string; at: string }[]
  faults: { device: DeviceKind; at: string }[]
  drawnUp: { number: string; code: string; digest: string; doctor: string; at: string } | null
  /** Number and code once given to this check; a report drawn up anew before the conclusion keeps them. */
  reserved: { number: string; code: string } | null
  report: {
    number: string
    code: string
    digest: string
    signedBy: SignedBy
    doctor: { id: string; name: string }
    outcome: Outcome
    concludedAt: string
    held: { code: RefusalCode; detail: string } | null
    pdf: string | null
  } | null
  /** Reports of this check that a later one replaced. */
  superseded: string[]
  delivery: { state: 'waiting' | 'delivered' | 'refused'; receipt: string | null; reason: string | null } | null
  counter: { state: 'accepted' | 'returned'; by: string; reason: string | null; at: string } | null
  /** Ids of commands already carried out. */
  commands: string[]
}
