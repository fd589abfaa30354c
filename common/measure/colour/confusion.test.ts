import { expect, test } from 'vitest'
import { confusionPair, FELT_BY } from './confusion.ts'
import { byteOf, SRGB, screenOf, xyzOf } from './screen.ts'

test.each([
  ['protan', 0.04, [124, 143, 113], [175, 125, 106]],
  ['protan', 0.06, [108, 146, 115], [186, 120, 104]],
  ['protan', 0.08, [88, 150, 117], [197, 115, 101]],
  ['deutan', 0.04, [124, 143, 107], [177, 124, 113]],
  ['deutan', 0.06, [109, 147, 106], [189, 118, 114]],
  ['deutan', 0.08, [91, 150, 105], [201, 111, 116]],
] as const)('the %s pair at t = %d is the worked one on an sRGB screen, to one step of a channel', (axis, t, ground, figure) => {
  const pair = confusionPair(axis, t, [0.36, 0.37])
  for (const [chromaticity, worked] of [
    [pair.ground, ground],
    [pair.figure, figure],
  ] as const) {
    const bytes = screenOf(SRGB)
      .drive(xyzOf(chromaticity, 0.25))
      .map((light) => byteOf('sRGB', light))
    for (const [channel, byte] of bytes.entries()) expect(Math.abs(byte - (worked[channel] ?? Number.NaN))).toBeLessThanOrEqual(1)
  }
})

// Viénot, Brettel and Mollon (1999) and Machado et al. (2009), on an sRGB screen: green against red.
test.each([
  ['protan', -0.1453, -0.1266],
  ['deutan', -0.4187, -0.4139],
] as const)('what a %s lacks a cone for lies between two published simulations', (axis, low, high) => {
  const [red, green] = screenOf(SRGB).change(FELT_BY[axis])
  expect(green / red).toBeGreaterThan(low)
  expect(green / red).toBeLessThan(high)
})
