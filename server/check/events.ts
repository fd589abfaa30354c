import type { Countersignature, Declaration, Outcome, SignedBy } from '#protocol/report.ts'
import type { Phase } from '#protocol/check.ts'
import type { DeviceKind } from '#protocol/device.ts'
import type { NoPhoto } from '#protocol/reading.ts'
import type { Held } from '#protocol/check.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Attempt, Score } from '#protocol/measurement.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Finding, LicenceClass, Station } from '#protocol/station.ts'

/** Who acts. Fixed at the handshake, never read from a message. */
export type Actor =
  | { kind: 'booth'; id: string; name: string; hall: string }
  | { kind: 'doctor'; id: string; name: string }
  | { kind: 'counter'; id: string; name: string }
  | { kind: 'system' }

export type Booth = Extract<Actor, { kind: 'booth' }>
export type Doctor = Extract<Actor, { kind: 'doctor' }>
export type Counter = Extract<Actor, { kind: 'counter' }>

/**
 * Why a check was parked: the driver pressed "leave"; the sensor saw nobody; no touch, key or trial came and nobody answered; another
 * card was laid on; its own card in another booth; a doctor said that nobody sits there.
 */
export type ParkedBecause = 'left' | 'empty' | 'idle' | 'other-card' | 'other-booth' | 'not-there'

/** What a doctor found where the booth's measurement, if there was any, had found `measured`. */
export type Decision = { doctor: { id: string; name: string }; finding: Finding; reason: string | null; measured: Finding | null }

/** A report that a new one takes the place of. */
export type Replaced = { number: string; doctor: string; outcome: Outcome }

/** A report as it is drawn up; `outcome` is what it comes to. */
type Drawn = { version: number; number: string; code: string; digest: string; outcome: Outcome }

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
      /** Why no photo came from the card, where the booth said so. */
      noCardPhoto?: NoPhoto
      /** Version of the rules by which this check is judged. */
      rules: string
    }
  | { kind: 'declared'; declaration: Declaration }
  | { kind: 'photographed'; file: string }
  | { kind: 'claimed'; doctor: { id: string; name: string } }
  | { kind: 'released'; doctor: string }
  | { kind: 'lease-lapsed'; doctor: string }
  | { kind: 'started'; attempt: Attempt; by: 'booth' | 'doctor'; begun?: Begun }
  | { kind: 'read'; attempt: string; reading: string; digest: string; score: Score; finding: Finding | null }
  | { kind: 'device-failed'; device: DeviceKind; attempt: string | null }
  /** The server didn't take the attempt's reading: it lies aside in the booth, and measures nothing. */
  | { kind: 'set-aside'; attempt: string; refusal: Refusal }
  | { kind: 'decided'; doctor: { id: string; name: string }; finding: Finding; reason: string | null; measured: Finding | null }
  | { kind: 'noted'; doctor: { id: string; name: string }; text: string }
  /** `decisions`: what the doctor finds otherwise than the report that it replaces; they count once it is signed. */
  | { kind: 'drawn-up'; number: string; code: string; digest: string; doctor: string; decisions?: Decision[] }
  /** One doctor has signed and a second must: the report is not issued before. `because`: stations that nothing measured. */
  | {
      kind: 'signed'
      number: string
      code: string
      digest: string
      doctor: { id: string; name: string }
      signedBy: SignedBy
      publicKey?: string
      outcome: Outcome
      because: Station[]
    }
  | { kind: 'countersigned'; digest: string; doctor: { id: string; name: string }; signedBy: SignedBy; publicKey?: string }
  | { kind: 'declined'; doctor: { id: string; name: string }; reason: string }
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
  | ({ kind: 'paper-held' } & Held)
  /** `fonts`: names and SHA-256 of the fonts that drew it; others would have made other bytes. */
  | { kind: 'sealed'; pdf: string; fonts: Record<string, string> }
  | { kind: 'delivered'; receipt: string }
  | { kind: 'delivery-refused'; reason: string }
  | { kind: 'accepted'; by: { id: string; name: string } }
  /** A report of the same person that came from another check has taken the place of this one's. */
  | { kind: 'replaced'; number: string }
  | { kind: 'returned'; by: { id: string; name: string }; reason: string }
  | { kind: 'resent'; by: { id: string; name: string } }
  /** The counter had the paper or the hand-over tried at once. */
  | { kind: 'hurried'; by: { id: string; name: string } }
  | { kind: 'abandoned'; why: 'driver' | 'deadline' }
  /** The driver has gone: the check waits for the day under its card. `doctor`: who said so, where a doctor did. */
  | { kind: 'parked'; why: ParkedBecause; doctor: string | null }
  /** The same card was laid on, in this booth or in another. */
  | { kind: 'resumed'; booth: { id: string; name: string; hall: string } }

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
      noCardPhoto?: NoPhoto
      rules: string
    }
  | { kind: 'declare'; has: boolean; diseases: number[]; signature: string; consent: boolean }
  | { kind: 'photo'; file: string }
  | { kind: 'claim'; version: number }
  | { kind: 'renew' }
  /** `absent`: the booth says that nobody is there. Then the check is parked: back in the queue it would be fetched again at once. */
  | { kind: 'release'; version: number; absent?: boolean }
  | { kind: 'lapse' }
  /**
   * The attempt is made by the service: id, seed, setup and calibrations are the server's. `version` null: from the booth. `tried`: how
   * often this person has begun this station today in China, in whatever check; absent: as often as in this one.
   */
  | { kind: 'start'; version: number | null; attempt: Omit<Attempt, 'number' | 'check'>; tried?: number; begun?: Begun }
  | { kind: 'read'; attempt: string; reading: string; digest: string; score: Score }
  | { kind: 'device-fault'; device: DeviceKind }
  | { kind: 'set-aside'; attempt: string; refusal: Refusal }
  | { kind: 'decide'; version: number; finding: Finding; reason: string | null }
  | { kind: 'note'; version: number; text: string }
  /** `before`: the report of another check of this person that is in force. */
  | ({ kind: 'draw-up'; before: Replaced | null } & Drawn)
  | { kind: 'conclude'; version: number; digest: string; signedBy: SignedBy; publicKey?: string; outcome: Outcome }
  /** A second doctor signs what the first has signed. */
  | { kind: 'countersign'; version: number; digest: string; signedBy: SignedBy; publicKey?: string }
  /** A doctor doesn't countersign, or the first takes the signature back. `seated`: the driver is still in the booth. */
  | { kind: 'decline'; version: number; reason: string; seated: boolean }
  | ({ kind: 'hold-paper' } & Held)
  | { kind: 'sealed'; pdf: string; fonts: Record<string, string> }
  | { kind: 'receipt'; receipt: string }
  | { kind: 'case-refused'; reason: string }
  | { kind: 'accept'; version: number }
  | { kind: 'return'; version: number; reason: string }
  | { kind: 'resend'; version: number }
  /** The paper, or the hand-over, is to be tried at once. `underWay`: it is being tried at this moment. */
  | { kind: 'hurry'; version: number; underWay: boolean }
  /** A new report that names the old is drawn up, by another doctor where it comes to another conclusion: first step. */
  | ({ kind: 'supersede'; decisions: { finding: Finding; reason: string | null }[] } & Drawn)
  /** A newer report of the same person has been issued. */
  | { kind: 'replace'; number: string }
  | { kind: 'abandon'; why: 'driver' | 'deadline' }
  /** `version`: of a doctor's word; null from the booth and the system. */
  | { kind: 'park'; why: ParkedBecause; version: number | null }
  | { kind: 'resume' }

/**
 * How an attempt began, to compare its log with: when, by the count of the server's machine (ms) and which start of that machine the
 * count belongs to, and the devices that its booth declared then. Events of before have none of it.
 */
export type Begun = { boot: string; ms: number; devices: { kind: DeviceKind; ids: string[] | null; simulated: boolean }[] }

export type AttemptState = {
  attempt: Attempt
  by: 'booth' | 'doctor'
  startedAt: string
  begun?: Begun
  state: 'running' | 'read' | 'void'
  reading: { id: string; digest: string; score: Score } | null
  /** Why its reading was not taken. */
  aside?: Refusal
}

export type StationState = {
  attempts: AttemptState[]
  /** From the newest reading. */
  measured: { finding: Finding | null; reading: string; digest: string } | null
  /** From a doctor; goes before what was measured, until another reading comes. */
  decision: (Decision & { at: string }) | null
}

/** A check, as the events have made it. Only `apply` makes one. */
export type Check = {
  id: string
  version: number
  phase: Phase
  booth: { id: string; name: string; hall: string }
  applicant: string
  birth: string
  classes: LicenceClass[]
  case: string | null
  business: string | null
  cardPhoto: string | null
  /** Why no photo came from the card; absent: one came, or nobody said. */
  noCardPhoto?: NoPhoto
  rules: string
  openedAt: string
  /** The newest. What was declared before stays in `declaredBefore`, oldest first: a driver who says something else wipes nothing. */
  declaration: Declaration | null
  declaredBefore: Declaration[]
  /** When and why its driver had gone, until the card is laid on again. */
  parked: { why: ParkedBecause; at: string } | null
  /** When it was last gone on with. */
  resumedAt: string | null
  photo: { file: string; at: string } | null
  /** Since the first photo: its place in the queue never moves behind later ones. */
  queuedAt: string | null
  /** `until` is kept beside the events, since a renewal is no event: the store fills it in. */
  lease: { doctor: { id: string; name: string }; until: string } | null
  stations: Record<AnyStation, StationState>
  notes: { doctor: { id: string; name: string }; text: string; at: string }[]
  faults: { device: DeviceKind; at: string }[]
  drawnUp: { number: string; code: string; digest: string; doctor: string; at: string; decisions?: Decision[] } | null
  /** Signed by one doctor, waiting for the second. `from`: where it goes back to when that one declines. */
  signed: {
    number: string
    code: string
    digest: string
    doctor: { id: string; name: string }
    signedBy: SignedBy
    publicKey?: string
    outcome: Outcome
    because: Station[]
    at: string
    from: Phase
    decisions?: Decision[]
    second: Countersignature | null
  } | null
  /** Who didn't countersign, and why. */
  declined: { doctor: { id: string; name: string }; reason: string; at: string }[]
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
    countersigned: Countersignature | null
    held: Held | null
    pdf: string | null
  } | null
  /** Reports of this check that a later one replaced. */
  superseded: string[]
  delivery: { state: 'waiting' | 'delivered' | 'refused'; receipt: string | null; reason: string | null } | null
  counter: { state: 'accepted' | 'returned'; by: string; reason: string | null; at: string } | null
  /** Ids of commands already carried out. */
  commands: string[]
}
