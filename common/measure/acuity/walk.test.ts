import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AcuityAnswer, AcuityTrial } from '#protocol/procedures/acuity.ts'
import { acuity } from './acuity.ts'
import { rehearseEye } from './rehearse-eye.ts'
import { points, ruleOf, walksOf } from './walk.ts'

const SEED = '00112233445566778899aabbccddeeff'
const SETUP = {
  procedure: 'acuity' as const,
  version: 2 as const,
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
  const { trials, score } = tiring(7, 23)
  expect(score.walks).toMatchObject([
    { outcome: 'not-reached', fell: true, score: -48 },
    { outcome: 'reached', score: 33 },
  ])
  expect(score.reached).toBe(5)
  expect(trials.flatMap(({ stimulus }) => (stimulus.restMs === 60_000 ? [stimulus.kind] : []))).toEqual(['trial'])
  expect(tiring(7, 60).score).toMatchObject({ reached: null, walks: [{ fell: true }, { outcome: 'not-reached' }] })
})

test('an eye that tired comes to no finding unless it reached the limit after its rest: a person looks', () => {
  expect(acuity.finding?.(tiring(7, 23).score, 'acuity-right')).toEqual({ station: 'acuity-right', reached: 5, glasses: false })
  expect(acuity.finding?.(tiring(7, 60).score, 'acuity-right')).toBeNull()
  expect(acuity.finding?.(tiring(3, 60).score, 'acuity-right')).toEqual({ station: 'acuity-right', reached: null, glasses: false })
})

test('one that never rose so far isn’t', () => {
  const { walks } = tiring(3, 60).score
  expect(walks).toHaveLength(1)
  expect(walks[0]).not.toHaveProperty('fell')
})

test('the eyes rest by the count of optotypes alone, whatever is answered', () => {
  const rests = (answer: (n: number) => boolean) =>
    rehearseEye(SETUP, SEED, ({ direction }, n) => (answer(n) ? direction : 'cannot-see')).flatMap(({ stimulus }, n) =>
      stimulus.restMs === 15_000 ? [n] : [],
    )
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 250, maxLength: 250 }), (answers) => {
      const at = rests((n) => answers[n] ?? true)
      expect(at.every((n) => n % 16 === 0)).toBe(true)
    }),
    { numRuns: 30 },
  )
  const { version: _, ...first } = SETUP
  expect(
    rehearseEye(first, SEED, ({ direction }, n) => (n % 2 ? direction : 'cannot-see')).every(
      ({ stimulus }) => stimulus.restMs === undefined,
    ),
  ).toBe(true)
})
