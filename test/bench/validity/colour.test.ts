import { expect, test } from 'vitest'
import { drawPlate } from '#measure/colour/plate.ts'
import { screenColours } from '#measure/colour/record.ts'
import { LINES } from './anomalous.ts'
import { CIE_1931, FIRST_NM, STEP_NM } from './cie-1931.ts'
import { measured } from './colour.ts'
import { coneOf, MEAN_EYE, xyzOfLight } from './cones.ts'
import { brettel, dichromats, machado, type Observer, type Rgb, vienot } from './dichromats.ts'
import { apartFor, noiseOf, platesOf, readingOf, shapesOf } from './looking.ts'
import { colourOf, lightOf, render } from './pixels.ts'
import { LIT, srgbTone as linear, metered, PLACED } from './screens.ts'
import { dichromatBefore, EYES, isLit } from './spectral.ts'

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

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

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

test('the light of a dot is what the pixels that lie within it have', () => {
  const plate = drawPlate({ kind: 'deutan', plate: 77, figure: '47' })
  const picture = render(plate)
  for (const dot of plate.dots)
    for (const [n, light] of colourOf(picture, dot, linear).entries()) expect(light).toBeCloseTo(lightOf(dot, linear)[n] ?? Number.NaN, 9)
})

// CIE 170-1:2006, for 2° and by energy; looked at in steps of 5 nm.
test.each([
  ['L', 570.2],
  ['M', 542.8],
  ['S', 442.1],
] as const)('the %s cone of the mean eye takes in most at %d nm', (cone, nm) => {
  const taken = coneOf(cone, MEAN_EYE)
  expect(Math.abs(FIRST_NM + STEP_NM * taken.indexOf(Math.max(...taken)) - nm)).toBeLessThan(3)
})

test('a light that is the same at every wavelength is white E to a colorimeter', () => {
  const [X, Y, Z] = xyzOfLight(CIE_1931.map(() => 1))
  expect([X / (X + Y + Z), Y / (X + Y + Z)]).toEqual([expect.closeTo(1 / 3, 3), expect.closeTo(1 / 3, 3)])
})

test('every screen is accepted by its own record, and none by one whose red is a tenth off', () => {
  for (const screen of [...PLACED, ...LIT]) {
    expect(measured(screen), screen.name).not.toBeNull()
    const told = metered(screen)
    const off = { ...told, luminance: { ...told.luminance, red: 1.1 * told.luminance.red } }
    expect(screenColours(off), screen.name).toMatchObject({ refused: 'colours-contradict' })
  }
})

test('eyes of people without a cone tell the two colours of a plate by less than a twentieth on the line that suits them best, whatever the light', () => {
  const shapes = shapesOf('openings')
  for (const screen of LIT.filter(isLit))
    for (const axis of AXES)
      for (const eye of EYES) {
        const { see } = dichromatBefore(screen, axis, eye)
        const apart = LINES[axis].map((sweep) => {
          const plates = platesOf(axis, shapes, 6, 1, measured(screen) ?? undefined, sweep)
          // Of each of the two colours the mean of what the one cone for red and green takes in.
          const side = (redder: boolean) =>
            mean(
              plates.flatMap(({ layout, colours, turned }) => {
                const figure = new Set(layout.shapes[layout.right]?.figure)
                return colours.flatMap((light, dot) => ((figure.has(dot) !== turned) === redder ? [see(light)[0]] : []))
              }),
            )
          return Math.abs(side(true) / side(false) - 1)
        })
        expect(Math.min(...apart), `${screen.name}, ${axis}, ${eye.name}`).toBeLessThan(0.05)
      }
})
