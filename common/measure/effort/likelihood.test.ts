import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { logKnown, logMean } from './likelihood.ts'

test('over all chances the mean is the beta function: 3 right and 2 wrong, 3! 2! / 6! = 1 / 60', () => {
  expect(Math.exp(logMean(3, 2, [0, 1]))).toBeCloseTo(1 / 60, 12)
})

// By hand: the integral of (1 − p)^5 from 1/4 to 1 is 0.75^6 / 6; that of p (1 − p)^5 is 0.75^6 / 6 − 0.75^7 / 7.
test('from a guess among four upwards the mean is what the integral says', () => {
  expect(Math.exp(logMean(0, 5, [0.25, 1]))).toBeCloseTo(0.75 ** 6 / 6 / 0.75, 12)
  expect(Math.exp(logMean(1, 5, [0.25, 1]))).toBeCloseTo((0.75 ** 6 / 6 - 0.75 ** 7 / 7) / 0.75, 12)
  expect(Math.exp(logMean(0, 7, [0, 0.25]))).toBeCloseTo((1 - 0.75 ** 8) / 8 / 0.25, 12)
})

test('the mean over a narrow range is the value at its middle, also far from what was seen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 200 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (right, wrong, p) => {
        const mean = logMean(right, wrong, [p, p + 1e-5])
        expect(Math.abs(mean - logKnown(right, wrong, p + 5e-6))).toBeLessThan(0.01)
      },
    ),
    { numRuns: 300 },
  )
})
