import {
  type DirectionAnswer,
  type DirectionStimulus,
  type HearingTrial,
  type HearingScore as Score,
  hearing as wire,
} from '#protocol/procedures/hearing.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { DONE, procedure, progressByCount, timing } from '../procedure.ts'
import { draw } from '../random.ts'
import { dbfs } from './loudness.ts'
import { gate, isListening, QUIET } from './noise.ts'
import { soundOf } from './record.ts'

type Side = DirectionStimulus['side']
type Pair = keyof Score['pairs']

export const PAIRS = { right: 1, wrong: -3, heard: 11, refer: -9, most: 60 } as const

/** Level at the head, dB HL equivalent, and the half-width of its roving in dB. */
const LEVEL = { levelDb: 40, roveDb: 12 }

const EARS = ['left', 'right'] as const
const SIDES = ['left', 'right', 'silent'] as const
/** Silence before the sound, ms: from, and up to and including. */
const GAP = { from: 1500, to: 3500 }

/** The two pairs in which a trial counts: those that hold its kind. */
const COUNTS_IN: Record<Side, readonly [Pair, Pair]> = {
  left: ['leftRight', 'leftSilent'],
  right: ['leftRight', 'rightSilent'],
  silent: ['leftSilent', 'rightSilent'],
}
/** The answer that names each kind. */
export const RIGHT_ANSWER: Record<Side, DirectionAnswer> = { left: 'left', right: 'right', silent: 'nothing' }

/** The three pair scores of a log so far, and what they come to; null while it goes on. Trials after the end are left out. */
export const pairScores = (
  trials: readonly HearingTrial[],
): { pairs: Score['pairs']; trials: number; outcome: Score['outcome'] | null } => {
  const pairs = { leftRight: 0, leftSilent: 0, rightSilent: 0 }
  let count = 0
  for (const { stimulus, answer } of trials) {
    if (isListening(stimulus)) continue
    count += 1
    for (const pair of COUNTS_IN[stimulus.side]) pairs[pair] += answer === RIGHT_ANSWER[stimulus.side] ? PAIRS.right : PAIRS.wrong
    const scores = Object.values(pairs)
    const outcome = scores.every((score) => score >= PAIRS.heard)
      ? 'both-ears'
      : scores.some((score) => score <= PAIRS.refer) || count >= PAIRS.most
        ? 'referred'
        : null
    if (outcome) return { pairs, trials: count, outcome }
  }
  return { pairs, trials: count, outcome: null }
}

/**
 * Whether each ear can tell where a sound comes from. Each trial is left, right or silent, drawn independently. A deaf left ear
 * can't tell left from silent; since both are equally likely, whatever it answers is wrong on half of those trials, and so the pair
 * left + silent can't climb. In the same way left + right and right + silent catch the other ear and one who hears, but not where.
 * A trial is right when the answer names its kind, and counts in both pairs that hold its kind. A guessing deaf ear passes in less
 * than 0.1 of 100 runs. The level is roved, so that loudness doesn't tell a one-eared listener the side. Before the first sound the
 * booth listens whether it is quiet.
 */
export const hearing = procedure(wire)({
  next(setup, seed, trials) {
    const { listen, tooNoisy } = gate(setup.noise, trials)
    if (listen || tooNoisy) return listen ?? DONE
    if (pairScores(trials).outcome) return DONE
    const index = trials.length
    const tenths = Math.round(setup.roveDb * 10)
    const roved = setup.levelDb + (draw(seed, 'level', index).below(2 * tenths + 1) - tenths) / 10
    return {
      side: SIDES[draw(seed, 'side', index).below(3)] ?? 'silent',
      gapMs: GAP.from + draw(seed, 'gap', index).below(GAP.to - GAP.from + 1),
      levelDb: Math.round(Math.min(100, Math.max(0, roved)) * 10) / 10,
    }
  },
  score(setup, _seed, trials) {
    const { tooNoisy, db } = gate(setup.noise, trials)
    const { trials: count, pairs, outcome } = pairScores(tooNoisy ? [] : trials)
    return {
      procedure: 'hearing',
      aid: setup.aid,
      trials: count,
      pairs,
      ambientDb: db,
      outcome: tooNoisy ? 'too-noisy' : (outcome ?? 'referred'),
    }
  },
  progress({ noise }, trials) {
    return gate(noise, trials).tooNoisy || pairScores(trials).outcome ? 1 : progressByCount(trials.length, 22)
  },
  waitsMs: ({ stimulus }) => (isListening(stimulus) ? 0 : stimulus.gapMs),
  setUp({ aid, noiseLimitDb, standing }) {
    const record = soundOf(standing)
    if (isRefusal(record)) return record
    const { sound, id } = record
    const loudest = LEVEL.levelDb + LEVEL.roveDb
    if (EARS.some((ear) => dbfs(sound, ear, 500, loudest) > 0)) return refuse('sound-too-weak', { pitch: 500, level: loudest })
    const noise = { limitDb: noiseLimitDb, microphoneDb: sound.microphoneDb }
    return { setup: { procedure: 'hearing', aid, ...LEVEL, noise }, calibrations: [id] }
  },
  finding: ({ outcome, aid }) => (outcome === 'both-ears' ? { station: 'hearing', left: true, right: true, aid } : null),
  behind: () => wire.needs,
  choices: (_setup, trials) => ({
    among: SIDES.length,
    // What isn't a sound from a side, the booth's own listening, is no choice.
    all: trials.flatMap((trial) =>
      isListening(trial.stimulus) || typeof trial.answer !== 'string'
        ? []
        : [{ right: RIGHT_ANSWER[trial.stimulus.side], given: trial.answer, group: trial.stimulus.side, ...timing(trial) }],
    ),
  }),
  healthy: (stimulus) => (isListening(stimulus) ? QUIET : RIGHT_ANSWER[stimulus.side]),
})
