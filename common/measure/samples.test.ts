import { expect, test } from 'vitest'
import { chance } from '../../test/bench/validity/chance.ts'
import { areOfOneThing, goodSamples, median, settle } from './samples.ts'

test('the median of an even number lies between the two in the middle', () => {
  expect([median([]), median([3]), median([1, 2, 4, 9])]).toEqual([0, 3, 3])
})

test('one outlier of any size is left out, however alike the others are', () => {
  const same = Array.from({ length: 15 }, () => 700)
  expect(goodSamples([...same, 10_000])).toEqual(same)
  expect(goodSamples([...same, 704])).toEqual(same)
})

// A scale that shows 10 g: 9.80665 m/s² × 0.01 kg is 98 mN.
test.each([1, 98, 980])('a sensor that counts in steps of %d and says two or three of them is not taken for one that is wrong', (step) => {
  const two = Array.from({ length: 30 }, (_, n) => (n % 5 < 3 ? 0 : step))
  const three = Array.from({ length: 30 }, (_, n) => ((n % 4) - 1) * step)
  for (const samples of [two, three]) {
    expect(goodSamples(samples)).toHaveLength(30)
    // The mean of so many rounded values is known to a third of a step.
    expect(settle(samples).error).toBeLessThan(step / 3)
  }
})

test('whoever stood at two places is known badly, and nothing of nobody', () => {
  const moved = Array.from({ length: 30 }, (_, n) => (n < 15 ? 700 : 760))
  expect(settle(moved).error).toBeGreaterThan(2)
  expect(settle([]).error).toBe(Infinity)
  expect(settle([5]).error).toBe(Infinity)
})

test.each([30, 50])('of %d samples with bell-shaped noise most are of one thing, in each of 30,000 measurements', (count) => {
  const noise = chance(count)
  const refused = Array.from({ length: 30_000 }, () => Array.from({ length: count }, () => Math.round(noise.normal() * 200))).filter(
    (samples) => !areOfOneThing(settle(samples), count),
  )
  expect(refused).toEqual([])
  const halves = Array.from({ length: count }, (_, n) => (n % 2 === 0 ? 0 : 5000))
  expect(settle(halves).error).toBeGreaterThan(300)
})
