import type { TrialOf } from '#measure/procedure.ts'
import type { Answer, Scene } from '#protocol/measurement.ts'
import type { Cell } from '#protocol/station.ts'
import type { Key } from '../../families/keypad/codec.ts'

/** What the page tells of the trial that stands on its screen. */
export type PageSign = { sign: 'shown' } | { sign: 'answer'; answer: Answer }

/** One trial's place in the booth: what the driver sees, and whatever the driver may answer with. `at`: monotonic ms. */
export type Place = {
  show(scene: Scene): void
  /** A sensor's value for the doctor who looks on: mm of height, millinewtons. */
  live(value: number | null): void
  onKey(take: (key: Key, at: number) => void): () => void
  onPage(take: (sign: PageSign, at: number) => void): () => void
  /** `whole`: a machine has measured by itself, somebody or that nobody is there, and needs no second sample. */
  onDistance(take: (mm: number, at: number, whole: boolean) => void): () => void
  /** By the booth's calibration. */
  onForce(take: (cell: Cell, millinewtons: number, at: number) => void): () => void
  clock(): number
  /** Factor on the waits between stimuli and on how long a pedal is held. */
  pace: number
  /** Factor on the time that a person has to answer. A hurried simulation does not hurry its driver. */
  patience: number
  signal: AbortSignal
}

/** An answer, when its stimulus stood there, when it came, and from what. */
export type Given<An> = Omit<TrialOf<never, An>, 'stimulus'>
