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

test.each(['protan', 'deutan'] as const)(
  'figure and ground of a %s plate are equally bright in the mean, each dot up to a quarter off',
  (kind) => {
    const dots = Array.from({ length: 12 }, (_, plate) => drawPlate({ kind, plate, digits: '69' }).dots).flat()
    const figure = dots.filter(([, , , colour]) => redder(colour)).map(([, , , colour]) => luminance(colour))
    const ground = dots.filter(([, , , colour]) => !redder(colour)).map(([, , , colour]) => luminance(colour))
    expect(Math.abs(mean(figure) / mean(ground) - 1)).toBeLessThan(0.02)
    for (const value of [...figure, ...ground]) expect(Math.abs(value / 0.25 - 1)).toBeLessThan(0.26)
    expect(Math.max(...figure) / Math.min(...figure)).toBeGreaterThan(1.5)
  },
)

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
