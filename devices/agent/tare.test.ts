import { expect, test } from 'vitest'
import { floorFrom, isTareDue } from './tare.ts'

const samples = (...values: number[]) => Array.from({ length: 50 }, (_, n) => values[n % values.length] ?? 0)

const TAPED = { tapeMm: 2300, floorMm: 2300 }

test('the empty floor is the median of its samples', () => {
  expect(floorFrom(samples(2298, 2300, 2301), TAPED)).toBe(2300)
})

test('a sensor that flickers by some millimetres is tared; samples of two things are no floor', () => {
  // A standard deviation of 4 mm, fifty times: the median is known to 0.7 mm.
  expect(floorFrom(samples(2294, 2296, 2298, 2300, 2302, 2304, 2306), TAPED)).toBe(2300)
  expect(floorFrom(samples(2300, 2330), TAPED)).toBe('unsteady')
  expect(floorFrom(samples(2300, 2300, 2300, 900), TAPED)).toBe('unsteady')
})

test('a floor more than 10 mm from the tape, and from where it was, is somebody, or a sensor that was moved', () => {
  expect(floorFrom(samples(2310), TAPED)).toBe(2310)
  expect(floorFrom(samples(2311), TAPED)).toBe('not-the-floor')
  expect(floorFrom(samples(580), TAPED)).toBe('not-the-floor')
})

test('air that warms slowly takes the floor along, up to twenty degrees from the tape', () => {
  expect(floorFrom(samples(2285), { tapeMm: 2300, floorMm: 2292 })).toBe(2285)
  expect(floorFrom(samples(2225), { tapeMm: 2300, floorMm: 2230 })).toBe(2225)
  expect(floorFrom(samples(2215), { tapeMm: 2300, floorMm: 2222 })).toBe('not-the-floor')
})

test('twelve hours after a tare the next is due', () => {
  const made = '2026-11-25T07:00:00.000Z'
  expect(isTareDue(made, new Date('2026-11-25T18:59:59.000Z'))).toBe(false)
  expect(isTareDue(made, new Date('2026-11-25T19:00:00.000Z'))).toBe(true)
  expect(isTareDue(null, new Date(made))).toBe(true)
})
