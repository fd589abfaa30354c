import type { PaperFault } from '#protocol/check.ts'
import type { Correctable } from '#protocol/correction.ts'
import type { DeviceKind } from '#protocol/device.ts'
import type { LicenceTold } from '#protocol/licence.ts'
import type { Attempt, Score } from '#protocol/measurement.ts'
import type { Paper } from '#protocol/provision.ts'
import type { NoPhoto } from '#protocol/reading.ts'
import type { RecordingAnswer } from '#protocol/recording.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { RegisteredDoctor } from '#protocol/registered.ts'
import type { Outcome, SignedBy } from '#protocol/report.ts'
import type { Finding, LicenceClass } from '#protocol/station.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { StillCamera } from '#protocol/still.ts'
import type { Precedence } from '#protocol/turn.ts'
import type { AttemptStart, ParkedBecause } from './events.ts'

/** A report that a new one takes the place of. */
export type Replaced = { number: string; doctor: string; outcome: Outcome }

/** A report as it is drawn up; `outcome` is what it comes to. */
type Drawn = { version: number; number: string; code: string; digest: string; outcome: Outcome }

/** What somebody wants, by its kind. `version` is where the check stood when they decided. */
export type Commands = {
  open: {
    applicant: string
    birth: string
    classes: LicenceClass[]
    case: string | null
    business: string | null
    licence?: LicenceTold
    squad: string | null
    cardPhoto: string | null
    noCardPhoto?: NoPhoto
    rules: string
  }
  declare: { has: boolean; diseases: number[]; signature: string; consent: boolean }
  /** `precedence`: why the driver's turn comes sooner, for the first photo. */
  photo: { file: string; precedence?: Precedence[] }
  'answer-recording': RecordingAnswer
  /** `from`: the doctor who has the driver and passes them on to this one. */
  claim: { version: number; from?: string }
  renew: {}
  /** The driver's case is passed to a senior doctor, who should come by `until`. */
  escalate: { version: number; id: string; reason: string; until: string }
  /** A senior doctor comes to the one who has the driver, or takes the driver over. */
  join: {}
  'take-over': {}
  'end-escalation': { outcome: 'advised' | 'withdrawn'; words: string | null }
  consult: { version: number; id: string; department: string; question: string; until: string }
  'answer-consultation': { version: number; consultation: string; answer: string }
  /** `absent`: the booth says that nobody is there. Then the check is parked: back in the queue it would be fetched again at once. */
  release: { version: number; absent?: boolean }
  /** The doctor lets the driver wait, and comes back. */
  keep: { version: number }
  lapse: {}
  /** What carried picture and voice died in the middle of the call. */
  'break-call': {}
  /**
   * The attempt is made by the service: id, seed, setup and calibrations are the server's. `version` null: from the booth. `tried`: how
   * often this person has begun this station today in China, in whatever check; absent: as often as in this one.
   */
  start: { version: number | null; attempt: Omit<Attempt, 'number' | 'check'>; tried?: number; begun?: AttemptStart }
  read: { attempt: string; reading: string; digest: string; score: Score }
  'device-fault': { device: DeviceKind }
  'set-aside': { attempt: string; refusal: Refusal }
  decide: { version: number; finding: Finding; reason: string | null }
  picture: { station: AnyStation; camera: StillCamera; file: string }
  note: { version: number; text: string }
  /** `before`: the report of another check of this person that is in force. */
  'draw-up': { before: Replaced | null } & Drawn
  conclude: { version: number; digest: string; signedBy: SignedBy; publicKey?: string; outcome: Outcome }
  /** A second doctor signs what the first has signed. */
  countersign: { version: number; digest: string; signedBy: SignedBy; publicKey?: string; registered: RegisteredDoctor }
  /** A doctor doesn't countersign, or the first takes the signature back. `seated`: the driver is still in the booth. */
  decline: { version: number; reason: string; seated: boolean }
  'hold-paper': PaperFault
  /** `unstamped`: without the time stamp that it should have. `sm2`: a signature by SM2 beside it. */
  sealed: { pdf: string; fonts: Record<string, string>; unstamped?: true; sm2?: string }
  /** Something was added behind the sealed paper of a report, so that it stays provable. */
  'renew-paper': { number: string; pdf: string }
  receipt: { receipt: string }
  'case-refused': { reason: string }
  accept: { version: number }
  return: { version: number; reason: string }
  /** Papers are missing, and may come until a day. */
  'accept-provisionally': { version: number; missing: Paper[]; note: string | null; until: string }
  'lapse-provision': {}
  resend: { version: number }
  /** A report that was issued is taken back for good. */
  withdraw: { version: number; reason: string }
  'withdrawal-receipt': { receipt: string }
  'withdrawal-refused': { reason: string }
  /**
   * The paper, the hand-over or a time stamp that is missing is to be tried at once. `underWay`: it is being tried at this moment. `open`: something
   * of these is still to do.
   */
  hurry: { version: number; underWay: boolean; open: boolean }
  /** A new report that names the old is drawn up, by another doctor where it comes to another conclusion: first step. */
  supersede: { decisions: { finding: Finding; reason: string | null }[] } & Drawn
  /** A new report that puts right what was mistyped in the old, and is otherwise the same: first step. */
  correct: { fields: Correctable[] } & Drawn
  /** A newer report of the same person has been issued. */
  replace: { number: string }
  abandon: { why: 'driver' | 'deadline' }
  /** `version`: of a doctor's word; null from the booth and the system. */
  park: { why: ParkedBecause; version: number | null }
  resume: {}
}
export type Kind = keyof Commands

/** What somebody wants; of one kind, or any. */
export type Command<K extends Kind = Kind> = { [P in K]: { kind: P } & Commands[P] }[K]
