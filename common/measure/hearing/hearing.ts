import {
  type DirectionAnswer,
  type DirectionStimulus,
  type HearingTrial,
  type HearingScore as Score,
  type HearingSetup as Setup,
  hearing as wire,
} from '#protocol/procedures/hearing.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { DONE, procedure, progressByCount, timing } from '../procedure.ts'
import { draw } from '../random.ts'
import { dbfs } from './loudness.ts'
import { gate, isDrowned, isListening, MOST_DROWNED, QUIET } from './noise.ts'
import { headphonesOf, soundOf } from './record.ts'

type Side = DirectionStimulus['side']
type Pair = keyof Score['pairs']

export const PAIRS = { right: 1, wrong: -3, heard: 12, refer: -9, most: 60 } as const
/** With how much all three pairs are through: with 11 in setups without a version, which drew silences to the end. */
export const heardAt = ({ version }: Pick<Setup, 'version'>): number => (version === undefined ? 11 : PAIRS.heard)

/**
 * By headphones, dB HL: the sounds, and noise at both ears. Supra-aural headphones are heard at the other ear at least 40 dB softer, so that of the
 * loudest sound 18 dB HL are left there, 12 below what the noise hides; the softest stands 16 dB above it.
 */
export const HEADPHONES = { levelDb: 52, roveDb: 6, maskDb: 30 }

const EARS = ['left', 'right'] as const
const SIDES = ['left', 'right', 'silent'] as const
/**
 * Silence before the sound, ms: from, and up to and including. The page says when a sound may be there, so that the gap hides nothing: a short one
 * does for somebody who knows the test and answers in time. Behind an answer after 0.4 s even the shortest lets the sound before it end, which
 * takes a second, and once took a second and a half.
 */
const GAP = { slow: { from: 1500, to: 2500 }, quick: { from: 400, to: 800 }, long: { from: 700, to: 1300 }, once: { from: 1500, to: 3500 } }
/** So many sounds are waited for slowly. */
const SLOW = 3

/** The two pairs in which a trial counts: those that hold its kind. */
const COUNTS_IN: Record<Side, readonly [Pair, Pair]> = {
  left: ['leftRight', 'leftSilent'],
  right: ['leftRight', 'rightSilent'],
  silent: ['leftSilent', 'rightSilent'],
}
const PAIR_NAMES = ['leftRight', 'leftSilent', 'rightSilent'] as const
/** The answer that names each kind. */
export const RIGHT_ANSWER: Record<Side, DirectionAnswer> = { left: 'left', right: 'right', silent: 'nothing' }

type Scores = { pairs: Score['pairs']; trials: number; drowned: number; outcome: Score['outcome'] | null }

/**
 * The three pair scores of a log so far, and what they come to; null while it goes on. Drowned sounds are left out, and so is what follows the end.
 */
export const pairScores = (setup: Setup, trials: readonly HearingTrial[]): Scores => {
  const { noise } = setup
  const heard = heardAt(setup)
  const pairs = { leftRight: 0, leftSilent: 0, rightSilent: 0 }
  let [count, drowned] = [0, 0]
  for (const trial of trials) {
    const { stimulus, answer } = trial
    if (isListening(stimulus)) continue
    if (isDrowned(noise, trial)) {
      drowned += 1
      if (drowned > MOST_DROWNED) return { pairs, trials: count, drowned, outcome: 'too-noisy' }
      continue
    }
    count += 1
    for (const pair of COUNTS_IN[stimulus.side]) pairs[pair] += answer === RIGHT_ANSWER[stimulus.side] ? PAIRS.right : PAIRS.wrong
    const scores = Object.values(pairs)
    const outcome = scores.every((score) => score >= heard)
      ? 'both-ears'
      : scores.some((score) => score <= PAIRS.refer) || count >= PAIRS.most
        ? 'referred'
        : null
    if (outcome) return { pairs, trials: count, drowned, outcome }
  }
  return { pairs, trials: count, drowned, outcome: null }
}

/**
 * The kinds that are drawn from, each as likely: where one pair alone is still short, its two, since the third kind would tell nothing; else all.
 * Whoever can't tell two kinds apart still meets both alike often.
 */
export const kindsFor = (pairs: Score['pairs']): readonly Side[] => {
  const short = PAIR_NAMES.filter((pair) => pairs[pair] < PAIRS.heard)
  return short.length === 1 ? SIDES.filter((side) => COUNTS_IN[side].some((pair) => pair === short[0])) : SIDES
}

/** The silence before the next sound. */
const gapFor = ({ version }: Setup, trials: readonly HearingTrial[], count: number): { from: number; to: number } => {
  if (version === undefined) return GAP.once
  if (count < SLOW || trials.at(-1)?.source === 'timer') return GAP.slow
  return version === 2 ? GAP.long : GAP.quick
}

/**
 * Whether each ear can tell where a sound comes from. Each trial is left, right or silent, drawn independently. To one who hears nothing on the
 * left, left and silent are the same; since both are equally likely, whatever they answer is wrong on half of those trials, and so the pair
 * left + silent can't climb. In the same way left + right and right + silent catch the other ear and one who hears, but not where.
 * A trial is right when the answer names its kind, and counts in both pairs that hold its kind. Who guesses so passes in less than 0.1 of 100 runs.
 *
 * From loudspeakers a good right ear hears the left one too, softer by the head's shadow. The level is roved, so that loudness tells the side less
 * often; only headphones, with noise at both ears, keep a sound from the other ear. Before the first sound the booth listens whether it is quiet, and
 * it goes on listening: a sound that noise drowned doesn't count, and another is asked instead.
 */
export const hearing = procedure(wire)({
  next(setup, seed, trials) {
    const { listen, tooNoisy } = gate(setup.noise, trials)
    if (listen || tooNoisy) return listen ?? DONE
    const { outcome, pairs, trials: count } = pairScores(setup, trials)
    if (outcome) return DONE
    const index = trials.length
    const kinds = setup.version === undefined ? SIDES : kindsFor(pairs)
    const gap = gapFor(setup, trials, count)
    const tenths = Math.round(setup.roveDb * 10)
    const roved = setup.levelDb + (draw(seed, 'level', index).below(2 * tenths + 1) - tenths) / 10
    return {
      side: kinds[draw(seed, 'side', index).below(kinds.length)] ?? 'silent',
      gapMs: gap.from + draw(seed, 'gap', index).below(gap.to - gap.from + 1),
      levelDb: Math.round(Math.min(100, Math.max(0, roved)) * 10) / 10,
    }
  },
  score(setup, _seed, trials) {
    const { tooNoisy, db } = gate(setup.noise, trials)
    const { trials: count, pairs, drowned, outcome } = pairScores(setup, tooNoisy ? [] : trials)
    return {
      procedure: 'hearing',
      aid: setup.aid,
      trials: count,
      pairs,
      ambientDb: db,
      ...(drowned > 0 ? { drowned } : {}),
      ...(setup.maskDb === undefined ? {} : { headphones: true }),
      outcome: tooNoisy ? 'too-noisy' : (outcome ?? 'referred'),
    }
  },
  progress(setup, trials) {
    return gate(setup.noise, trials).tooNoisy || pairScores(setup, trials).outcome ? 1 : progressByCount(trials.length, 22)
  },
  waitsMs: ({ stimulus }) => (isListening(stimulus) ? 0 : stimulus.gapMs),
  setUp({ aid, noiseLimitDb, fork, method, standing }) {
    const record = soundOf(standing)
    if (isRefusal(record)) return record
    const { sound, id } = record
    const headphones = headphonesOf(sound)
    if (method === 'headphones' && !headphones) return refuse('headphones-missing')
    // A booth that has nothing but headphones sounds at one ear alone, and a deaf one would tell its own sounds by their faint rest at the other.
    const alone = method === 'headphones' || sound.transducer !== 'loudspeakers'
    const level = alone ? HEADPHONES : { levelDb: (fork.softestDb + fork.loudestDb) / 2, roveDb: (fork.loudestDb - fork.softestDb) / 2 }
    const loudest = level.levelDb + level.roveDb
    const by = (alone && headphones) || sound
    if (EARS.some((ear) => dbfs(by, ear, 500, loudest) > 0)) return refuse('sound-too-weak', { pitch: 500, level: loudest })
    const noise = { limitDb: noiseLimitDb, microphoneDb: sound.microphoneDb }
    return { setup: { procedure: 'hearing', version: 3, aid, ...level, noise }, calibrations: [id] }
  },
  finding: ({ outcome, aid }) => (outcome === 'both-ears' ? { station: 'hearing', left: true, right: true, aid } : null),
  behind: () => wire.needs,
  choices: ({ noise }, trials) => ({
    among: SIDES.length,
    // What isn't a sound from a side, the booth's own listening, is no choice; nor is what couldn't be heard.
    all: trials.flatMap((trial) =>
      isListening(trial.stimulus) || typeof trial.answer !== 'string' || isDrowned(noise, trial)
        ? []
        : [{ right: RIGHT_ANSWER[trial.stimulus.side], given: trial.answer, group: trial.stimulus.side, ...timing(trial) }],
    ),
  }),
  healthy: (stimulus) => (isListening(stimulus) ? QUIET : RIGHT_ANSWER[stimulus.side]),
})
