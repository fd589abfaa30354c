import { DONE, type Procedure, type TrialOf } from './procedure.ts'

/**
 * A whole log of a made-up driver: runs a procedure to its end with `answer`, one trial a second. For tests, figures and
 * demonstrations. Throws when the procedure doesn't end within 400 trials.
 */
export const rehearse = <Setup, Stimulus, Answer, Score>(
  procedure: Procedure<Setup, Stimulus, Answer, Score>,
  setup: Setup,
  seed: string,
  answer: (stimulus: Stimulus, index: number) => Answer,
): TrialOf<Stimulus, Answer>[] => {
  const trials: TrialOf<Stimulus, Answer>[] = []
  for (;;) {
    const stimulus = procedure.next(setup, seed, trials)
    if (stimulus === DONE) return trials
    const shownAt = trials.length * 1000
    trials.push({ stimulus, answer: answer(stimulus, trials.length), shownAt, answeredAt: shownAt + 700, source: 'device' })
    if (trials.length > 400) throw new Error('the procedure does not end')
  }
}
