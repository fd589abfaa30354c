import { DONE, type Procedure, type TrialOf } from './procedure.ts'

/**
 * A whole log of a made-up driver: runs a procedure to its end with `answer`, each given within a second of the last, plus what the
 * procedure itself waits. For tests, figures and demonstrations. Throws when the procedure doesn't end within 1000 trials.
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
    const given = answer(stimulus, trials.length)
    const last = trials.at(-1)
    const shownAt = last ? last.answeredAt + procedure.waitsMs({ stimulus, answer: given }) + 300 : 0
    trials.push({
      stimulus,
      answer: given,
      shownAt,
      answeredAt: shownAt + Math.max(700, ...(procedure.samplesMs?.(given) ?? [])),
      source: 'device',
    })
    if (trials.length > 1000) throw new Error('the procedure does not end')
  }
}
