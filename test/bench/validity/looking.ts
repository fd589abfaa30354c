import { DIGITS, OPENINGS } from '#measure/colour/figures.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import type { Observer, Rgb } from './dichromats.ts'
import { colourOf, render } from './pixels.ts'
import { type Layout, layoutOf, learn, type Noise, type Plate, readersOf, type Shape, see, trained } from './readers.ts'

export type Form = 'digits' | 'openings'
type Kind = Parameters<typeof drawPlate>[0]['kind']

/** A plate that was drawn, rendered and laid out; `colours` are those of its dots, taken from the pixels. */
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
const normals = (unit: () => number) => () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())

const plateOf = (kind: Kind, plate: number, figure: string): Plate => ({ ...drawPlate({ kind, plate, figure }), answer: figure })

/** Demonstration plates of each shape from which its place is learnt. */
const DEMONSTRATIONS = 16
const learnt = (figure: string) =>
  learn(Array.from({ length: DEMONSTRATIONS }, (_, plate) => plateOf('demonstration', 1_000_000 + plate, figure)))

/** Everything that a plate of a form may show. */
export const shapesOf = (form: Form): Shape[] => {
  if (form === 'openings') return OPENINGS.map((answer) => ({ answer, holds: learnt(answer) }))
  const digits = DIGITS.map((digit) => ({ digit, holds: learnt(digit + digit) }))
  return digits.flatMap((left) =>
    digits.map((right) => ({
      answer: left.digit + right.digit,
      holds: (x: number, y: number) => (x < 500 ? left : right).holds(x, y),
    })),
  )
}

/** Fresh plates of a kind, each showing one of the shapes at random. */
export const platesOf = (kind: Kind, shapes: readonly Shape[], count: number, seed: number): Looked[] => {
  const unit = numbers(seed)
  return Array.from({ length: count }, () => {
    const shape = shapes[Math.floor(unit() * shapes.length)]
    const plate = plateOf(kind, Math.floor(unit() * 2 ** 32), shape?.answer ?? '')
    const picture = render(plate)
    const colours = plate.dots.map((dot) => colourOf(picture, dot))
    const layout = layoutOf(plate, shapes)
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
