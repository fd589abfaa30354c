import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AcuityAnswer, AcuitySetup, AcuityTrial } from '#protocol/procedures/acuity.ts'
import { acuity } from './acuity.ts'
import { rehearseEye } from './rehearse-eye.ts'
import { boundsAt, points, ruleOf, walksOf } from './walk.ts'

const SEED = '00112233445566778899aabbccddeeff'
const SETUP = {
  procedure: 'acuity' as const,
  version: 3 as const,
  method: 'limits' as const,
  eye: 'right' as const,
  limits: [5],
  glasses: false,
  screen: { pitchMm: 0.2745, pathMm: 5000, mirrors: 1 },
}
const RULE = ruleOf(SETUP)
/** What is answered to an E that is open at the top. */
const UP = { right: 'up', opposite: 'down', aside: 'left', cannot: 'cannot-see' } as const
const trial = (answer: AcuityAnswer): AcuityTrial => ({
  stimulus: { kind: 'trial', level: 5, direction: 'up', strokePx: 5 },
  answer,
  shownAt: 0,
  answeredAt: 1,
  source: 'device',
})
const logOf = (...answers: (keyof typeof UP)[]) => answers.map((answer) => trial(UP[answer]))
const times = (count: number, answer: keyof typeof UP) => Array.from({ length: count }, () => answer)

test('an eye at the limit gains as much as it loses, whether it guesses all around, knows the axis, or says that it can’t see', () => {
  const worth = (answer: keyof typeof UP) => points(RULE, trial(UP[answer]))
  const unseen = [worth('right') / 4 + worth('opposite') / 4 + worth('aside') / 2, worth('cannot')]
  for (const of of unseen) expect(worth('right') / 2 + of / 2).toBeCloseTo(0, 12)
})

test('the first version’s walks are scored as ever: +3, −5, −3, from +27 to −21, 40 at most', () => {
  const first = ruleOf({})
  expect(walksOf(first, [5], logOf(...times(9, 'right')))).toMatchObject([{ outcome: 'reached', score: 27, trials: 9 }])
  expect(walksOf(first, [5], logOf(...times(3, 'opposite'), 'aside', 'aside'))).toMatchObject([{ outcome: 'not-reached', score: -25 }])
  expect(walksOf(first, [5], logOf(...times(7, 'cannot')))).toMatchObject([{ outcome: 'not-reached', score: -21, trials: 7 }])
})

test('the second version’s walks too: opposite −7, across −4, from +33 to −48, 100 at most', () => {
  const second = ruleOf({ version: 2 })
  expect(walksOf(second, [5], logOf(...times(11, 'right')))).toMatchObject([{ outcome: 'reached', score: 33, trials: 11 }])
  expect(walksOf(second, [5], logOf(...times(3, 'opposite'), ...times(7, 'aside')))).toMatchObject([{ outcome: 'not-reached', score: -49 }])
  const even = Array.from({ length: 120 }, (_, n) => (n % 2 === 0 ? 'right' : 'cannot'))
  expect(walksOf(second, [5], logOf(...even))).toMatchObject([{ outcome: 'reached', score: 0, trials: 100, borderline: true }])
})

test('the bounds stand at +25 and −38, the upper one opens by a half a trial, and both close towards 0', () => {
  expect([0, 10, 40, 100].map((trials) => boundsAt(RULE, trials))).toEqual([
    { reached: 25, notReached: -38 },
    { reached: 30, notReached: -38 },
    { reached: 44, notReached: -38 },
    { reached: 20, notReached: -15.3 },
  ])
  expect(walksOf(RULE, [5], logOf(...times(10, 'right')))).toMatchObject([{ outcome: 'reached', score: 30, trials: 10, borderline: false }])
})

test('a walk of more than 60 is borderline, and one of 110 is over: reached at 0 or more', () => {
  const even = (first: 'right' | 'cannot', second: 'right' | 'cannot') =>
    walksOf(RULE, [5], logOf(...Array.from({ length: 130 }, (_, n) => (n % 2 === 0 ? first : second))))
  expect(even('right', 'cannot')).toMatchObject([{ trials: 110, score: 0, outcome: 'reached', borderline: true }])
  const late = [...Array.from({ length: 62 }, (_, n) => (n % 2 === 0 ? 'right' : 'cannot')), ...times(20, 'right')]
  expect(walksOf(RULE, [5], logOf(...late))).toMatchObject([{ outcome: 'reached', borderline: true }])
})

/** One who sees the first few of the limit's size, and then nothing for so many. */
const tiring = (sees: number, tired: number) => {
  let shown = 0
  const trials = rehearseEye(SETUP, SEED, ({ kind, direction }) => {
    if (kind !== 'trial') return direction
    shown += 1
    return shown > sees && shown <= sees + tired ? 'cannot-see' : direction
  })
  return { trials, score: acuity.score(SETUP, SEED, trials) }
}

test('a walk that rose and then fell is walked once more, after a minute’s rest; the second counts', () => {
  const { trials, score } = tiring(7, 20)
  expect(score.walks).toMatchObject([
    { outcome: 'not-reached', fell: true, score: -39 },
    { outcome: 'reached', score: 30 },
  ])
  expect(score.reached).toBe(5)
  expect(trials.flatMap(({ stimulus }) => (stimulus.restMs === 60_000 ? [stimulus.kind] : []))).toEqual(['trial'])
  expect(tiring(7, 60).score).toMatchObject({ reached: null, walks: [{ fell: true }, { outcome: 'not-reached' }] })
})

test('an eye that tired comes to no finding unless it reached the limit after its rest: a person looks', () => {
  expect(acuity.finding?.(tiring(7, 20).score, 'acuity-right')).toEqual({ station: 'acuity-right', reached: 5, glasses: false })
  expect(acuity.finding?.(tiring(7, 60).score, 'acuity-right')).toBeNull()
  expect(acuity.finding?.(tiring(3, 60).score, 'acuity-right')).toEqual({ station: 'acuity-right', reached: null, glasses: false })
})

test('one that never rose so far isn’t', () => {
  const { walks } = tiring(3, 60).score
  expect(walks).toHaveLength(1)
  expect(walks[0]).not.toHaveProperty('fell')
})

/** Where the eyes rested for 15 s, by the count of optotypes before. */
const restsOf = (setup: AcuitySetup, sees: (n: number) => boolean) =>
  rehearseEye(setup, SEED, ({ direction }, n) => (sees(n) ? direction : 'cannot-see')).flatMap(({ stimulus }, n) =>
    stimulus.restMs === 15_000 ? [n] : [],
  )

test('the eyes rest after 16 optotypes, and not three right answers before the end', () => {
  // Behind two for practice and one on the way down: by turns, so that the score stays near 0.
  expect(restsOf(SETUP, (n) => n < 3 || n % 2 === 0).slice(0, 3)).toEqual([16, 32, 48])
  expect(restsOf(SETUP, () => true)).toEqual([])
  // Behind 13 of the walk the bound is 31.5. With two unseen the score is 27, and nothing is due; with one more it falls 10.5 below.
  expect(restsOf(SETUP, (n) => ![5, 9].includes(n))).toEqual([])
  expect(restsOf(SETUP, (n) => ![5, 9, 12].includes(n))).toEqual([16])
})

test('the second version’s rests came by the count alone, the first had none', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 250, maxLength: 250 }), (answers) => {
      expect(restsOf({ ...SETUP, version: 2 }, (n) => answers[n] ?? true).every((n) => n % 16 === 0)).toBe(true)
    }),
    { numRuns: 30 },
  )
  const { version: _, ...first } = SETUP
  expect(restsOf(first, (n) => n % 2 === 0)).toEqual([])
})
