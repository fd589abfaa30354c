import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { COLOUR_KINDS, Dot } from '#protocol/procedures/colour.ts'
import type { ScreenColours } from '#protocol/procedures/screen-colours.ts'
import { DIGITS, OPENINGS } from './figures.ts'
import { fitsPlates } from './palette.ts'
import { drawPlate } from './plate.ts'

const figures = fc.oneof(
  fc.tuple(fc.constantFrom(...DIGITS), fc.constantFrom(...DIGITS)).map((pair) => pair.join('')),
  fc.constantFrom(...OPENINGS),
)
const plates = fc.record({ kind: fc.constantFrom(...COLOUR_KINDS), plate: fc.integer({ min: 0, max: 0xffffffff }), figure: figures })
const relative = (colour: string): number[] =>
  [0, 2, 4].map((at) => {
    const v = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  })
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = relative(colour)
  return 0.2126729 * red + 0.7151522 * green + 0.072175 * blue
}
/** A strong plate's two colours: one has more red than green. */
const redder = (colour: string): boolean => {
  const [red = 0, green = 0] = relative(colour)
  return red > 1.1 * green
}
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('dots touch none of the others, fill the plate, and can be sent', () => {
  fc.assert(
    fc.property(plates, (stimulus) => {
      const { dots } = drawPlate(stimulus)
      const apart = (a: Dot, b: Dot) => Math.hypot(a[0] - b[0], a[1] - b[1]) > a[2] + b[2]
      return (
        dots.length > 400 &&
        dots.every((dot) => Value.Check(Dot, dot) && Math.hypot(dot[0] - 500, dot[1] - 500) + dot[2] <= 500) &&
        dots.every((dot, n) => dots.slice(n + 1).every((other) => apart(dot, other)))
      )
    }),
    { numRuns: 10 },
  )
})

test('the same stimulus draws the same plate, another number, figure or kind another', () => {
  const stimulus = { kind: 'protan', plate: 7, figure: '47' } as const
  expect(drawPlate(stimulus)).toEqual(drawPlate({ ...stimulus }))
  for (const other of [{ plate: 8 }, { figure: '74' }, { figure: 'up' }, { kind: 'deutan' } as const])
    expect(drawPlate({ ...stimulus, ...other })).not.toEqual(drawPlate(stimulus))
})

test('where the dots lie tells nothing of the figure or the kind', () => {
  const places = (stimulus: Parameters<typeof drawPlate>[0]) => drawPlate(stimulus).dots.map(([x, y, radius]) => [x, y, radius])
  const stimulus = { kind: 'protan', plate: 7, figure: '47' } as const
  expect(places({ ...stimulus, figure: '92' })).toEqual(places(stimulus))
  expect(places({ ...stimulus, kind: 'demonstration', figure: 'down' })).toEqual(places(stimulus))
})

test('no colour is cut off at the limits of the screen', () => {
  for (const kind of COLOUR_KINDS) {
    const colours = Array.from({ length: 6 }, (_, plate) => drawPlate({ kind, plate, figure: '69' }).dots)
      .flat()
      .map(([, , , colour]) => colour)
    expect(colours.filter((colour) => /^(00|ff)|^..(00|ff)|(00|ff)$/.test(colour))).toEqual([])
  }
})

test('the figure is now the redder, now the greener part', () => {
  const middle = (plate: number) => {
    const { dots } = drawPlate({ kind: 'protan', plate, figure: 'up' })
    // The lower third of a ring that is open above.
    const figure = dots.filter(([x, y]) => Math.abs(x - 500) < 60 && y > 690 && y < 830)
    return redder(figure[0]?.[3] ?? '')
  }
  const red = Array.from({ length: 40 }, (_, plate) => middle(plate)).filter(Boolean).length
  expect(red).toBeGreaterThan(8)
  expect(red).toBeLessThan(32)
})

// Viénot, Brettel and Mollon (1999), for linear sRGB: how bright a colour is to each dichromat, and how blue.
const DICHROMAT = {
  protan: ([red = 0, green = 0, blue = 0]: number[]) => [0.11238 * red + 0.88762 * green, 0.00401 * (red - green) + blue],
  deutan: ([red = 0, green = 0, blue = 0]: number[]) => [0.29275 * red + 0.70725 * green, 0.02234 * (green - red) + blue],
}

test.each(['protan', 'deutan'] as const)('figure and ground of a %s plate are alike to its dichromat, but not its dots', (kind) => {
  const dots = Array.from({ length: 40 }, (_, plate) => drawPlate({ kind, plate, figure: '69' }).dots).flat()
  const seen = (red: boolean) =>
    dots.filter(([, , , colour]) => redder(colour) === red).map(([, , , colour]) => DICHROMAT[kind](relative(colour)))
  const [some, others] = [seen(true), seen(false)]
  const bright = (part: number[][]) => part.map(([brightness = 0]) => brightness)
  const hue = (part: number[][]) => part.map(([brightness = 1, blueness = 0]) => blueness / brightness)
  // Unlike by less than a tenth of what one dot differs from the next.
  expect(Math.abs(mean(bright(some)) / mean(bright(others)) - 1)).toBeLessThan(0.03)
  expect(Math.abs(mean(hue(some)) / mean(hue(others)) - 1)).toBeLessThan(0.03)
  for (const part of [some, others]) {
    expect(Math.max(...bright(part)) / Math.min(...bright(part))).toBeGreaterThan(2.2)
    expect(Math.max(...hue(part)) / Math.min(...hue(part))).toBeGreaterThan(2.2)
  }
})

test('a faint plate is about half as far apart as a strong one', () => {
  const spread = (kind: 'protan' | 'weak-protan' | 'deutan' | 'weak-deutan') => {
    const shares = drawPlate({ kind, plate: 3, figure: '69' }).dots.map(([, , , colour]) => {
      const [red = 0, green = 1] = relative(colour)
      return Math.log(red / green)
    })
    return Math.max(...shares) - Math.min(...shares)
  }
  for (const axis of ['protan', 'deutan'] as const) {
    expect(spread(`weak-${axis}`) / spread(axis)).toBeGreaterThan(0.4)
    expect(spread(`weak-${axis}`) / spread(axis)).toBeLessThan(0.65)
  }
})

test('each digit has dots enough to be seen, in the demonstration by brightness', () => {
  for (const digit of DIGITS) {
    const { dots } = drawPlate({ kind: 'demonstration', plate: 99, figure: `${digit}${digit}` })
    for (const half of [dots.filter(([x]) => x < 500), dots.filter(([x]) => x >= 500)]) {
      const dark = half.filter(([, , , colour]) => luminance(colour) < 0.2).length
      expect(dark).toBeGreaterThan(25)
      expect(dark).toBeLessThan(half.length / 2)
    }
  }
})

test('a ring is open on the side that it names, and closed on the three others', () => {
  const sides = { up: [500, 240], right: [760, 500], down: [500, 760], left: [240, 500] } as const
  for (const opening of OPENINGS) {
    const { dots } = drawPlate({ kind: 'demonstration', plate: 5, figure: opening })
    for (const side of OPENINGS) {
      const near = dots.filter(([x, y]) => Math.hypot(x - sides[side][0], y - sides[side][1]) < 70)
      const dark = near.filter(([, , , colour]) => luminance(colour) < 0.2).length
      expect(dark, `${opening} at ${side}`).toBe(side === opening ? 0 : near.length)
    }
  }
})

// ---------------------------------------------------------------- screens

type Light = readonly [X: number, Y: number, Z: number]
const lightOfPlace = (x: number, y: number, Y: number): Light => [(x / y) * Y, Y, ((1 - x - y) / y) * Y]
/** The light of a byte colour on a screen whose greys go by a power, CIE 1931. */
const shownBy = ({ red, green, blue, luminance }: ScreenColours, gamma: number, colour: string): Light => {
  const drive = [0, 2, 4].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** gamma)
  const parts = [lightOfPlace(...red, luminance.red), lightOfPlace(...green, luminance.green), lightOfPlace(...blue, luminance.blue)]
  const sum = (n: 0 | 1 | 2) => parts.reduce((all, part, channel) => all + part[n] * (drive[channel] ?? 0), 0) / luminance.white
  return [sum(0), sum(1), sum(2)]
}
/** Cones of Smith and Pokorny (1975) by CIE 1931, as Boynton (1979) writes them: what a deuteranope has of a light, and a protanope. */
const CONES = {
  deutan: ([X, Y, Z]: Light) => [0.15514 * X + 0.54312 * Y - 0.03286 * Z, Z],
  protan: ([X, Y, Z]: Light) => [-0.15514 * X + 0.45684 * Y + 0.03286 * Z, Z],
}

/** Primaries and whites of screens as they are sold: sRGB at 5000 K and 9300 K, DCI-P3 and Adobe RGB at D65, 200 cd/m². */
const made = (
  red: [number, number],
  green: [number, number],
  blue: [number, number],
  white: [number, number],
  r: number,
  g: number,
  b: number,
): ScreenColours => ({
  red,
  green,
  blue,
  white,
  tone: [2.2, 2.2, 2.2],
  luminance: { white: 200, red: 200 * r, green: 200 * g, blue: 200 * b, black: 0 },
})
const SCREENS = {
  '5000 K': made([0.64, 0.33], [0.3, 0.6], [0.15, 0.06], [0.3457, 0.3585], 0.2502, 0.6977, 0.0521),
  '9300 K': made([0.64, 0.33], [0.3, 0.6], [0.15, 0.06], [0.2831, 0.297], 0.1801, 0.7229, 0.097),
  P3: made([0.68, 0.32], [0.265, 0.69], [0.15, 0.06], [0.3127, 0.329], 0.229, 0.6917, 0.0793),
  'Adobe RGB': made([0.64, 0.33], [0.21, 0.71], [0.15, 0.06], [0.3127, 0.329], 0.2973, 0.6274, 0.0753),
}

test.each(Object.entries(SCREENS))('on a screen of %s figure and ground are alike to a dichromat, and far apart to others', (_, screen) => {
  for (const kind of ['deutan', 'protan'] as const) {
    const lights = Array.from({ length: 40 }, (_, plate) => drawPlate({ kind, plate, figure: '69' }, screen).dots)
      .flat()
      .map(([, , , colour]) => shownBy(screen, 2.2, colour))
    const place = ([X, Y, Z]: Light) => X / (X + Y + Z)
    const middle = mean(lights.map(place))
    const part = (red: boolean) => lights.filter((light) => place(light) > middle === red)
    const level = (side: Light[], at: 0 | 1) => mean(side.map((light) => CONES[kind](light)[at] ?? Number.NaN))
    for (const at of [0, 1] as const) expect(Math.abs(level(part(true), at) / level(part(false), at) - 1)).toBeLessThan(0.045)
    expect(mean(part(true).map(place)) - mean(part(false).map(place))).toBeGreaterThan(0.09)
  }
})

test.each(Object.entries(SCREENS))(
  'no light of a plate on a screen of %s is more than 5 %% from what was asked for, or cut off',
  (_, screen) => {
    expect(fitsPlates(screen)).toBe(true)
    for (const kind of COLOUR_KINDS)
      for (const sweep of [-1, 1] as const) expect(() => drawPlate({ kind, plate: 3, figure: '42', sweep }, screen)).not.toThrow()
  },
)

test('a screen whose primaries are nearly one colour is asked for no plate', () => {
  const grey = made([0.38, 0.329], [0.311, 0.373], [0.28, 0.27], [0.3127, 0.329], 0.3, 0.45, 0.25)
  expect(fitsPlates(grey)).toBe(false)
  expect(() => drawPlate({ kind: 'deutan', plate: 3, figure: '42' }, grey)).toThrow(RangeError)
})
