import { expect, test } from 'vitest'
import { brettel, dichromats, machado, type Observer, type Rgb, vienot } from './dichromats.ts'
import { apartFor, noiseOf, platesOf, readingOf, shapesOf } from './looking.ts'
import { linear } from './pixels.ts'

const AXES = ['protan', 'deutan'] as const

test.each([...AXES.flatMap(dichromats), ...AXES.map((axis) => machado(axis, 0.35))])('greys stay grey to $name', ({ see }) => {
  for (const channel of see([0.4, 0.4, 0.4])) expect(channel).toBeCloseTo(0.4, 4)
})

test('severity 0 is a normal eye, and what lies between two steps of the table lies between them', () => {
  expect(machado('deutan', 0).see([0.1, 0.5, 0.9])).toEqual([0.1, 0.5, 0.9])
  const red = (severity: number) => machado('protan', severity).see([1, 0, 0])[0]
  expect(red(0.25)).toBeCloseTo((red(0.2) + red(0.3)) / 2, 9)
  expect(red(1)).toBeCloseTo(0.152286, 9)
})

test('the two half-planes of Brettel meet: colours on both sides of the grey axis are alike', () => {
  const { see } = brettel('deutan')
  const [some, others] = [see([0.5, 0.5, 0.5001]), see([0.5, 0.5, 0.4999])]
  for (const [n, channel] of some.entries()) expect(channel).toBeCloseTo(others[n] ?? Number.NaN, 3)
})

const lab = ([red, green, blue]: Rgb): Rgb => {
  const f = (v: number) => (v > 216 / 24389 ? Math.cbrt(v) : ((24389 / 27) * v + 16) / 116)
  const X = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
  const Y = f(0.2126729 * red + 0.7151522 * green + 0.072175 * blue)
  const Z = f((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883)
  return [116 * Y - 16, 500 * (X - Y), 200 * (Y - Z)]
}
const difference = ([see, some, others]: [Observer['see'], Rgb, Rgb]): number => {
  const [a, b] = [some, others].map(([red, green, blue]) => lab(see([linear(red), linear(green), linear(blue)])))
  return Math.hypot(...(a ?? []).map((value, n) => value - (b?.[n] ?? 0)))
}

// Worked by others: CIE76 between two bytes' colours, to a normal eye and to Viénot's protanope and deuteranope.
test.each([
  [[88, 150, 117], [197, 115, 101], 59.5, 6.5, 16.7],
  [[124, 143, 113], [175, 125, 106], 29.6, 3.2, 8.3],
  [[91, 150, 105], [201, 111, 116], 65.7, 18.8, 3.6],
  [[109, 147, 106], [189, 118, 114], 49.1, 13.9, 2.7],
] as [Rgb, Rgb, number, number, number][])(
  '%j and %j are ΔE %d apart, to a protanope %d, to a deuteranope %d',
  (some, others, normal, protan, deutan) => {
    expect(Math.abs(difference([(colour) => colour, some, others]) - normal)).toBeLessThan(0.8)
    expect(Math.abs(difference([vienot('protan').see, some, others]) - protan)).toBeLessThan(0.8)
    expect(Math.abs(difference([vienot('deutan').see, some, others]) - deutan)).toBeLessThan(0.8)
  },
)

test.each(AXES)('a normal eye reads strong %s plates by nearly any reader, a weak one by the best, and a dichromat guesses', (axis) => {
  const shapes = shapesOf('openings')
  const [lessons, asked] = [platesOf(axis, shapes, 20, 1), platesOf(axis, shapes, 40, 2)]
  const normal = readingOf(machado(axis, 0), lessons, asked, noiseOf(6, 3))
  expect(normal.best).toBe(1)
  expect(readingOf(machado(axis, 0.6), lessons, asked, noiseOf(6, 3)).best).toBeGreaterThan(0.9)
  expect(apartFor(machado(axis, 0), lessons, noiseOf(6, 3))).toBeGreaterThan(2)
  for (const dichromat of dichromats(axis)) {
    expect(apartFor(dichromat, lessons)).toBeLessThan(0.3)
    // A guess among four is 25 %; four standard deviations of forty guesses are added.
    expect(readingOf(dichromat, lessons, asked).best).toBeLessThan(0.55)
  }
})
