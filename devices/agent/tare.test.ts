import { expect, test } from 'vitest'
import { floorFrom, isTareDue } from './tare.ts'

const samples = (...values: number[]) => Array.from({ length: 50 }, (_, n) => values[n % values.length] ?? 0)

test('the empty floor is the median of its samples', () => {
  expect(floorFrom(samples(2298, 2300, 2301), 2300)).toBe(2300)
})

test('samples more than 5 mm apart are no floor', () => {
  expect(floorFrom(samples(2297, 2302), 2300)).toBe(2299.5)
  expect(floorFrom(samples(2297, 2303), 2300)).toBe('unsteady')
})

test('a floor more than 10 mm from the tape is somebody, or a sensor that was moved', () => {
  expect(floorFrom(samples(2310), 2300)).toBe(2310)
  expect(floorFrom(samples(2311), 2300)).toBe('not-the-floor')
  expect(floorFrom(samples(580), 2300)).toBe('not-the-floor')
})

test('twelve hours after a tare the next is due', () => {
  const made = '2026-11-25T07:00:00.000Z'
  expect(isTareDue(made, new Date('2026-11-25T18:59:59.000Z'))).toBe(false)
  expect(isTareDue(made, new Date('2026-11-25T19:00:00.000Z'))).toBe(true)
  expect(isTareDue(null, new Date(made))).toBe(true)
})
