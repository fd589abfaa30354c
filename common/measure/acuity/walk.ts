import type { AcuitySetup, AcuityTrial, Direction } from '#protocol/procedures/acuity.ts'

/** How a walk goes: what each answer is worth, the bounds at which it ends, and after how many trials it ends anyway. */
export type Rule = {
  right: number
  /** Open to the opposite side: the axis was known, or guessed. */
  opposite: number
  /** Open across. */
  aside: number
  cannotSee: number
  reached: number
  notReached: number
  most: number
  /** A walk that rose to this and fell to its lower bound all the same is as that of an eye that tires: it is walked once more. Null: nobody looks. */
  rose: number | null
}

/**
 * The rules of each version of the procedure. A log is scored by the one that its setup names.
 *
 * In each an eye at the limit, by which half of the presentations are truly seen, gains and loses alike, whether what isn't seen is
 * guessed or said to be unseen. The second counts an answer to the opposite side for more than one across: who sees which way the
 * strokes run guesses between two ends, and every lucky one of those guesses has an opposite one beside it.
 */
const RULES: Readonly<Record<1 | 2, Rule>> = {
  1: { right: 3, opposite: -5, aside: -5, cannotSee: -3, reached: 27, notReached: -21, most: 40, rose: null },
  2: { right: 3, opposite: -7, aside: -4, cannotSee: -3, reached: 33, notReached: -48, most: 100, rose: 12 },
}

/** The rule of this setup's version of the procedure. */
export const ruleOf = ({ version }: Pick<AcuitySetup, 'version'>): Rule => RULES[version ?? 1]

/** A walk so far. `outcome` is null while it goes on; `peak`: the highest score on the way; `again`: the one before fell. */
export type Walk = {
  limit: number
  score: number
  peak: number
  trials: number
  outcome: 'reached' | 'not-reached' | null
  borderline: boolean
  again: boolean
}

const OPPOSITE: Readonly<Record<Direction, Direction>> = { up: 'down', down: 'up', left: 'right', right: 'left' }

/** What an answer is worth. */
export const points = (rule: Rule, { stimulus, answer }: AcuityTrial): number => {
  if (answer === 'cannot-see') return rule.cannotSee
  if (answer === stimulus.direction) return rule.right
  return answer === OPPOSITE[stimulus.direction] ? rule.opposite : rule.aside
}

const step = (rule: Rule, walk: Walk, trial: AcuityTrial): Walk => {
  const score = walk.score + points(rule, trial)
  const trials = walk.trials + 1
  const settled = { ...walk, score, trials, peak: Math.max(walk.peak, score) }
  if (score >= rule.reached) return { ...settled, outcome: 'reached' }
  if (score <= rule.notReached) return { ...settled, outcome: 'not-reached' }
  if (trials >= rule.most) return { ...settled, outcome: score >= 0 ? 'reached' : 'not-reached', borderline: true }
  return settled
}

/**
 * The walks of a log, one a limit that was tried, strictest first; a milder limit is tried only when the one before wasn't reached.
 * One that rose and fell is walked once more: an eye below the limit hardly ever rises so far, so it gains next to nothing by that.
 * `trials` are those behind practice and descent.
 */
export const walksOf = (rule: Rule, limits: readonly number[], trials: readonly AcuityTrial[]): Walk[] => {
  const [first = 5, ...milder] = limits
  const begin = (limit: number, again = false): Walk => ({ limit, score: 0, peak: 0, trials: 0, outcome: null, borderline: false, again })
  const ended: Walk[] = []
  let walk = begin(first)
  for (const trial of trials) {
    walk = step(rule, walk, trial)
    if (!walk.outcome) continue
    const again = hasFallen(rule, walk) && !walk.again
    const limit = again ? walk.limit : walk.outcome === 'not-reached' ? milder.shift() : undefined
    if (limit === undefined) break
    ended.push(walk)
    walk = begin(limit, again)
  }
  return [...ended, walk]
}

/** Did a walk rise far and then fall to its lower bound, as that of an eye that tires? */
export const hasFallen = ({ rose }: Rule, { outcome, borderline, peak }: Walk): boolean =>
  rose !== null && outcome === 'not-reached' && !borderline && peak >= rose
