import { type Static, Type } from 'typebox'
import { Base64, Digest, Exact, Id, Words } from './basic.ts'

/** A still takes at most so many bytes, base64: a picture of 640 × 360 needs a third of that. */
export const StillJpeg = Base64(80_000)
/** A log names no more of them: one a task. */
export const MOST_STILLS = 10

export const StillCamera = Words(['overview', 'face'] as const)
export type StillCamera = Static<typeof StillCamera>

/** The picture that a camera of the booth showed at a moment of a trial, by its SHA-256: a log bears that, and the picture comes beside it. */
export const Still = Exact({ camera: StillCamera, digest: Digest })
export type Still = Static<typeof Still>

/** A check bears no more of those that doctors took: three of each test. */
export const MOST_TAKEN = 24

/** A trial that stands on the booth's page, by its attempt and its place. */
export const OfTrial = Exact({ attempt: Id, index: Type.Integer({ minimum: 0 }) })
export type OfTrial = Static<typeof OfTrial>

/** A still as the page takes it: JPEG, base64. */
export const TakenStill = Exact({ camera: StillCamera, jpeg: StillJpeg })
export type TakenStill = Static<typeof TakenStill>

/** The stills that a log names, each with its trial's place. */
export const stillsOf = (trials: readonly { still?: Still }[]): (Still & { index: number })[] =>
  trials.flatMap(({ still }, index) => (still ? [{ ...still, index }] : []))
