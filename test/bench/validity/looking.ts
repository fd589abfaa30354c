import { DIGITS, OPENINGS } from '#measure/colour/figures.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import type { ScreenColours } from '#protocol/procedures/screen-colours.ts'
import type { Observer, Rgb } from './dichromats.ts'
import { lightOf } from './pixels.ts'
import { type Layout, layoutOf, learn, type Noise, type Plate, readersOf, type Shape, see, trained } from './readers.ts'
import { type Screen, SRGB_SCREEN } from './screens.ts'

export type Form = 'digits' | 'openings'
type Kind = Parameters<typeof drawPlate>[0]['kind']

/** A plate that was drawn and laid out; `colours` are the light of its dots. */
export type Looked = { layout: Layout; colours: readonly Rgb[]; turned: boolean }

/** Numbers from 0 up to 1, by mulberry32: the figures are the same in every run. */
export const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Numbers from the normal distribution, by Box and Muller. */
export const normals = (unit: () => number) => () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())

/** A screen as it shows bytes, and what is known of it where plates are drawn; null: nothing, and it is taken for sRGB. */
export type Before = { screen: Screen; known: ScreenColours | null }
const SRGB: Before = { screen: SRGB_SCREEN, known: null }

type Drawn = Pick<Parameters<typeof drawPlate>[0], 'kind' | 'sweep'>
const plateOf = (drawn: Drawn, plate: number, figure: string, known: ScreenColours | null = null): Plate => ({
  ...drawPlate({ ...drawn, plate, figure }, known),
  answer: figure,
})

/** Demonstration plates of each shape from which its place is learnt. */
const DEMONSTRATIONS = 16
const learnt = (figure: string) =>
  learn(Array.from({ length: DEMONSTRATIONS }, (_, plate) => plateOf({ kind: 'demonstration' }, 1_000_000 + plate, figure)))

const known = new Map<Form, readonly Shape[]>()

/** Everything that a plate of a form may show: learnt once. */
export const shapesOf = (form: Form): readonly Shape[] => {
  const shapes = known.get(form) ?? learntFor(form)
  known.set(form, shapes)
  return shapes
}

const learntFor = (form: Form): Shape[] => {
  if (form === 'openings') return OPENINGS.map((answer) => ({ answer, holds: learnt(answer) }))
  const digits = DIGITS.map((digit) => ({ digit, holds: learnt(digit + digit) }))
  return digits.flatMap((left) =>
    digits.map((right) => ({
      answer: left.digit + right.digit,
      holds: (x: number, y: number) => (x < 500 ? left : right).holds(x, y),
    })),
  )
}

/** Layouts by the shapes, then by the plate's number and answer: where dots lie is the same on every screen, and takes long to work out. */
const layouts = new WeakMap<readonly Shape[], Map<string, Layout>>()
const layoutFor = (plate: Plate, number: number, shapes: readonly Shape[]): Layout => {
  const known = layouts.get(shapes) ?? new Map<string, Layout>()
  layouts.set(shapes, known)
  const name = `${number} ${plate.answer}`
  const layout = known.get(name) ?? layoutOf(plate, shapes)
  known.set(name, layout)
  return layout
}

/** Fresh plates of a kind, each showing one of the shapes at random, before a screen. Their colours are the light of its channels, 0 to 1. */
export const platesOf = (
  kind: Kind,
  shapes: readonly Shape[],
  count: number,
  seed: number,
  { screen, known }: Before = SRGB,
  sweep?: -1 | 1,
): Looked[] => {
  const unit = numbers(seed)
  return Array.from({ length: count }, () => {
    const shape = shapes[Math.floor(unit() * shapes.length)]
    const number = Math.floor(unit() * 2 ** 32)
    const plate = plateOf({ kind, ...(sweep ? { sweep } : {}) }, number, shape?.answer ?? '', known)
    const colours = plate.dots.map((dot) => lightOf(dot, screen.tone))
    const layout = layoutFor(plate, number, shapes)
    return { layout, colours, turned: isTurned(layout, colours) }
  })
}

/** Whether the figure is the greener part. */
const isTurned = ({ shapes, right }: Layout, colours: readonly Rgb[]): boolean => {
  const figure = shapes[right]?.figure ?? []
  const redder = (dots: readonly number[]) =>
    dots.reduce((sum, dot) => sum + (colours[dot]?.[0] ?? 0) - (colours[dot]?.[1] ?? 0), 0) / dots.length
  return redder(figure) < redder([...colours.keys()])
}

const seenBy = (plates: readonly Looked[], observer: Observer, noise: Noise | null) =>
  plates.map(({ colours, ...plate }) => ({ ...plate, seen: see(colours, observer, noise) }))

/** How often each of an observer's readers finds everything that is shown, and how often the best of them does. */
export const readingOf = (observer: Observer, lessons: readonly Looked[], plates: readonly Looked[], noise: Noise | null = null) => {
  const readers = readersOf(seenBy(lessons, observer, noise))
  const seen = seenBy(plates, observer, noise)
  const shares = Object.fromEntries(
    Object.entries(readers).map(([name, read]) => [
      name,
      seen.filter(({ layout, seen }) => read(layout, seen) === layout.right).length / seen.length,
    ]),
  )
  return { shares, best: Math.max(...Object.values(shares)) }
}

/** Figure and ground of a plate in standard deviations of a single dot, in the mixture of colours where they're furthest apart. */
export const apartFor = (observer: Observer, lessons: readonly Looked[], noise: Noise | null = null): number =>
  trained(seenBy(lessons, observer, noise)).apart

/**
 * A person's noise on each dot, in CIELAB and in logarithms. One just noticeable difference is ΔE 2.3 (Mahy, Van Eycken and
 * Oosterlinck 1994) for two fields side by side; dots are small, apart, and not all taken in at a glance, and a person weighs them
 * far worse than these readers do. `times` such a difference stands for all of that: an assumption, to be measured on people.
 */
export const noiseOf = (times: number, seed: number): Noise => {
  const sd = 2.3 * times
  return { sd: { L: sd, a: sd, b: sd, bright: sd / 20, tint: sd / 20 }, normal: normals(numbers(seed)) }
}
