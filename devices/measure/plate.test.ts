import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Dot } from '#protocol/booth.ts'
import { DIGITS } from './colour.ts'
import { drawPlate } from './plate.ts'

const plates = fc.record({
  kind: fc.constantFrom('demonstration', 'protan', 'deutan'),
  plate: fc.integer({ min: 0, max: 0xffffffff }),
  digits: fc.tuple(fc.constantFrom(...DIGITS), fc.constantFrom(...DIGITS)).map((pair) => pair.join('')),
})
const relative = (colour: string): number[] =>
  [0, 2, 4].map((at) => {
    const v = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  })
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = relative(colour)
  return 0.2126729 * red + 0.7151522 * green + 0.072175 * blue
}
const redder = (colour: string): boolean => {
  const [red = 0, green = 0] = relative(colour)
  return red > green
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

test('the same stimulus draws the same plate, another plate number or other digits another', () => {
  const stimulus = { kind: 'protan' as const, plate: 7, digits: '47' }
  expect(drawPlate(stimulus)).toEqual(drawPlate({ ...stimulus }))
  expect(drawPlate({ ...stimulus, plate: 8 })).not.toEqual(drawPlate(stimulus))
  expect(drawPlate({ ...stimulus, digits: '74' })).not.toEqual(drawPlate(stimulus))
})

// Viénot, Brettel and Mollon (1999), for linear sRGB: how bright a colour is to each dichromat, and how blue.
const DICHROMAT = {
  protan: ([red = 0, green = 0, blue = 0]: number[]) => [0.11238 * red + 0.88762 * green, 0.00401 * (red - green) + blue],
  deutan: ([red = 0, green = 0, blue = 0]: number[]) => [0.29275 * red + 0.70725 * green, 0.02234 * (green - red) + blue],
}

test.each(['protan', 'deutan'] as const)('figure and ground of a %s plate are alike to its dichromat, but not its dots', (kind) => {
  const dots = Array.from({ length: 12 }, (_, plate) => drawPlate({ kind, plate, digits: '69' }).dots).flat()
  const seen = (red: boolean) =>
    dots.filter(([, , , colour]) => redder(colour) === red).map(([, , , colour]) => DICHROMAT[kind](relative(colour)))
  const [figure, ground] = [seen(true), seen(false)]
  const bright = (some: number[][]) => some.map(([brightness = 0]) => brightness)
  const hue = (some: number[][]) => some.map(([brightness = 1, blueness = 0]) => blueness / brightness)
  // Unlike by less than a quarter of what one dot differs from the next.
  expect(Math.abs(mean(bright(figure)) / mean(bright(ground)) - 1)).toBeLessThan(0.036)
  expect(Math.abs(mean(hue(figure)) / mean(hue(ground)) - 1)).toBeLessThan(0.02)
  expect(Math.max(...bright(figure)) / Math.min(...bright(figure))).toBeGreaterThan(1.5)
  expect(Math.max(...bright(ground)) / Math.min(...bright(ground))).toBeGreaterThan(1.5)
})

test('each digit has dots enough to be seen, in the demonstration by brightness', () => {
  for (const digit of DIGITS) {
    const { dots } = drawPlate({ kind: 'demonstration', plate: 99, digits: `${digit}${digit}` })
    for (const half of [dots.filter(([x]) => x < 500), dots.filter(([x]) => x >= 500)]) {
      const dark = half.filter(([, , , colour]) => luminance(colour) < 0.2).length
      expect(dark).toBeGreaterThan(25)
      expect(dark).toBeLessThan(half.length / 2)
    }
  }
})
