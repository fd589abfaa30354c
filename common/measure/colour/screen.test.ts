import { expect, test } from 'vitest'
import { byteOf, lightOf, SRGB, screenOf, xyzOf } from './screen.ts'

test('the white of an sRGB screen is D65 at luminance 1, and half of its light is byte 188', () => {
  for (const drive of screenOf(SRGB).drive(xyzOf([0.31271, 0.32902], 1))) expect(drive).toBeCloseTo(1, 3)
  expect(byteOf('sRGB', 0.5)).toBe(188)
})

test('light and byte are each other’s inverse, by any tone', () => {
  for (const tone of ['sRGB', 1.8, 2.2, 2.6] as const)
    for (let byte = 0; byte < 256; byte += 1) expect(byteOf(tone, lightOf(tone, byte))).toBe(byte)
})

test('what black gives by itself is not driven a second time', () => {
  // 2 cd/m² of white’s own chromaticity under a screen of 200: what a meter says of its primaries then.
  const grey = {
    ...SRGB,
    red: [0.625257, 0.329955] as [number, number],
    green: [0.300316, 0.593262] as [number, number],
    blue: [0.15401, 0.06663] as [number, number],
    luminance: { white: 202, red: 44.53, green: 145.04, blue: 16.435, black: 2 },
  }
  for (const drive of screenOf(grey).drive(xyzOf(SRGB.white, 1))) expect(Math.abs(drive - 1)).toBeLessThan(0.01)
  for (const drive of screenOf(grey).drive(xyzOf(SRGB.white, 2 / 202))) expect(drive).toBeCloseTo(0, 9)
})
