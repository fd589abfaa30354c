import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answered, logTries } from './favourite.ts'

const answered = (right: string, given: string, group = 'near'): Answered => ({ right, given, group })
const times = (count: number, one: Answered) => Array.from({ length: count }, () => one)

// By hand: with one answer of two to choose from, shown the other one, given the favourite n times: the mean of (1 − s)^n over s is
// 1 / (n + 1), and that of l^n over a liking l from 1/2 to 1 is 2 (1 − 2^−(n+1)) / (n + 1).
test.each([1, 2, 5])('%i favourites in place of the other answer are as likely as the integral says', (n) => {
  const byHand = ((1 / (n + 1)) * 2 * (1 - 2 ** -(n + 1))) / (n + 1)
  expect(Math.exp(logTries(times(n, answered('b', 'a')), 'a', 2))).toBeCloseTo(byHand, 2)
})

test('answers that follow what is shown are more likely than the same answers in another order', () => {
  const follows = ['a', 'b', 'c', 'd'].map((one) => answered(one, one))
  const shuffled = ['a', 'b', 'c', 'd'].map((one, n) => answered(one, ['b', 'c', 'd', 'a'][n] ?? 'a'))
  expect(logTries(follows, 'a', 4)).toBeGreaterThan(logTries(shuffled, 'a', 4) + Math.log(10))
})

test('any answers have a likelihood between nothing and all', () => {
  const letter = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.array(fc.record({ right: letter, given: letter, group: letter }), { maxLength: 300 }), (all) => {
      const log = logTries(all, 'a', 4)
      expect(Number.isFinite(log)).toBe(true)
      expect(log).toBeLessThanOrEqual(1e-9)
    }),
    { numRuns: 50 },
  )
})
