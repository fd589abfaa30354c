import type { Static, TSchema } from 'typebox'
import type { AcuityAnswer, AcuityScore, AcuitySetup, AcuityStimulus, AcuityTrial } from '#protocol/station.ts'

/** One stimulus, its answer, and when each was, by the agent's monotonic clock in ms. */
export type TrialOf<Stimulus, Answer> = {
  stimulus: Stimulus
  answer: Answer
  shownAt: number
  answeredAt: number
  source: 'device' | 'touch' | 'timer'
}

export const DONE = 'done'
export type Done = typeof DONE

/**
 * A measurement is a pure function of its log. The booth runs it; the server, which issued the seed and the setup, replays it
 * (each stimulus must be the one `next` gives) and scores it again.
 */
export type Procedure<Setup, Stimulus, Answer, Score> = {
  /** The next stimulus, or done: the stopping rule is in here. */
  next(setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Stimulus | Done
  /** The result, from the log alone. Scores a log of any length without throwing. */
  score(setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Score
  /** 0 to 1: how far along, at a guess. For a progress bar. */
  progress(setup: Setup, trials: readonly TrialOf<Stimulus, Answer>[]): number
}

type _Fits<T extends TSchema> = Static<T>
export type AcuityProcedure = Procedure<
  _Fits<typeof AcuitySetup>,
  _Fits<typeof AcuityStimulus>,
  _Fits<typeof AcuityAnswer>,
  _Fits<typeof AcuityScore>
>
export type AcuityTrialLog = readonly _Fits<typeof AcuityTrial>[]
