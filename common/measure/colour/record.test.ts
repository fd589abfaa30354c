import { expect, test } from 'vitest'
import type { ColourReadings } from '#protocol/procedures/screen-colours.ts'
import { screenColours } from './record.ts'

const power = (gamma: number) => [64, 128, 192].map((byte) => ({ byte, light: (byte / 255) ** gamma }))
/** A screen of 200 cd/m² with the primaries and the white of sRGB (IEC 61966-2-1), and a power of 2.2. */
const SCREEN: ColourReadings = {
  white: [0.3127, 0.329],
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
  luminance: { white: 200, red: 42.53, green: 143.04, blue: 14.43, black: 0 },
  steps: [power(2.2), power(2.2), power(2.2)],
}
const lit = (luminance: Partial<ColourReadings['luminance']>): ColourReadings => ({
  ...SCREEN,
  luminance: { ...SCREEN.luminance, ...luminance },
})

test('readings that fit one another are a record', () => {
  const { steps: _, ...kept } = SCREEN
  expect(screenColours(SCREEN)).toEqual({ ...kept, tone: [2.2, 2.2, 2.2] })
})

test('with a luminance meter alone white follows from the primaries and their luminances', () => {
  const { white: _, ...metered } = SCREEN
  expect(screenColours(metered)).toMatchObject({ white: [expect.closeTo(0.3127, 3), expect.closeTo(0.329, 3)] })
  // A warmer screen: more red against green and blue.
  const warm = screenColours({ ...metered, luminance: { white: 210, red: 60, green: 138, blue: 12, black: 0 } })
  expect(warm).toMatchObject({ white: [expect.closeTo(0.354, 2), expect.closeTo(0.345, 2)] })
})

/** A light and 2 cd/m² of a grey black, as a meter sees them together: CIE 1931 by its sums. */
const withBlack = ([x, y]: readonly [number, number], Y: number): { place: [number, number]; luminance: number } => {
  const [X, Z] = [(x / y) * Y + (0.3127 / 0.329) * 2, ((1 - x - y) / y) * Y + ((1 - 0.3127 - 0.329) / 0.329) * 2]
  const all = X + Y + 2 + Z
  return { place: [X / all, (Y + 2) / all], luminance: Y + 2 }
}

test('the light that black gives is counted once, not three times', () => {
  const [red, green, blue] = [withBlack([0.64, 0.33], 42.53), withBlack([0.3, 0.6], 143.04), withBlack([0.15, 0.06], 14.43)]
  const grey = lit({ white: 202, red: red.luminance, green: green.luminance, blue: blue.luminance, black: 2 })
  const record = screenColours({ ...grey, red: red.place, green: green.place, blue: blue.place })
  expect(record).toMatchObject({ tone: [2.2, 2.2, 2.2] })
})

test.each([
  ['red, a tenth too bright beside white’s chromaticity', lit({ red: 46.8 }), 10],
  ['green, a tenth too dark', lit({ green: 128.7 }), 11],
  ['white, brighter than red, green and blue together', lit({ white: 220 }), 9],
])('%s is a contradiction', (_, readings, percent) => {
  const refused = screenColours(readings)
  expect(refused).toMatchObject({ refused: 'colours-contradict' })
  expect(Math.abs(Number('fields' in refused ? refused.fields['percent'] : Number.NaN) - percent)).toBeLessThanOrEqual(1)
})

test('a gain that is 4 % off is taken, as meters are', () => {
  expect(screenColours(lit({ red: 44.2 }))).not.toHaveProperty('refused')
})

test('three primaries that are none are a contradiction', () => {
  expect(screenColours({ ...SCREEN, green: [0.64, 0.33] })).toMatchObject({ refused: 'colours-contradict' })
})

test('a screen of less than 80 cd/m² is too dim', () => {
  const { luminance } = SCREEN
  const dim = Object.fromEntries(Object.entries(luminance).map(([name, value]) => [name, value * 0.39])) as typeof luminance
  expect(screenColours({ ...SCREEN, luminance: dim })).toMatchObject({ refused: 'screen-dim', fields: { luminance: 78, least: 80 } })
})

test('the tone is found channel by channel, and sRGB’s own curve is told from a power', () => {
  // IEC 61966-2-1 at bytes 64, 128 and 192.
  const srgb = [
    { byte: 64, light: 0.0513 },
    { byte: 128, light: 0.2159 },
    { byte: 192, light: 0.5271 },
  ]
  expect(screenColours({ ...SCREEN, steps: [srgb, power(1.8), power(2.6)] })).toMatchObject({ tone: ['sRGB', 1.8, 2.6] })
})

test('greys that follow no curve are refused', () => {
  const steps = [
    { byte: 64, light: 0.02 },
    { byte: 128, light: 0.3 },
    { byte: 192, light: 0.5 },
  ]
  expect(screenColours({ ...SCREEN, steps: [steps, steps, steps] })).toMatchObject({ refused: 'tone-uneven' })
})

test('a screen whose primaries are too near to one another can’t show the plates', () => {
  // All three drawn two thirds of the way to white; their luminances still make it.
  const { white: _, ...metered } = SCREEN
  const refused = screenColours({
    ...metered,
    red: [0.38, 0.329],
    green: [0.311, 0.373],
    blue: [0.28, 0.27],
    luminance: { white: 200, red: 60, green: 90, blue: 50, black: 0 },
  })
  expect(refused).toMatchObject({ refused: 'plates-not-shown' })
})
