import type { TrialOf } from '#measure/procedure.ts'
import type { Answer, Scene } from '#protocol/measurement.ts'
import type { EyesHint } from '#protocol/procedures/acuity.ts'
import type { Cell } from '#protocol/station.ts'
import type { TakenStill } from '#protocol/still.ts'
import type { Key } from '../../families/keypad/codec.ts'

/** What the page tells of the trial that stands on its screen: it stands there, what was touched, how loud the booth is while it sounds, how far apart its camera sees the eyes, the still that it was asked for. */
export type PageSign =
  | { sign: 'shown' }
  | { sign: 'answer'; answer: Answer }
  | { sign: 'noise'; dbfs: number }
  | { sign: 'eyes'; spanPx: number | null; blind?: true; hint?: EyesHint }
  | { sign: 'voice'; ms: number }
  | { sign: 'still'; still: TakenStill | null }

/** The booth's screen, with one trial on it. `at`, here and below: monotonic ms. */
export type Screen = {
  show(scene: Scene): void
  /** What the page says of it. */
  onPage(take: (sign: PageSign, at: number) => void): () => void
}

/** What the driver presses, and what the sensors find of them. */
export type Senses = {
  onKey(take: (key: Key, at: number) => void): () => void
  /** `whole`: a machine has measured by itself, somebody or that nobody is there, and needs no second sample. */
  onDistance(take: (mm: number, at: number, whole: boolean) => void): () => void
  /** By the booth's calibration. */
  onForce(take: (cell: Cell, millinewtons: number, at: number) => void): () => void
}

/** The booth's camera, for pictures of a moment. */
type Camera = {
  /** Asks the page for a still now; it comes as a sign, or never. */
  ask(): void
  /** Keeps a JPEG of this attempt, to be sent with its log, and gives its SHA-256. Throws when the disk can't be written. */
  keep(jpeg: Uint8Array): string
}

/** The time of a trial. */
type Time = {
  clock(): number
  /** Factor on the waits between stimuli and on how long a pedal is held. */
  pace: number
  /** Factor on the time that a person has to answer. A hurried simulation does not hurry its driver. */
  patience: number
}

/** The doctor who looks on. */
export type Onlooker = {
  /** A sensor's value: mm of height, millinewtons; null: there is none now. */
  value(value: number | null): void
}

/** Where one trial takes place: what the driver sees, and whatever the driver may answer with. */
export type Place = {
  screen: Screen
  senses: Senses
  camera: Camera
  time: Time
  onlooker: Onlooker
  /** Aborted when the attempt must not go on. */
  signal: AbortSignal
}

/** An answer, when its stimulus stood there, when it came, and from what. */
export type Given<An> = Omit<TrialOf<never, An>, 'stimulus'>
