import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AcuityTrial } from '#protocol/procedures/acuity.ts'
import { gridOf } from './threshold.ts'

const trial = (level: number, answer: AcuityTrial['answer']): AcuityTrial => ({
  stimulus: { kind: 'trial', level, direction: 'up', strokePx: 5 },
  answer,
  shownAt: 0,
  answeredAt: 1,
  source: 'device',
})
const level = fc.integer({ min: 80, max: 106 }).map((twentieths) => twentieths / 20)
const log = fc.array(fc.tuple(level, fc.constantFrom<AcuityTrial['answer'][]>('up', 'left', 'cannot-see')), { minLength: 1, maxLength: 36 })
const SECOND = gridOf({ version: 2 })
/** Where a result without a number lies: below the scale. */
const BELOW = 3.9

describe.each([
  // By the first, "can't see" spoke more against an eye than a wrong answer did.
  ['first', gridOf({}), () => 'up' as const],
  ['second', SECOND, (answer: AcuityTrial['answer']) => (answer === 'left' ? ('cannot-see' as const) : ('up' as const))],
])('by the %s version', (_, { mostTelling, thresholdOf }, better) => {
  test('a better answer to the same optotype never lowers the number', () => {
    fc.assert(
      fc.property(log, fc.nat(), (answers, chosen) => {
        const at = chosen % answers.length
        const before = thresholdOf(answers.map(([level, answer]) => trial(level, answer)))
        const after = thresholdOf(answers.map(([level, answer], n) => trial(level, n === at ? better(answer) : answer)))
        expect(after.level ?? BELOW).toBeGreaterThanOrEqual(before.level ?? BELOW)
      }),
      { numRuns: 2000 },
    )
  })

  test('the next size is on the grid, not finer than allowed, and the interval holds the number, whatever the log', () => {
    fc.assert(
      fc.property(log, level, (answers, finest) => {
        const trials = answers.map(([level, answer]) => trial(level, answer))
        const next = mostTelling(trials, finest)
        expect(next).toBeLessThanOrEqual(finest + 1e-9)
        expect(Math.abs(next * 20 - Math.round(next * 20))).toBeLessThan(1e-9)
        const { level, low, high } = thresholdOf(trials)
        expect(low ?? BELOW).toBeLessThanOrEqual(level ?? BELOW)
        expect(level ?? BELOW).toBeLessThanOrEqual(high)
        expect(3.5 <= (low ?? 4) && high <= 5.5).toBe(true)
      }),
    )
  })
})

test('the first version still gives the numbers that it gave', () => {
  const { thresholdOf, mostTelling } = gridOf({})
  const trials = Array.from({ length: 30 }, (_, n) => trial(4.4 + (n % 10) * 0.1, n % 10 < 5 ? 'up' : n % 3 ? 'left' : 'cannot-see'))
  expect(thresholdOf(trials)).toEqual({ level: 4.84, low: 4.69, high: 4.99 })
  expect(mostTelling(trials.slice(0, 12), 5.3)).toBe(4.8)
})

test('the second version shows nothing larger than 4.0, and gives no number to an eye that doesn’t see that', () => {
  const seesNothing: AcuityTrial[] = []
  for (let n = 0; n < 36; n += 1) seesNothing.push(trial(SECOND.mostTelling(seesNothing, 5.3), n % 4 === 0 ? 'up' : 'left'))
  expect(Math.min(...seesNothing.map(({ stimulus }) => stimulus.level))).toBe(4)
  const { level, low, high } = SECOND.thresholdOf(seesNothing)
  expect([level, low]).toEqual([null, null])
  expect(high).toBeLessThan(4.4)
})

test('who says “can’t see” of what others guess comes to the same number', () => {
  // At each size as many right by chance as a guess gives: one in four.
  const at = (level: number, guessed: boolean) =>
    [0, 1, 2, 3].map((n) => trial(level, level <= 4.8 || (guessed && n === 0) ? 'up' : guessed ? 'left' : 'cannot-see'))
  const sizes = [4.5, 4.6, 4.7, 4.8, 4.9, 5, 5.1, 5.2, 5.3]
  const found = (guessed: boolean) => SECOND.thresholdOf(sizes.flatMap((level) => at(level, guessed))).level ?? 0
  expect(Math.abs(found(true) - found(false))).toBeLessThanOrEqual(0.01)
})
