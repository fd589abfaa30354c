import type { Static } from 'typebox'
import type { AcuityAnswer, AcuityScore, AcuitySetup, AcuityStimulus } from '#protocol/station.ts'
import { strokePx } from './optics.ts'
import { DONE, progressByCount, type Procedure, type TrialOf } from './procedure.ts'
import { draw } from './random.ts'

type Setup = Static<typeof AcuitySetup>
type Stimulus = Static<typeof AcuityStimulus>
type Answer = Static<typeof AcuityAnswer>
export type AcuityTrial = TrialOf<Stimulus, Answer>

/** Two easy ones first, so that the driver knows what to do. */
export const PRACTICE_TRIALS = 2
/** How far above the strictest limit's size they are, in levels. */
const PRACTICE_EASE = 0.6

/**
 * The walk at one limit: optotypes of exactly the limit's size, points for each answer, and the bounds at which it ends. One who
 * sees 0.1 worse than the limit passes in at most 0.4 of 100 runs, one who sees 0.1 better fails in at most 0.75; a pure guesser
 * passes 7 in a million.
 */
export const WALK = { right: 3, wrong: -5, cannotSee: -3, reached: 27, notReached: -21, most: 40 } as const

/** A walk so far. `outcome` is null while it goes on. */
export type Walk = { limit: number; score: number; trials: number; outcome: 'reached' | 'not-reached' | null; borderline: boolean }

const DIRECTIONS = ['up', 'right', 'down', 'left'] as const

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

/** The walks of a log, one a limit that was tried, strictest first; a milder limit is tried only when the one before wasn't reached. */
export const walksOf = (setup: Setup, trials: readonly AcuityTrial[]): Walk[] => {
  const [first = 5, ...milder] = setup.limits
  const begin = (limit: number): Walk => ({ limit, score: 0, trials: 0, outcome: null, borderline: false })
  const ended: Walk[] = []
  let walk = begin(first)
  for (const trial of trials.slice(PRACTICE_TRIALS)) {
    walk = step(walk, trial)
    if (!walk.outcome) continue
    const limit = walk.outcome === 'not-reached' ? milder.shift() : undefined
    if (limit === undefined) break
    ended.push(walk)
    walk = begin(limit)
  }
  return [...ended, walk]
}

/**
 * Visual acuity of one eye against the limits of the driver's classes: two practice trials, then a sequential walk at the strictest
 * limit, and at each milder one while none is reached. The four directions are drawn freely: a repeat is as likely as any other,
 * otherwise a guess would be one in three.
 */
export const acuity: Procedure<Setup, Stimulus, Answer, Static<typeof AcuityScore>> = {
  next(setup, seed, trials) {
    const show = (kind: Stimulus['kind'], level: number): Stimulus => ({
      kind,
      level,
      direction: DIRECTIONS[draw(seed, 'direction', trials.length).below(4)] ?? 'up',
      strokePx: strokePx(level, setup.screen),
    })
    if (trials.length < PRACTICE_TRIALS) return show('practice', practiceLevel(setup))
    const walk = walksOf(setup, trials).at(-1)
    return walk && !walk.outcome ? show('trial', walk.limit) : DONE
  },
  score(setup, _seed, trials) {
    const walks = walksOf(setup, trials)
      .filter((walk) => walk.trials > 0)
      .map((walk) => ({ ...walk, outcome: walk.outcome ?? ('not-reached' as const) }))
    const reached = walks.find((walk) => walk.outcome === 'reached')
    return {
      procedure: 'acuity',
      eye: setup.eye,
      glasses: setup.glasses,
      reached: reached?.limit ?? null,
      borderline: walks.some((walk) => walk.borderline),
      walks,
    }
  },
  progress(setup, trials) {
    return walksOf(setup, trials).at(-1)?.outcome ? 1 : progressByCount(trials.length, 14)
  },
}

const practiceLevel = (setup: Setup): number => Math.max(3.5, Math.round(((setup.limits[0] ?? 5) - PRACTICE_EASE) * 100) / 100)
