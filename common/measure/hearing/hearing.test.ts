import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HearingTrial } from '#protocol/procedures/hearing.ts'
import { draw } from '../random.ts'
import { rehearse } from '../rehearse.ts'
import { hearing, pairScores } from './hearing.ts'

const SEED = 'ffeeddccbbaa99887766554433221100'
const SETUP = { procedure: 'hearing' as const, aid: false, levelDb: 40, roveDb: 12 }
const TRUE = { left: 'left', right: 'right', silent: 'nothing' } as const
const KINDS = ['left', 'right', 'silent'] as const
type Kind = (typeof KINDS)[number]
type Said = HearingTrial['answer']
/** What one who hears well tells; a booth that listens finds it quiet. */
const told = (stimulus: HearingTrial['stimulus']): HearingTrial['answer'] => ('side' in stimulus ? TRUE[stimulus.side] : { dbfs: -80 })
const trial = (side: Kind, answer: Said): HearingTrial => ({
  stimulus: { side, gapMs: 2000, levelDb: 40 },
  answer,
  shownAt: 0,
  answeredAt: 1,
  source: 'device',
})

test('one who hears both sides is through when each pair of kinds came 11 times', () => {
  const trials = rehearse(hearing, SETUP, SEED, told)
  const score = hearing.score(SETUP, SEED, trials)
  expect(score.outcome).toBe('both-ears')
  expect(Math.min(...Object.values(score.pairs))).toBe(11)
  expect(score.trials).toBe(trials.length)
})

test('a trial counts in both pairs that hold its kind, +1 or -3', () => {
  expect(pairScores([trial('left', 'left')]).pairs).toEqual({ leftRight: 1, leftSilent: 1, rightSilent: 0 })
  expect(pairScores([trial('silent', 'right')]).pairs).toEqual({ leftRight: 0, leftSilent: -3, rightSilent: -3 })
  expect(pairScores([trial('right', 'nothing')]).pairs).toEqual({ leftRight: -3, leftSilent: 0, rightSilent: -3 })
})

test('three wrong answers in one pair refer, and so does the 60th trial', () => {
  expect(pairScores(Array.from({ length: 3 }, () => trial('left', 'nothing')))).toMatchObject({ outcome: 'referred', trials: 3 })
  // Left and right alone never fill the pairs with silence evenly enough; here silence is always missed but rare.
  const long = Array.from({ length: 70 }, (_, n) => (n % 4 === 3 ? trial('left', 'right') : trial('left', 'left')))
  expect(pairScores(long)).toMatchObject({ outcome: 'referred', trials: 60 })
})

test('sounds come after 1.5 to 3.5 s of silence, at levels roved by 12 dB up and down, which tell nothing of the side', () => {
  const shown = Array.from({ length: 600 }, (_, n) => {
    const log = Array.from({ length: n % 10 }, (_, k) => trial(KINDS[k % 3] ?? 'left', TRUE[KINDS[k % 3] ?? 'left']))
    const stimulus = hearing.next(SETUP, n.toString(16).padStart(32, '0'), log)
    if (stimulus === 'done' || !('side' in stimulus)) throw new Error('no sound')
    return stimulus
  })
  const gaps = shown.map(({ gapMs }) => gapMs)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1500)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(3500)
  const levels = shown.map(({ levelDb }) => levelDb)
  expect(Math.min(...levels)).toBeGreaterThanOrEqual(28)
  expect(Math.max(...levels)).toBeLessThanOrEqual(52)
  // At least 20 dB in all: less leaves a one-eared listener the head's shadow to go by.
  expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(20)
  for (const side of KINDS) {
    const own = shown.flatMap((one) => (one.side === side ? [one.levelDb] : []))
    // Evenly over 24 dB: the mean of 200 lies within 3 standard errors of 0.5 dB.
    expect(Math.abs(own.reduce((sum, level) => sum + level, 0) / own.length - 40)).toBeLessThan(1.6)
  }
})

const NOISE = { limitDb: 45, microphoneDb: 110 }
const withNoise = (...dbfs: (number | null)[]) => {
  let round = 0
  const setup = { ...SETUP, noise: NOISE }
  const trials = rehearse(hearing, setup, SEED, (stimulus) => ('side' in stimulus ? TRUE[stimulus.side] : { dbfs: dbfs[round++] ?? null }))
  return { rounds: round, score: hearing.score(setup, SEED, trials), trials }
}

test('before the first sound the booth listens; a level up to its limit lets it begin', () => {
  expect(withNoise(-65)).toMatchObject({ rounds: 1, score: { outcome: 'both-ears', ambientDb: 45 } })
  expect(withNoise(-65).trials[0]?.stimulus).toEqual({ listen: 'noise', round: 1 })
  expect(withNoise(-64.9, -70.2)).toMatchObject({ rounds: 2, score: { outcome: 'both-ears', ambientDb: 39.8 } })
})

test('a booth that is too loud three times plays nothing and passes nobody', () => {
  const { score, trials } = withNoise(-50, -60, -64.9)
  expect(trials).toHaveLength(3)
  expect(score).toMatchObject({ outcome: 'too-noisy', trials: 0, ambientDb: 45.1 })
})

test('a booth quieter than any hall was not heard: its microphone is off', () => {
  expect(withNoise(-100)).toMatchObject({ rounds: 1, score: { outcome: 'both-ears', ambientDb: 10 } })
  expect(withNoise(-100.1)).toMatchObject({ rounds: 1, score: { outcome: 'both-ears', ambientDb: null } })
})

test('without a microphone, or one that is calibrated, the test goes on and its score says that noise is not known', () => {
  expect(withNoise(null)).toMatchObject({ rounds: 1, score: { outcome: 'both-ears', ambientDb: null } })
  const setup = { ...SETUP, noise: { limitDb: 45, microphoneDb: null } }
  const trials = rehearse(hearing, setup, SEED, told)
  expect(trials.every(({ stimulus }) => 'side' in stimulus)).toBe(true)
  expect(hearing.score(setup, SEED, trials)).toMatchObject({ outcome: 'both-ears', ambientDb: null })
})

test('one who hears better never fares worse', () => {
  const kinds = fc.array(fc.constantFrom(...KINDS), { minLength: 60, maxLength: 60 })
  const answers = fc.array(fc.constantFrom<Said[]>('left', 'right', 'nothing'), { minLength: 60, maxLength: 60 })
  fc.assert(
    fc.property(kinds, answers, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (kinds, given, better) => {
      const outcome = (answer: (kind: Kind, n: number) => Said) => pairScores(kinds.map((kind, n) => trial(kind, answer(kind, n)))).outcome
      const said = (n: number): Said => given[n] ?? 'nothing'
      return outcome((_kind, n) => said(n)) !== 'both-ears' || outcome((kind, n) => (better[n] ? TRUE[kind] : said(n))) === 'both-ears'
    }),
  )
})

/** Share of runs that pass, and the mean count of trials, for a listener who answers a kind by `answer` from a number 0 to 1. */
const simulate = (runs: number, stream: number, answer: (kind: Kind, chance: number) => Said): { passed: number; trials: number } => {
  const random = draw(SEED, 'digits', stream)
  let passed = 0
  let trials = 0
  for (let run = 0; run < runs; run += 1) {
    const log = Array.from({ length: 60 }, () => {
      const kind = KINDS[random.below(3)] ?? 'silent'
      return trial(kind, answer(kind, random.unit()))
    })
    const result = pairScores(log)
    if (result.outcome === 'both-ears') passed += 1
    trials += result.trials
  }
  return { passed: passed / runs, trials: trials / runs }
}

test('a deaf left ear that guesses passes in about 0.085 of 100 runs, however it guesses', () => {
  for (const [stream, share] of [0, 0.5, 1].entries()) {
    const { passed } = simulate(20_000, stream, (kind, chance) => (kind === 'right' ? 'right' : chance < share ? 'left' : 'nothing'))
    // The bound for any strategy is 0.123 %; three standard deviations of 20,000 runs are added.
    expect(passed).toBeLessThan(0.00123 + 0.00075)
  }
})

test('normal ears with 98 % hits and 2 % false alarms pass, in about 21 trials; with 95 % and 5 % at least 99.5 of 100 do', () => {
  const ears = (hits: number) => (kind: Kind, chance: number) =>
    kind === 'silent' ? (chance < hits ? 'nothing' : 'left') : chance < hits ? TRUE[kind] : 'nothing'
  const good = simulate(20_000, 10, ears(0.98))
  expect(good.passed).toBeGreaterThan(0.9985)
  expect(Math.abs(good.trials - 21)).toBeLessThan(2.5)
  expect(simulate(20_000, 11, ears(0.95)).passed).toBeGreaterThan(0.995)
})
