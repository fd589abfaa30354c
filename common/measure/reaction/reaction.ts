import { type ReactionTrial, reaction as wire } from '#protocol/procedures/reaction.ts'
import { DONE, procedure } from '../procedure.ts'
import { draw } from '../random.ts'

/** Trials that count for nothing, those that are scored, and the most of all kinds together: somebody may press early for ever. */
export const REACTION = { practice: 3, scored: 15, most: 30 } as const

/** Sooner after green than this nobody reacts: it was pressed on a guess. Later than `LAPSE_MS` nobody was looking. ms. */
const ANTICIPATION_MS = 100
const LAPSE_MS = 1500

/**
 * Grey before green, ms: 1 s, up to another second evenly, and then a tail in which green is as likely at each step as at any other
 * (an exponential one, drawn in whole numbers), cut off at 4 s. Having waited long tells nothing about when it comes.
 */
const FORE = { from: 1000, evenly: 1000, step: 50, oneIn: 15, to: 4000 } as const

const foreMs = (seed: string, index: number): number => {
  const random = draw(seed, 'gap', index)
  let ms = FORE.from + random.below(FORE.evenly)
  while (ms < FORE.to && random.below(FORE.oneIn) > 0) ms += FORE.step
  return Math.min(ms, FORE.to)
}

/** From green to the press, ms; never below 0. */
export const reactionMs = ({ shownAt, answeredAt }: ReactionTrial): number => Math.max(0, answeredAt - shownAt)

/** What a trial comes to: a time that counts, a lapse, or an anticipation, for which another trial is given. */
export const kindOf = (trial: ReactionTrial): 'time' | 'lapse' | 'anticipation' => {
  if (trial.answer === 'too-early') return 'anticipation'
  if (trial.answer === 'nothing') return 'lapse'
  const ms = reactionMs(trial)
  return ms < ANTICIPATION_MS ? 'anticipation' : ms > LAPSE_MS ? 'lapse' : 'time'
}

/** The trials behind the practice, up to the end that the stopping rule sets. */
export const scoredTrials = (trials: readonly ReactionTrial[]): ReactionTrial[] => {
  const scored = trials.slice(REACTION.practice, REACTION.most)
  const ends = scored.flatMap((trial, at) => (kindOf(trial) === 'anticipation' ? [] : [at + 1]))
  return scored.slice(0, ends[REACTION.scored - 1] ?? scored.length)
}

const given = (trials: readonly ReactionTrial[]): number => scoredTrials(trials).filter((trial) => kindOf(trial) !== 'anticipation').length

const isOver = (trials: readonly ReactionTrial[]): boolean => trials.length >= REACTION.most || given(trials) >= REACTION.scored

const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2
}

/**
 * Simple reaction time: a grey circle turns green, and the driver presses. For a doctor's information alone: the licence rule has no
 * figure, and a screen and a key add 30 to 100 ms that nobody has measured here. A lapse is one of the fifteen, and has no time.
 */
export const reaction = procedure(wire)({
  next(_setup, seed, trials) {
    const index = trials.length
    if (isOver(trials)) return DONE
    return { kind: index < REACTION.practice ? 'practice' : 'trial', foreMs: foreMs(seed, index) }
  },
  score(_setup, _seed, trials) {
    const scored = scoredTrials(trials)
    const times = scored.filter((trial) => kindOf(trial) === 'time').map(reactionMs)
    const medianMs = median(times)
    const count = (kind: ReturnType<typeof kindOf>) => scored.filter((trial) => kindOf(trial) === kind).length
    return {
      procedure: 'reaction',
      medianMs,
      madMs: medianMs === null ? null : median(times.map((ms) => Math.abs(ms - medianMs))),
      counted: times.length,
      lapses: count('lapse'),
      anticipations: count('anticipation'),
      relative: true,
    }
  },
  progress(_setup, trials) {
    if (isOver(trials)) return 1
    const left = REACTION.scored - given(trials)
    return Math.min(1, trials.length / Math.min(REACTION.most, Math.max(REACTION.practice, trials.length) + left))
  },
  // Who presses before green waits no longer for it.
  waitsMs: ({ stimulus, answer }) => (answer === 'too-early' ? 0 : stimulus.foreMs),
  setUp: () => ({ setup: { procedure: 'reaction' }, calibrations: [] }),
  finding: null,
  behind: () => [],
  choices: null,
  healthy: () => 'pressed',
})
