import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HearingSetup, HearingTrial } from '#protocol/procedures/hearing.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { inBareBooth } from '../bare-booth.ts'
import { draw } from '../random.ts'
import { rehearse } from '../rehearse.ts'
import { hearing, kindsFor, pairScores } from './hearing.ts'

const SEED = 'ffeeddccbbaa99887766554433221100'
/** As setups were before there were versions, and as they are. */
const FIRST = { procedure: 'hearing' as const, aid: false, levelDb: 40, roveDb: 12 }
const SETUP = { ...FIRST, version: 3 as const, levelDb: 54, roveDb: 16 }
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

test.each([
  ['a setup without a version', FIRST, 11],
  ['today’s', SETUP, 12],
])('by %s one who hears both sides is through when each pair of kinds came often enough', (_, setup, times) => {
  const trials = rehearse(hearing, setup, SEED, told)
  const score = hearing.score(setup, SEED, trials)
  expect(score.outcome).toBe('both-ears')
  expect(Math.min(...Object.values(score.pairs))).toBe(times)
  expect(score.trials).toBe(trials.length)
})

test('a trial counts in both pairs that hold its kind, +1 or -3', () => {
  expect(pairScores(SETUP, [trial('left', 'left')]).pairs).toEqual({ leftRight: 1, leftSilent: 1, rightSilent: 0 })
  expect(pairScores(SETUP, [trial('silent', 'right')]).pairs).toEqual({ leftRight: 0, leftSilent: -3, rightSilent: -3 })
  expect(pairScores(SETUP, [trial('right', 'nothing')]).pairs).toEqual({ leftRight: -3, leftSilent: 0, rightSilent: -3 })
})

test('three wrong answers in one pair refer, and so does the 60th trial', () => {
  expect(
    pairScores(
      SETUP,
      Array.from({ length: 3 }, () => trial('left', 'nothing')),
    ),
  ).toMatchObject({ outcome: 'referred', trials: 3 })
  // Left and right alone never fill the pairs with silence evenly enough; here silence is always missed but rare.
  const long = Array.from({ length: 70 }, (_, n) => (n % 4 === 3 ? trial('left', 'right') : trial('left', 'left')))
  expect(pairScores(SETUP, long)).toMatchObject({ outcome: 'referred', trials: 60 })
})

/** Sounds of many seeds, each behind `length` trials that were answered by `source`. */
const shownAfter = (setup: HearingSetup, length: number, source: HearingTrial['source'] = 'device') =>
  Array.from({ length: 600 }, (_, n) => {
    const log = Array.from({ length }, (_, k) => ({ ...trial(KINDS[k % 3] ?? 'left', TRUE[KINDS[k % 3] ?? 'left']), source }))
    const stimulus = hearing.next(setup, n.toString(16).padStart(32, '0'), log)
    if (stimulus === 'done' || !('side' in stimulus)) throw new Error('no sound')
    return stimulus
  })
const reach = (values: readonly number[]) => [Math.min(...values), Math.max(...values)]

test('levels are roved evenly by 16 dB up and down, and tell nothing of the side', () => {
  const shown = [0, 2, 5].flatMap((length) => shownAfter(SETUP, length))
  const levels = shown.map(({ levelDb }) => levelDb)
  expect(Math.min(...levels)).toBeGreaterThanOrEqual(38)
  expect(Math.max(...levels)).toBeLessThanOrEqual(70)
  // Well over 20 dB in all: less leaves a one-eared listener the head's shadow to go by.
  expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(28)
  for (const side of KINDS) {
    const own = shown.flatMap((one) => (one.side === side ? [one.levelDb] : []))
    // Evenly over 32 dB: the mean of 600 lies within 4 standard errors of 0.4 dB.
    expect(Math.abs(own.reduce((sum, level) => sum + level, 0) / own.length - 54)).toBeLessThan(1.6)
  }
})

test('the first sounds are waited for slowly, and so is one behind a sound that nobody answered; others come soon', () => {
  const gaps = (...log: [number, HearingTrial['source']?]) => reach(shownAfter(SETUP, ...log).map(({ gapMs }) => gapMs))
  for (const [least, most] of [gaps(0), gaps(2), gaps(6, 'timer')]) {
    expect(least).toBeGreaterThanOrEqual(1500)
    expect(most).toBeLessThanOrEqual(2500)
  }
  const [least, most] = gaps(6)
  expect(least).toBeGreaterThanOrEqual(400)
  expect(most).toBeLessThanOrEqual(800)
})

test('the second version’s gaps were those of a longer sound', () => {
  const [least, most] = reach(shownAfter({ ...SETUP, version: 2 }, 6).map(({ gapMs }) => gapMs))
  expect(least).toBeGreaterThanOrEqual(700)
  expect(most).toBeGreaterThan(1250)
  expect(most).toBeLessThanOrEqual(1300)
})

test('a setup without a version goes on as it once did: gaps of 1.5 to 3.5 s, and silences to the end', () => {
  const shown = shownAfter(FIRST, 6)
  const [least, most] = reach(shown.map(({ gapMs }) => gapMs))
  expect(least).toBeGreaterThanOrEqual(1500)
  expect(most).toBeGreaterThan(2500)
  // Left and silent alone are short.
  const kinds = [...Array.from({ length: 12 }, () => 'right' as const), 'left', 'left', 'silent', 'silent'] as const
  const log = kinds.map((kind) => trial(kind, TRUE[kind]))
  const sides = Array.from({ length: 100 }, (_, n) => hearing.next(FIRST, n.toString(16).padStart(32, '0'), log))
  expect(sides.some((one) => one !== 'done' && 'side' in one && one.side === 'right')).toBe(true)
})

test('where one pair alone is short its two kinds are drawn, and the third, which would tell nothing, is left out', () => {
  expect(kindsFor({ leftRight: 12, leftSilent: 11, rightSilent: 13 })).toEqual(['left', 'silent'])
  expect(kindsFor({ leftRight: 11, leftSilent: 12, rightSilent: 13 })).toEqual(['left', 'right'])
  expect(kindsFor({ leftRight: 12, leftSilent: 12, rightSilent: 2 })).toEqual(['right', 'silent'])
  expect(kindsFor({ leftRight: 11, leftSilent: 11, rightSilent: 13 })).toEqual(KINDS)
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

const drowned = (side: Kind, answer: Said, dbfs: number): HearingTrial => ({ ...trial(side, answer), noise: dbfs })

test('a sound in noise of more than 50 dB(A) does not count, and another is asked instead', () => {
  // A microphone that comes to full scale at 110 dB(A): 50 dB(A) are 60 dB below.
  const heard = pairScores({ ...SETUP, noise: NOISE }, [drowned('left', 'nothing', -60), drowned('right', 'right', -80)])
  expect(heard).toMatchObject({ trials: 2, drowned: 0, pairs: { leftRight: -2, leftSilent: -3, rightSilent: 1 } })
  const setup = { ...SETUP, noise: NOISE }
  const loud = [drowned('left', 'nothing', -59.9), drowned('right', 'right', -80)]
  expect(pairScores({ ...SETUP, noise: NOISE }, loud)).toMatchObject({
    trials: 1,
    drowned: 1,
    pairs: { leftRight: 1, leftSilent: 0, rightSilent: 1 },
  })
  const listened = { ...trial('silent', { dbfs: -80 }), stimulus: { listen: 'noise' as const, round: 1 } }
  expect(hearing.next(setup, SEED, [listened, ...loud])).toHaveProperty('side')
  expect(hearing.score(setup, SEED, [listened, ...loud])).toMatchObject({ trials: 1, drowned: 1 })
})

test('without a calibrated microphone no sound counts as drowned', () => {
  const unknown = { limitDb: 45, microphoneDb: null }
  expect(pairScores({ ...SETUP, noise: unknown }, [drowned('left', 'left', -1)])).toMatchObject({ trials: 1, drowned: 0 })
  expect(pairScores({ ...SETUP, noise: NOISE }, [trial('left', 'left')])).toMatchObject({ trials: 1, drowned: 0 })
})

test('a booth that drowns sixteen sounds is too loud, and passes nobody', () => {
  const loud = Array.from({ length: 16 }, () => drowned('left', 'left', -20))
  expect(pairScores({ ...SETUP, noise: NOISE }, loud.slice(1)).outcome).toBeNull()
  expect(pairScores({ ...SETUP, noise: NOISE }, loud)).toMatchObject({ outcome: 'too-noisy', trials: 0, drowned: 16 })
})

test('making a noise whenever nothing was heard passes nobody: what is drowned fills no pair', () => {
  // Hears the right alone, and coughs in every other trial.
  const log = Array.from({ length: 60 }, (_, n) => {
    const side = KINDS[n % 3] ?? 'silent'
    return side === 'right' ? trial('right', 'right') : drowned(side, 'nothing', -30)
  })
  expect(pairScores({ ...SETUP, noise: NOISE }, log)).toMatchObject({ outcome: 'too-noisy', pairs: { leftSilent: 0 } })
})

const full = { 500: 94, 1000: 94, 2000: 94, 4000: 94 }
const given = (speakers: Partial<Extract<CalibrationValue, { device: 'speakers' }>>, method: 'directions' | 'headphones' | null) => {
  const value = {
    device: 'speakers' as const,
    transducer: 'loudspeakers' as const,
    fullScaleDb: { left: full, right: full },
    microphoneDb: 110,
  }
  return inBareBooth('hearing', { speakers: { id: 'a', at: '2026-11-25T00:00:00.000Z', value: { ...value, ...speakers } } }, { method })
}

test('the level is that of the rules; a booth too weak for its loudest sound tests nobody', () => {
  expect(hearing.setUp(given({}, null))).toMatchObject({ setup: { version: 3, levelDb: 54, roveDb: 16, noise: NOISE } })
  // 70 dB HL from a loudspeaker are 74.4 dB SPL.
  const weak = { ...full, 500: 74.3 }
  expect(hearing.setUp(given({ fullScaleDb: { left: weak, right: full } }, null))).toEqual(
    refuse('sound-too-weak', { pitch: 500, level: 70 }),
  )
})

test('by headphones there is noise at both ears, and what is left of a sound at the other ear lies 12 dB below what it hides', () => {
  expect(hearing.setUp(given({}, 'headphones'))).toEqual(refuse('headphones-missing'))
  const beside = { headphones: { transducer: 'TDH39' as const, fullScaleDb: { left: full, right: full } } }
  const issued = hearing.setUp(given(beside, 'headphones'))
  if (!('setup' in issued)) throw new Error('refused')
  const { levelDb, roveDb, maskDb = 0 } = issued.setup
  expect([levelDb + roveDb - 40 - maskDb, levelDb - roveDb - maskDb]).toEqual([-12, 16])
  // Where there is nothing but headphones, in any case.
  expect(hearing.setUp(given({ transducer: 'HD300' }, 'directions'))).toMatchObject({ setup: { maskDb } })
  expect(hearing.setUp(given(beside, 'directions'))).not.toHaveProperty('setup.maskDb')
  expect(hearing.score(issued.setup, SEED, [])).toMatchObject({ headphones: true })
})

test('one who hears better never fares worse', () => {
  const kinds = fc.array(fc.constantFrom(...KINDS), { minLength: 60, maxLength: 60 })
  const answers = fc.array(fc.constantFrom<Said[]>('left', 'right', 'nothing'), { minLength: 60, maxLength: 60 })
  fc.assert(
    fc.property(kinds, answers, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (kinds, given, better) => {
      const outcome = (answer: (kind: Kind, n: number) => Said) =>
        pairScores(
          SETUP,
          kinds.map((kind, n) => trial(kind, answer(kind, n))),
        ).outcome
      const said = (n: number): Said => given[n] ?? 'nothing'
      return outcome((_kind, n) => said(n)) !== 'both-ears' || outcome((kind, n) => (better[n] ? TRUE[kind] : said(n))) === 'both-ears'
    }),
  )
})

/**
 * Share of runs that pass, and the mean count of trials, for a listener who answers a kind by `answer` from a number 0 to 1. By setups without a
 * version; test/bench/validity/hearing.ts has the rates of today's.
 */
const simulate = (runs: number, stream: number, answer: (kind: Kind, chance: number) => Said): { passed: number; trials: number } => {
  const random = draw(SEED, 'digits', stream)
  let passed = 0
  let trials = 0
  for (let run = 0; run < runs; run += 1) {
    const log = Array.from({ length: 60 }, () => {
      const kind = KINDS[random.below(3)] ?? 'silent'
      return trial(kind, answer(kind, random.unit()))
    })
    const result = pairScores(FIRST, log)
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
