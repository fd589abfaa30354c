import { expect, test } from 'vitest'
import type { Place } from './region.ts'
import { spanOf } from './span.ts'

/** A made-up mesh: points on half an egg, those that have names where they are in a face. `x` grows to the driver's left. */
const FACE: Place[] = Array.from({ length: 468 }, (_, at): Place => {
  const [round, up] = [at * 2.399963, (at + 0.5) / 468 - 0.5]
  const x = Math.sin(round) * 70 * Math.sqrt(1 - 4 * up * up)
  return [x, up * 220, Math.abs(Math.cos(round)) * 60]
})
FACE[33] = [-45, -20, 30]
FACE[263] = [45, -20, 30]
FACE[168] = [0, -20, 5]
FACE[10] = [0, -100, 20]
FACE[152] = [0, 110, 20]

/** The face as a camera sees it: turned about its height by degrees (positive to the driver's right), tilted, enlarged, moved. */
const seen = (degrees: number, tilt = 0, large = 1): Place[] => {
  const [a, b] = [(degrees * Math.PI) / 180, (tilt * Math.PI) / 180]
  return FACE.map(([x, y, z]) => {
    const [x1, z1] = [x * Math.cos(a) + z * Math.sin(a), z * Math.cos(a) - x * Math.sin(a)]
    return [640 + large * (x1 * Math.cos(b) - y * Math.sin(b)), 360 + large * (x1 * Math.sin(b) + y * Math.cos(b)), large * z1]
  })
}
const span = (mesh: Place[], covered: 'left' | 'right' | null) => spanOf([mesh], covered) ?? Number.NaN

test('what is twice as large in the picture has its eyes twice as far apart, whichever of them is covered', () => {
  for (const covered of [null, 'left', 'right'] as const) expect(span(seen(0, 0, 2), covered) / span(seen(0), covered)).toBeCloseTo(2, 6)
})

test('a head that is turned or tilted is as near as it was', () => {
  for (const [turned, tilted] of [
    [15, 0],
    [-15, 8],
    [0, -20],
  ] as const)
    expect(span(seen(turned, tilted), null)).toBeCloseTo(span(seen(0), null), 6)
})

test('what the mesh makes of a covered side counts for nothing', () => {
  // The hidden half, the driver's left, is drawn a fifth too tall; its eye stays, so that the face lies as it did.
  const guessed = seen(0).map(([x, y, z], at): Place => [x, x > 650 && at !== 263 ? 360 + 1.2 * (y - 360) : y, z])
  expect(span(guessed, 'left')).toBeCloseTo(span(seen(0), 'left'), 6)
  expect(Math.abs(span(guessed, 'right') - span(seen(0), 'right'))).toBeGreaterThan(1)
})

test('a face turned towards its covered side is taken for a little smaller than the mesh has it', () => {
  const still = span(seen(0), 'right')
  expect(span(seen(10), 'right') / still).toBeCloseTo(0.98, 3)
  expect(span(seen(-10), 'right') / still).toBeCloseTo(1.02, 3)
  expect(span(seen(-10), 'left') / span(seen(0), 'left')).toBeCloseTo(0.98, 3)
})

test('several meshes of one picture count by their mean, and none tells nothing', () => {
  const both = spanOf([seen(0), seen(0, 0, 1.1)], null)
  expect(both).toBeCloseTo(1.05 * span(seen(0), null), 6)
  expect(spanOf([], null)).toBeNull()
})
