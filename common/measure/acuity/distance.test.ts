import { expect, test } from 'vitest'
import { awayFromMark, TOO_FAR_OFF } from './distance.ts'

/** Pixels between eyes 63 mm apart, `mm` in front of a camera whose focal length is 1000 px: similar triangles. */
const spanAt = (mm: number) => (63 * 1000) / mm
const mark = { spanPx: spanAt(700), cameraMm: 700, pathMm: 2500 }
const still = (mm: number) => [spanAt(mm), spanAt(mm), spanAt(mm)]

test.each([
  ['stays', 0, 0],
  ['leans 10 cm forward', -100, -0.04],
  ['sits 5 cm further back', 50, 0.02],
  ['comes half a metre nearer', -500, -0.2],
])('a driver at 2.5 m who %s is so far off', (_, moved, away) => {
  expect(awayFromMark(still(700 + moved), mark)).toBeCloseTo(away, 9)
})

test('the same movement counts for less on a longer path, and 3 in 100 is where it becomes too much', () => {
  expect(awayFromMark(still(600), { ...mark, pathMm: 5000 })).toBeCloseTo(-0.02, 9)
  expect(Math.abs(awayFromMark(still(700 - 76), mark) ?? 0)).toBeGreaterThan(TOO_FAR_OFF)
  expect(Math.abs(awayFromMark(still(700 + 74), mark) ?? 1)).toBeLessThan(TOO_FAR_OFF)
})

test('who leans in for a moment is as far off as at that moment', () => {
  const spans = [...still(700), ...still(700), spanAt(610), spanAt(600), spanAt(605), ...still(702)]
  expect(awayFromMark(spans, mark)).toBeCloseTo(-95 / 2500, 9)
})

test('one picture that is wrong changes nothing', () => {
  expect(awayFromMark([spanAt(700), spanAt(300), spanAt(700), spanAt(701), spanAt(2000), spanAt(701)], mark)).toBeCloseTo(1 / 2500, 9)
})

test('fewer than three pictures say nothing', () => {
  expect(awayFromMark([], mark)).toBeNull()
  expect(awayFromMark([spanAt(700), spanAt(700)], mark)).toBeNull()
})
