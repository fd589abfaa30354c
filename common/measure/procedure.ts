/** One stimulus, its answer, and when each was, by the agent's monotonic clock in ms. */
export type TrialOf<Stimulus, Answer> = {
  stimulus: Stimulus
  answer: Answer
  shownAt: number
  answeredAt: number
  source: 'device' | 'cell' | 'touch' | 'timer'
  /** Presses before the stimulus stood there; absent: none. They are no answers. */
  early?: number
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
  /** The result, from the log alone. Scores a log of any length without throwing; what follows the end is left out. */
  score(setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Score
  /** 0 to 1: how far along, at a guess, for a progress bar. It never tells whether an answer was right. */
  progress(setup: Setup, trials: readonly TrialOf<Stimulus, Answer>[]): number
}

/**
 * Progress of a sequential test by the count of its trials alone: up to 0.8 at the usual length, then ever slower towards 1.
 * A bar that moved by right and wrong would tell the driver which was which.
 */
export const progressByCount = (trials: number, usual: number): number =>
  trials <= usual ? (0.8 * trials) / usual : 1 - (0.2 * usual) / trials
