import { expect, test } from 'vitest'
import {
  decimalFromLevel,
  drawable,
  finestLevel,
  inverted,
  levelFromDecimal,
  levelFromLogMar,
  levelFromPx,
  logMarFromLevel,
  strokeArcMinutes,
  strokeMm,
  strokePx,
} from './optics.ts'

// The 5-grade table: level, stroke in arc minutes, decimal, logMAR, side of the E in mm at 5, 3, 2.5 and 1 m.
const TABLE = [
  [4.0, 10.0, 0.1, 1.0, 72.723, 43.634, 36.362, 14.545],
  [4.1, 7.943, 0.126, 0.9, 57.766, 34.659, 28.883, 11.553],
  [4.2, 6.31, 0.158, 0.8, 45.885, 27.531, 22.942, 9.177],
  [4.3, 5.012, 0.2, 0.7, 36.448, 21.869, 18.224, 7.29],
  [4.4, 3.981, 0.251, 0.6, 28.951, 17.371, 14.476, 5.79],
  [4.5, 3.162, 0.316, 0.5, 22.997, 13.798, 11.498, 4.599],
  [4.6, 2.512, 0.398, 0.4, 18.267, 10.96, 9.133, 3.653],
  [4.7, 1.995, 0.501, 0.3, 14.51, 8.706, 7.255, 2.902],
  [4.8, 1.585, 0.631, 0.2, 11.526, 6.915, 5.763, 2.305],
  [4.9, 1.259, 0.794, 0.1, 9.155, 5.493, 4.578, 1.831],
  [5.0, 1.0, 1.0, 0.0, 7.272, 4.363, 3.636, 1.454],
  [5.1, 0.794, 1.259, -0.1, 5.777, 3.466, 2.888, 1.155],
  [5.2, 0.631, 1.585, -0.2, 4.588, 2.753, 2.294, 0.918],
  [5.3, 0.501, 1.995, -0.3, 3.645, 2.187, 1.822, 0.729],
] as const

test.each(TABLE)(
  'level %d has strokes of %d′, decimal %d, logMAR %d and the sides of the table',
  (level, arc, decimal, logMar, ...sides) => {
    expect(strokeArcMinutes(level)).toBeCloseTo(arc, 3)
    expect(decimalFromLevel(level)).toBeCloseTo(decimal, 3)
    expect(levelFromDecimal(decimalFromLevel(level))).toBeCloseTo(level, 9)
    expect(logMarFromLevel(level)).toBeCloseTo(logMar, 9)
    expect(levelFromLogMar(logMar)).toBeCloseTo(level, 9)
    for (const [place, pathMm] of [5000, 3000, 2500, 1000].entries()) {
      expect(Math.abs(5 * strokeMm(level, pathMm) - (sides[place] ?? Number.NaN))).toBeLessThan(0.001)
    }
  },
)

// Pitch in mm of 23.8" full HD, 27" 4K, 204 ppi, 320 ppi; finest level at 1 and at 2 px a stroke.
const FINEST = [
  [1000, 0.2745, 5.03, 4.72],
  [1000, 0.1554, 5.27, 4.97],
  [1000, 0.1245, 5.37, 5.07],
  [1000, 0.0795, 5.56, 5.26],
  [2500, 0.2745, 5.42, 5.12],
  [2500, 0.1554, 5.67, 5.37],
  [2500, 0.0795, 5.96, 5.66],
  [5000, 0.2745, 5.72, 5.42],
  [5000, 0.1245, 6.07, 5.77],
] as const

test.each(FINEST)('at %d mm and a pitch of %d mm the finest level is %d with 1 px a stroke and %d with 2', (pathMm, pitchMm, one, two) => {
  const screen = { pathMm, pitchMm, mirrors: 0 }
  expect(Math.abs(finestLevel(screen, 1) - one)).toBeLessThan(0.0051)
  expect(Math.abs(finestLevel(screen) - two)).toBeLessThan(0.0051)
  expect(drawable(screen, finestLevel(screen) - 0.001)).toBe(true)
  expect(drawable(screen, finestLevel(screen) + 0.001)).toBe(false)
})

test.each([
  [1000, 0.2745, 1.33, 1.06],
  [1000, 0.1554, 2.36, 1.87],
  [2500, 0.2745, 3.34, 2.65],
  [2500, 0.1554, 5.89, 4.68],
  [5000, 0.2745, 6.67, 5.3],
])('at %d mm and a pitch of %d mm a stroke is %d px at 4.9 and %d px at 5.0', (pathMm, pitchMm, at49, at50) => {
  const screen = { pathMm, pitchMm, mirrors: 0 }
  expect(Math.abs(strokePx(4.9, screen) - at49)).toBeLessThan(0.0051)
  expect(Math.abs(strokePx(5, screen) - at50)).toBeLessThan(0.0051)
  expect(levelFromPx(strokePx(4.9, screen), screen)).toBeCloseTo(4.9, 6)
})

test('an odd count of mirrors inverts what the driver sees', () => {
  expect([0, 1, 2, 3].map((mirrors) => inverted({ pathMm: 5000, pitchMm: 0.2745, mirrors }))).toEqual([false, true, false, true])
})
