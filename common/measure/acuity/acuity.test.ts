import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AcuityTrial } from '#protocol/procedures/acuity.ts'
import { draw } from '../random.ts'
import { acuity } from './acuity.ts'
import { rehearseEye } from './rehearse-eye.ts'

const SEED = '00112233445566778899aabbccddeeff'
const SCREEN = { pitchMm: 0.2745, pathMm: 5000, mirrors: 1 }
const setupOf = (...limits: number[]) => ({
  procedure: 'acuity' as const,
  method: 'limits' as 'limits' | 'number' | 'lines',
  eye: 'right' as const,
  limits,
  glasses: false,
  screen: SCREEN,
})
const WRONG = { up: 'left', right: 'up', down: 'right', left: 'down' } as const
const scoreOf = (limits: number[], answer: (limit: number, n: number) => 'right' | 'wrong' | 'cannot-see') => {
  const setup = setupOf(...limits)
  const counted = new Map<number, number>()
  const trials = rehearseEye(setup, SEED, ({ kind, level, direction }) => {
    const n = counted.get(level) ?? 0
    if (kind === 'trial') counted.set(level, n + 1)
    const given = kind === 'trial' ? answer(level, n) : 'right'
    return given === 'right' ? direction : given === 'wrong' ? WRONG[direction] : 'cannot-see'
  })
  return { trials, score: acuity.score(setup, SEED, trials) }
}

test('nine right answers in a row reach the limit, after two practice trials and the way down to it', () => {
  const { trials, score } = scoreOf([4.9], () => 'right')
  expect(trials.map(({ stimulus }) => [stimulus.kind, stimulus.level])).toEqual([
    ['practice', 4.3],
    ['practice', 4.3],
    ['descent', 4.5],
    ['descent', 4.7],
    ...Array.from({ length: 9 }, () => ['trial', 4.9]),
  ])
  expect(score).toEqual({
    procedure: 'acuity',
    method: 'limits',
    eye: 'right',
    glasses: false,
    practised: true,
    region: 4.7,
    threshold: null,
    lines: [],
    reached: 4.9,
    borderline: false,
    walks: [{ limit: 4.9, score: 27, trials: 9, outcome: 'reached', borderline: false }],
  })
})

test('strokes are those of the chart: 5.30 px at 5.0, at 5 m on a pitch of 0.2745 mm', () => {
  const { trials } = scoreOf([5], () => 'right')
  expect(trials.at(-1)?.stimulus.strokePx).toBeCloseTo(5.2986, 3)
})

test('a wrong answer costs 5 and "cannot see" 3; at -21 the limit is not reached', () => {
  expect(scoreOf([5], () => 'wrong').score.walks).toEqual([{ limit: 5, score: -25, trials: 5, outcome: 'not-reached', borderline: false }])
  expect(scoreOf([5], () => 'cannot-see').score.walks).toEqual([
    { limit: 5, score: -21, trials: 7, outcome: 'not-reached', borderline: false },
  ])
})

test('a milder limit is walked only when the stricter one was not reached', () => {
  const { score } = scoreOf([5, 4.9], (limit) => (limit === 5 ? 'cannot-see' : 'right'))
  expect(score.reached).toBe(4.9)
  expect(score.walks.map(({ limit, outcome }) => [limit, outcome])).toEqual([
    [5, 'not-reached'],
    [4.9, 'reached'],
  ])
  expect(scoreOf([5, 4.9], () => 'right').score.walks).toHaveLength(1)
  expect(scoreOf([5, 4.9], () => 'cannot-see').score.reached).toBeNull()
})

test('a walk that no bound ends is over after 40 trials, and borderline: reached at 0 or more', () => {
  // 3 right and 3 times "cannot see" by turns stay between 0 and 9 points.
  const even = scoreOf([5], (_limit, n) => (Math.floor(n / 3) % 2 === 0 ? 'right' : 'cannot-see')).score
  expect(even).toMatchObject({ reached: 5, borderline: true, walks: [{ trials: 40 }] })
  const under = scoreOf([5], (_limit, n) => (Math.floor(n / 3) % 2 === 1 ? 'right' : 'cannot-see')).score
  expect(under).toMatchObject({ reached: null, borderline: true, walks: [{ trials: 40 }] })
})

test('directions are drawn freely: a quarter of them repeat the one before', () => {
  const setup = setupOf(5)
  const shown = Array.from({ length: 8000 }, (_, index) => draw(SEED, 'direction', index).below(4))
  const repeats = shown.filter((direction, index) => direction === shown[index - 1]).length
  expect(Math.abs(repeats - 2000)).toBeLessThan(240)
  expect(acuity.next(setup, SEED, [])).toEqual(acuity.next(setup, SEED, []))
})

test('a driver who answers better never reaches less', () => {
  const answers = fc.array(fc.constantFrom('right', 'wrong', 'cannot-see'), { minLength: 80, maxLength: 80 })
  fc.assert(
    fc.property(answers, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (given, better) => {
      const at = (limit: number, n: number) => (limit === 5 ? 0 : 40) + n
      const before = scoreOf([5, 4.9], (limit, n) => given[at(limit, n)] ?? 'wrong').score.reached
      const after = scoreOf([5, 4.9], (limit, n) => (better[at(limit, n)] ? 'right' : (given[at(limit, n)] ?? 'wrong'))).score.reached
      return (after ?? 0) >= (before ?? 0)
    }),
  )
})

/** Share of 20,000 logs that reach the limit, each answer right with probability p (a quarter of it by guessing). */
const shareReached = (right: number): number => {
  const random = draw(SEED, 'level', Math.round(right * 1e6))
  const setup = setupOf(5)
  const answered = (correct: boolean): AcuityTrial => ({
    stimulus: { kind: 'trial', level: 5, direction: 'up', strokePx: 5.3 },
    answer: correct ? 'up' : 'left',
    shownAt: 0,
    answeredAt: 1,
    source: 'device',
  })
  let reached = 0
  for (let run = 0; run < 20_000; run += 1) {
    const log = Array.from({ length: 42 }, () => answered(random.unit() < right))
    if (acuity.score(setup, SEED, log).reached !== null) reached += 1
  }
  return reached / 20_000
}

// Seen 0.1 beside the limit with a spread of 0.085 log10: 12 % and 88 % truly seen, the rest guessed one in four.
test('one who sees a step worse than the limit passes in at most 0.4 of 100 runs, a step better fails in at most 0.75', () => {
  expect(shareReached(0.25 + 0.75 * 0.1197)).toBeLessThan(0.004 + 0.0013)
  expect(1 - shareReached(0.25 + 0.75 * 0.8803)).toBeLessThan(0.0075 + 0.0018)
})

test('one who only guesses never passes in 20,000 runs', () => {
  expect(shareReached(0.25)).toBeLessThanOrEqual(2 / 20_000)
})

/** A log in one way of measuring, answered by what is seen at each level. */
const sat = (method: 'limits' | 'number' | 'lines', sees: (level: number, n: number) => boolean) => {
  const setup = { ...setupOf(5), method }
  const trials = rehearseEye(setup, SEED, ({ level, direction }, n) => (sees(level, n) ? direction : 'cannot-see'))
  return { trials, score: acuity.score(setup, SEED, trials) }
}
const levelsOf = (trials: readonly AcuityTrial[], kind: string) =>
  trials.filter(({ stimulus }) => stimulus.kind === kind).map(({ stimulus }) => stimulus.level)

test('the way down ends a step above the limit, or at the first that is not read', () => {
  expect(levelsOf(sat('limits', () => true).trials, 'descent')).toEqual([4.6, 4.8])
  const weak = sat('limits', (level) => level <= 4.7)
  expect(levelsOf(weak.trials, 'descent')).toEqual([4.6, 4.8])
  expect(weak.score.region).toBe(4.6)
})

test('one who reads nothing on the way down is shown coarser ones, to the coarsest of the scale, in six at most', () => {
  expect(levelsOf(sat('limits', (level) => level <= 4.3).trials, 'descent')).toEqual([4.6, 4.2])
  const blind = sat('limits', () => false)
  expect(levelsOf(blind.trials, 'descent')).toEqual([4.6, 4.2, 4.0])
  expect(blind.score).toMatchObject({ practised: false, region: null, reached: null })
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (sees) => {
      expect(levelsOf(sat('limits', (_level, n) => sees[n] ?? false).trials, 'descent').length).toBeLessThanOrEqual(6)
    }),
  )
})

test('the practice goes on until two in a row are right, and for four trials at most', () => {
  expect(levelsOf(sat('limits', (_level, n) => n !== 1).trials, 'practice')).toEqual([4.4, 4.4, 4.4, 4.4])
  expect(levelsOf(sat('limits', (_level, n) => n !== 0).trials, 'practice')).toEqual([4.4, 4.4, 4.4])
})

test('who has practised in an earlier test of the same check begins on the way down', () => {
  const setup = { ...setupOf(5), practised: true as const }
  const trials = rehearseEye(setup, SEED, ({ direction }) => direction)
  expect(trials.map(({ stimulus }) => [stimulus.kind, stimulus.level])).toEqual([
    ['descent', 4.6],
    ['descent', 4.8],
    ...Array.from({ length: 9 }, () => ['trial', 5]),
  ])
  expect(acuity.score(setup, SEED, trials)).toMatchObject({ practised: true, reached: 5, region: 4.8 })
})

test('as a number: 36 trials behind the practice, and a level that lies where the seeing ends', () => {
  const { trials, score } = sat('number', (level) => level <= 4.83)
  expect(levelsOf(trials, 'trial')).toHaveLength(36)
  expect(score).toMatchObject({ method: 'number', reached: null, walks: [], lines: [] })
  expect(score.threshold?.level).toBeGreaterThan(4.78)
  expect(score.threshold?.level).toBeLessThan(4.88)
  expect(score.threshold?.low).toBeLessThan(4.83)
  expect(score.threshold?.high).toBeGreaterThan(4.83)
})

test('no size is finer than the screen can draw or the scale goes', () => {
  // 2 px a stroke at 2.5 m and 0.1554 mm is 5.37; on the coarser screen it is 5.12.
  const coarse = { ...setupOf(5), method: 'number' as const, screen: { pitchMm: 0.2745, pathMm: 2500, mirrors: 0 } }
  const trials = rehearseEye(coarse, SEED, ({ direction }) => direction)
  expect(Math.max(...trials.map(({ stimulus }) => stimulus.level))).toBeLessThanOrEqual(5.1)
  expect(Math.max(...levelsOf(sat('number', () => true).trials, 'trial'))).toBeLessThanOrEqual(5.3)
})

test('by lines: finer until one is not read; more than half of five is read', () => {
  const { trials, score } = sat('lines', (level) => level <= 4.9)
  expect(score.lines.map(({ level, read }) => [level, read])).toEqual([
    [4.6, true],
    [4.7, true],
    [4.8, true],
    [4.9, true],
    [5, false],
  ])
  expect(score).toMatchObject({ method: 'lines', reached: null, walks: [], threshold: null })
  // A line is over as soon as it is settled: three of five.
  expect(levelsOf(trials, 'trial')).toHaveLength(15)
  expect(sat('lines', (level) => level <= 4.4).score.lines.map(({ level, read }) => [level, read])).toEqual([
    [4.6, false],
    [4.5, false],
    [4.4, true],
  ])
})

test('better sight never makes a worse number', () => {
  const cut = fc.integer({ min: 420, max: 520 })
  fc.assert(
    fc.property(cut, cut, (one, other) => {
      const level = (at: number) => sat('number', (level) => level * 100 <= at + 0.001).score.threshold?.level ?? 0
      const [worse, better] = [Math.min(one, other), Math.max(one, other)]
      expect(level(better)).toBeGreaterThanOrEqual(level(worse) - 0.03)
    }),
    { numRuns: 40 },
  )
})
