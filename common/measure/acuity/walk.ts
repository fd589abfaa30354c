import type { AcuityTrial } from '#protocol/procedures/acuity.ts'

/**
 * The walk at one limit: optotypes of exactly the limit's size, points for each answer, and the bounds at which it ends. One who
 * sees 0.1 worse than the limit passes in at most 0.4 of 100 runs, one who sees 0.1 better fails in at most 0.75; a pure guesser
 * passes 7 in a million.
 */
export const WALK = { right: 3, wrong: -5, cannotSee: -3, reached: 27, notReached: -21, most: 40 } as const

/** A walk so far. `outcome` is null while it goes on. */
export type Walk = { limit: number; score: number; trials: number; outcome: 'reached' | 'not-reached' | null; borderline: boolean }

/** What an answer is worth. */
export const points = ({ stimulus, answer }: AcuityTrial): number => {
  if (answer === 'cannot-see') return WALK.cannotSee
  return answer === stimulus.direction ? WALK.right : WALK.wrong
}

const step = (walk: Walk, trial: AcuityTrial): Walk => {
  const score = walk.score + points(trial)
  const trials = walk.trials + 1
  const settled = { ...walk, score, trials }
  if (score >= WALK.reached) return { ...settled, outcome: 'reached' }
  if (score <= WALK.notReached) return { ...settled, outcome: 'not-reached' }
  if (trials >= WALK.most) return { ...settled, outcome: score >= 0 ? 'reached' : 'not-reached', borderline: true }
  return settled
}

/**
 * The walks of a log, one a limit that was tried, strictest first; a milder limit is tried only when the one before wasn't reached.
 * `trials` are those behind practice and descent.
 */
export const walksOf = (limits: readonly number[], trials: readonly AcuityTrial[]): Walk[] => {
  const [first = 5, ...milder] = limits
  const begin = (limit: number): Walk => ({ limit, score: 0, trials: 0, outcome: null, borderline: false })
  const ended: Walk[] = []
  let walk = begin(first)
  for (const trial of trials) {
    walk = step(walk, trial)
    if (!walk.outcome) continue
    const limit = walk.outcome === 'not-reached' ? milder.shift() : undefined
    if (limit === undefined) break
    ended.push(walk)
    walk = begin(limit)
  }
  return [...ended, walk]
}
