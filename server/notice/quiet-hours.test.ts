import { expect, test } from 'vitest'
import { quietFor } from './quiet-hours.ts'

const HOUR = 3_600_000

// China is eight hours ahead of UTC all year.
test.each([
  ['2026-11-25T00:00:00.000Z', 0, 'eight in the morning'],
  ['2026-11-25T12:59:59.999Z', 0, 'a moment before nine in the evening'],
  ['2026-11-25T13:00:00.000Z', 11 * HOUR, 'nine in the evening'],
  ['2026-11-25T15:59:00.000Z', 8 * HOUR + 60_000, 'a minute before midnight'],
  ['2026-11-25T16:00:00.000Z', 8 * HOUR, 'midnight'],
  ['2026-11-25T23:59:59.000Z', 1000, 'a second before eight'],
])('at %s it is quiet for %i ms: %s in China', (at, ms) => {
  expect(quietFor(new Date(at))).toBe(ms)
})
