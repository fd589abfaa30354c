import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AcuityTrial } from '#protocol/procedures/acuity.ts'
import { mostTelling, thresholdOf } from './threshold.ts'

const trial = (level: number, answer: AcuityTrial['answer']): AcuityTrial => ({
  stimulus: { kind: 'trial', level, direction: 'up', strokePx: 5 },
  answer,
  shownAt: 0,
  answeredAt: 1,
  source: 'device',
})
const level = fc.integer({ min: 80, max: 106 }).map((twentieths) => twentieths / 20)
const log = fc.array(fc.tuple(level, fc.constantFrom<AcuityTrial['answer'][]>('up', 'left', 'cannot-see')), { minLength: 1, maxLength: 36 })

test('a better answer to the same optotype never lowers the number', () => {
  fc.assert(
    fc.property(log, fc.nat(), (answers, chosen) => {
      const at = chosen % answers.length
      const before = thresholdOf(answers.map(([level, answer]) => trial(level, answer)))
      const after = thresholdOf(answers.map(([level, answer], n) => trial(level, n === at ? 'up' : answer)))
      expect(after.level).toBeGreaterThanOrEqual(before.level)
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
      expect(low).toBeLessThanOrEqual(level)
      expect(level).toBeLessThanOrEqual(high)
      expect(3.6 <= low && high <= 5.5).toBe(true)
    }),
  )
})
