import type { AcuitySetup, AcuityTrial, Direction } from '#protocol/procedures/acuity.ts'

/** How far from 0 a bound stands: `from`, and so much more with each trial, or, where that is less, so much with each that is left until `at`. */
type Bound = { from: number; opens: number; closes: { by: number; at: number } | null }
const fixed = (from: number): Bound => ({ from, opens: 0, closes: null })

/** How a walk goes: what each answer is worth, the bounds at which it ends, and after how many trials it ends anyway. */
export type Rule = {
  right: number
  /** Open to the opposite side: the axis was known, or guessed. */
  opposite: number
  /** Open across. */
  aside: number
  cannotSee: number
  reached: Bound
  notReached: Bound
  most: number
  /** A walk of more trials than this is borderline, and so is one that `most` ended. */
  long: number
  /**
   * A walk that rose to this, fell to its lower bound all the same, and by so much, is as that of an eye that tires: it is walked once more. Null:
   * nobody looks.
   */
  tires: { rose: number; fell: number } | null
}

const FIRST: Rule = {
  right: 3,
  opposite: -5,
  aside: -5,
  cannotSee: -3,
  reached: fixed(27),
  notReached: fixed(21),
  most: 40,
  long: 40,
  tires: null,
}
const SECOND: Rule = {
  ...FIRST,
  opposite: -7,
  aside: -4,
  reached: fixed(33),
  notReached: fixed(48),
  most: 100,
  long: 100,
  tires: { rose: 12, fell: 60 },
}
/**
 * The bounds close: whoever is still between them after many trials is near the limit, and more would tell less and less. Of eyes that are 0.05
 * from the limit 95 of 100 need no more than `long`.
 */
const THIRD: Rule = {
  ...SECOND,
  reached: { from: 25, opens: 0.5, closes: { by: 0.4, at: 150 } },
  notReached: { from: 38, opens: 0, closes: { by: 0.45, at: 134 } },
  most: 110,
  long: 60,
  tires: { rose: 12, fell: 50 },
}

/**
 * The rules of each version of the procedure. A log is scored by the one that its setup names.
 *
 * In each an eye at the limit, by which half of the presentations are truly seen, gains and loses alike, whether what isn't seen is
 * guessed or said to be unseen. Since the second an answer to the opposite side counts for more than one across: who sees which way the
 * strokes run guesses between two ends, and every lucky one of those guesses has an opposite one beside it.
 */
const RULES: Readonly<Record<1 | 2 | 3, Rule>> = { 1: FIRST, 2: SECOND, 3: THIRD }

/** The rule of this setup's version of the procedure. */
export const ruleOf = ({ version }: Pick<AcuitySetup, 'version'>): Rule => RULES[version ?? 1]

const stands = ({ from, opens, closes }: Bound, trials: number): number =>
  // To a hundredth, as one would by hand.
  Math.min(from + opens * trials, closes ? Math.round(100 * closes.by * (closes.at - trials)) / 100 : from)

/** The scores at which a walk ends after so many trials. */
export const boundsAt = ({ reached, notReached }: Rule, trials: number): { reached: number; notReached: number } => ({
  reached: stands(reached, trials),
  notReached: -stands(notReached, trials),
})

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
  const stepped = { ...walk, score, trials, peak: Math.max(walk.peak, score) }
  const bounds = boundsAt(rule, trials)
  const ended = { ...stepped, borderline: trials > rule.long }
  if (score >= bounds.reached) return { ...ended, outcome: 'reached' }
  if (score <= bounds.notReached) return { ...ended, outcome: 'not-reached' }
  if (trials >= rule.most) return { ...ended, outcome: score >= 0 ? 'reached' : 'not-reached', borderline: true }
  return stepped
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
export const hasFallen = (rule: Rule, { outcome, peak, score, trials }: Walk): boolean =>
  rule.tires !== null &&
  outcome === 'not-reached' &&
  score <= boundsAt(rule, trials).notReached &&
  peak >= rule.tires.rose &&
  peak - score >= rule.tires.fell
