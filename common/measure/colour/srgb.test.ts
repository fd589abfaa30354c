import { expect, test } from 'vitest'
import { confusionPair, encode, hex, linearFromXyY } from './srgb.ts'

test.each([
  ['protan', 0.04, [124, 143, 113], [175, 125, 106]],
  ['protan', 0.06, [108, 146, 115], [186, 120, 104]],
  ['protan', 0.08, [88, 150, 117], [197, 115, 101]],
  ['deutan', 0.04, [124, 143, 107], [177, 124, 113]],
  ['deutan', 0.06, [109, 147, 106], [189, 118, 114]],
  ['deutan', 0.08, [91, 150, 105], [201, 111, 116]],
] as const)('the %s pair at t = %d is the worked one, to one step of a channel', (axis, t, ground, figure) => {
  const pair = confusionPair(axis, t, [0.36, 0.37])
  for (const [chromaticity, worked] of [
    [pair.ground, ground],
    [pair.figure, figure],
  ] as const) {
    const bytes = linearFromXyY(chromaticity, 0.25).map(encode)
    for (const [channel, byte] of bytes.entries()) expect(Math.abs(byte - (worked[channel] ?? Number.NaN))).toBeLessThanOrEqual(1)
  }
})

test('the white of the screen is D65 at luminance 1, and half of its light is byte 188', () => {
  expect(hex(linearFromXyY([0.31271, 0.32902], 1))).toBe('ffffff')
  expect(encode(0.5)).toBe(188)
})
