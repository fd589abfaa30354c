import type { Dot } from '#protocol/procedures/colour.ts'
import type { Observer, Rgb } from './dichromats.ts'
import { besidePatches } from './patches.ts'
import { render } from './pixels.ts'

/** One thing a plate may show, and where it would lie. */
export type Shape = { answer: string; holds: (x: number, y: number) => boolean }
export type Plate = { ground: string; dots: readonly Dot[]; answer: string }

// ---------------------------------------------------------------- learning the shapes

const GRID = 125

/**
 * Learns where a figure lies from the pixels of demonstration plates that show it, as a person does: what is dark there is the
 * figure. The more plates, the sharper its edge.
 */
export const learn = (demonstrations: readonly Plate[]): Shape['holds'] => {
  const darker = new Float64Array(GRID * GRID)
  for (const plate of demonstrations) {
    const { bytes } = render(plate, GRID)
    for (let at = 0; at < GRID * GRID; at += 1) {
      const green = bytes[3 * at + 1] ?? 0
      if (green < 200) darker[at] = (darker[at] ?? 0) + (green < 125 ? 1 : -1)
    }
  }
  const holds = new Uint8Array(GRID * GRID)
  for (let row = 1; row < GRID - 1; row += 1) {
    for (let column = 1; column < GRID - 1; column += 1) {
      let sum = 0
      for (let at = row - 1; at <= row + 1; at += 1)
        for (let across = column - 1; across <= column + 1; across += 1) sum += darker[at * GRID + across] ?? 0
      if (sum > 0) holds[row * GRID + column] = 1
    }
  }
  const place = (v: number) => Math.min(GRID - 1, Math.floor((v * GRID) / 1000))
  return (x, y) => holds[place(y) * GRID + place(x)] === 1
}

// ---------------------------------------------------------------- the plate and what is seen of it

/** What a reader knows of a plate before it looks at a colour: where the dots lie, and what each shape would make of them. */
export type Layout = {
  /** Places of each dot's neighbours in the list of dots. */
  near: readonly (readonly number[])[]
  shapes: readonly {
    /** Places of the figure's dots in the list. */
    figure: readonly number[]
    /** How far each dot would stand out from its neighbours, if figure were 1 and ground 0. */
    outstanding: Float64Array
    /** The same beside what the patches of noise share, and the square of how far the figure stands out of them. */
    besidePatches: Float64Array
    clear: number
  }[]
  /** The shape that the plate shows: its place in the list. */
  right: number
}

const NEAR = 70

const outstanding = (values: Float64Array, near: Layout['near']): Float64Array => {
  const above = new Float64Array(values.length)
  for (let dot = 0; dot < values.length; dot += 1) {
    const others = near[dot] ?? []
    let sum = values[dot] ?? 0
    for (const other of others) sum += values[other] ?? 0
    above[dot] = (values[dot] ?? 0) - sum / (others.length + 1)
  }
  return above
}

export const layoutOf = ({ dots, answer }: Plate, shapes: readonly Shape[]): Layout => {
  const near = dots.map(([x, y], self) => {
    const others: number[] = []
    for (const [other, [ox, oy]] of dots.entries()) if (other !== self && (ox - x) ** 2 + (oy - y) ** 2 < NEAR ** 2) others.push(other)
    return others
  })
  const beside = besidePatches(dots)
  return {
    near,
    shapes: shapes.map(({ holds }) => {
      const member = Float64Array.from(dots, ([x, y]) => (holds(x, y) ? 1 : 0))
      const figure = [...member.keys()].filter((dot) => member[dot] === 1)
      return { figure, outstanding: outstanding(member, near), ...beside(member) }
    }),
    right: shapes.findIndex((shape) => shape.answer === answer),
  }
}

/**
 * What is seen of each dot, channel by channel: CIE lightness, green to red and blue to yellow (CIELAB); the logarithms of
 * brightness and of blue beside brightness.
 */
export type Seen = Record<'L' | 'a' | 'b' | 'bright' | 'tint', Float64Array>
const CHANNELS = ['L', 'a', 'b', 'bright', 'tint'] as const

const channelsOf = ([red, green, blue]: Rgb): [L: number, a: number, b: number, bright: number, tint: number] => {
  const X = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
  const Y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue
  const Z = (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883
  const f = (v: number) => (v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116)
  const bright = Math.log(Math.max(1e-4, Y))
  return [116 * f(Y) - 16, 500 * (f(X) - f(Y)), 200 * (f(Y) - f(Z)), bright, Math.log(Math.max(1e-4, blue)) - bright]
}

/** An observer's own noise: one standard deviation on each dot, in the units of the channels. */
export type Noise = { sd: Record<keyof Seen, number>; normal: () => number }

/** Looks through an observer's eyes at the colours that the dots have on the screen. */
export const see = (colours: readonly Rgb[], observer: Observer, noise: Noise | null): Seen => {
  const rows = colours.map((colour) => channelsOf(observer.see(colour)))
  const channel = (name: keyof Seen, at: 0 | 1 | 2 | 3 | 4) =>
    Float64Array.from(rows, (row) => row[at] + (noise ? noise.sd[name] * noise.normal() : 0))
  return { L: channel('L', 0), a: channel('a', 1), b: channel('b', 2), bright: channel('bright', 3), tint: channel('tint', 4) }
}

// ---------------------------------------------------------------- readers

/** What a reader takes the plate to show: a place in the list of shapes. */
export type Reader = (layout: Layout, seen: Seen) => number
type Channel = (seen: Seen) => Float64Array

const best = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores))

/** Reads by one number a dot: the shape whose dots differ most from the rest, in standard errors, brighter or darker alike. */
export const by =
  (channel: Channel): Reader =>
  ({ shapes }, seen) => {
    const values = channel(seen)
    let [sum, square] = [0, 0]
    for (const value of values) {
      sum += value
      square += value * value
    }
    return best(
      shapes.map(({ figure }) => {
        let inside = 0
        for (const dot of figure) inside += values[dot] ?? 0
        const [count, rest] = [figure.length, values.length - figure.length]
        const outside = sum - inside
        const within = square - inside ** 2 / count - outside ** 2 / rest
        return Math.abs(inside / count - outside / rest) / Math.sqrt(within * (1 / count + 1 / rest))
      }),
    )
  }

/** Reads by how each dot differs from its neighbours, against how it would if the shape were there: broad patches of noise fall out. */
const locally =
  (channel: Channel): Reader =>
  ({ near, shapes }, seen) => {
    const differences = outstanding(channel(seen), near)
    return best(
      shapes.map(({ outstanding: expected }) => {
        let [fit, size] = [0, 0]
        for (const [dot, value] of expected.entries()) {
          fit += value * (differences[dot] ?? 0)
          size += value * value
        }
        return Math.abs(fit) / Math.sqrt(size)
      }),
    )
  }

/** Reads by generalized least squares: knows how noise is shared between dots, by how far they lie apart, and takes it into account. */
const knowingPatches =
  (channel: Channel): Reader =>
  ({ shapes }, seen) => {
    const values = channel(seen)
    return best(
      shapes.map(({ besidePatches: weights, clear }) => {
        let fit = 0
        for (const [dot, weight] of weights.entries()) fit += weight * (values[dot] ?? 0)
        return Math.abs(fit) / Math.sqrt(clear)
      }),
    )
  }

/** Solves a small symmetric, positive linear system by elimination. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, n) => [...row, right[n] ?? 0])
  for (const [column, pivot] of rows.entries()) {
    for (const other of rows) {
      if (other === pivot) continue
      const factor = (other[column] ?? 0) / (pivot[column] ?? 1)
      for (let at = column; at < other.length; at += 1) other[at] = (other[at] ?? 0) - factor * (pivot[at] ?? 0)
    }
  }
  return rows.map((row, n) => (row.at(-1) ?? 0) / (row[n] ?? 1))
}

/** Count, sums and sums of products of some dots' channels. */
type Moments = { count: number; sum: number[]; product: number[][] }

const momentsOf = (channels: readonly Float64Array[], dots: Iterable<number>): Moments => {
  const sum = channels.map(() => 0)
  const product = channels.map(() => channels.map(() => 0))
  let count = 0
  for (const dot of dots) {
    count += 1
    for (const [i, channel] of channels.entries()) {
      const value = channel[dot] ?? 0
      sum[i] = (sum[i] ?? 0) + value
      const row = product[i] ?? []
      for (let j = 0; j < channels.length; j += 1) row[j] = (row[j] ?? 0) + value * (channels[j]?.[dot] ?? 0)
    }
  }
  return { count, sum, product }
}

/** `a` and `sign` times `b`. */
const together = (a: Moments, b: Moments, sign: 1 | -1): Moments => ({
  count: a.count + sign * b.count,
  sum: a.sum.map((value, i) => value + sign * (b.sum[i] ?? 0)),
  product: a.product.map((row, i) => row.map((value, j) => value + sign * (b.product[i]?.[j] ?? 0))),
})

/** The step from ground to figure, and Fisher's direction: the mixture of channels in which it's largest beside the spread within both. */
const fisherOf = (figure: Moments, ground: Moments): { step: number[]; direction: number[] } => {
  const step = figure.sum.map((value, i) => value / figure.count - (ground.sum[i] ?? 0) / ground.count)
  const scatter = ({ count, sum, product }: Moments, i: number, j: number) =>
    (product[i]?.[j] ?? 0) - ((sum[i] ?? 0) * (sum[j] ?? 0)) / count
  const freedom = figure.count + ground.count - 2
  // The smallest of numbers on the diagonal keeps a channel without any spread from dividing by nothing.
  const within = step.map((_, i) => step.map((_, j) => (scatter(figure, i, j) + scatter(ground, i, j)) / freedom + (i === j ? 1e-9 : 0)))
  return { step, direction: solve(within, step) }
}

/** Reads by whichever mixture of channels parts figure from ground best on this very plate (Hotelling's T²). */
const fisher =
  (names: readonly (keyof Seen)[]): Reader =>
  ({ shapes }, seen) => {
    const channels = names.map((name) => seen[name])
    const all = momentsOf(channels, seen.L.keys())
    return best(
      shapes.map(({ figure: dots }) => {
        const figure = momentsOf(channels, dots)
        const ground = together(all, figure, -1)
        const { step, direction } = fisherOf(figure, ground)
        return step.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0) / (1 / figure.count + 1 / ground.count)
      }),
    )
  }

/** `turned`: the figure has the colour that is the ground's in others. A learner is told, or would learn that there's no difference. */
export type Lesson = { layout: Layout; turned: boolean; seen: Seen }

/** What many plates whose answer was told teach: the mixture of channels that parts their figure best from their ground. */
export const trained = (lessons: readonly Lesson[]): { mixture: Channel; apart: number } => {
  const parts = lessons.map(({ layout, turned, seen }) => {
    const channels = CHANNELS.map((name) => seen[name])
    const figure = momentsOf(channels, layout.shapes[layout.right]?.figure ?? [])
    const ground = together(momentsOf(channels, seen.L.keys()), figure, -1)
    return turned ? { upper: ground, lower: figure } : { upper: figure, lower: ground }
  })
  const sum = (part: 'upper' | 'lower') => parts.map((both) => both[part]).reduce((a, b) => together(a, b, 1))
  const { step, direction } = fisherOf(sum('upper'), sum('lower'))
  return {
    mixture: (seen) => seen.L.map((_, dot) => CHANNELS.reduce((sum, name, i) => sum + (direction[i] ?? 0) * (seen[name][dot] ?? 0), 0)),
    apart: Math.sqrt(step.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0)),
  }
}

/**
 * Readers that know every shape and try them all, each in its own way; none minds which of figure and ground is the brighter.
 * `lessons`: plates that the observer has learned from, told what they show.
 */
export const readersOf = (lessons: readonly Lesson[]): Record<string, Reader> => {
  const learnt = trained(lessons).mixture
  const levels = lessons.flatMap(({ seen }) => [...seen.L])
  const middle = levels.reduce((sum, value) => sum + value, 0) / levels.length
  const L: Channel = (seen) => seen.L
  const tint: Channel = (seen) => seen.tint
  return {
    brightness: by(L),
    'blue-yellow': by((seen) => seen.b),
    tint: by(tint),
    fisher: fisher(['L', 'a', 'b']),
    'fisher-of-logarithms': fisher(['bright', 'tint']),
    trained: by(learnt),
    unevenness: by((seen) => seen.L.map((value) => Math.abs(value - middle))),
    'brightness-locally': locally(L),
    'tint-locally': locally(tint),
    'trained-locally': locally(learnt),
    'brightness-knowing-patches': knowingPatches((seen) => seen.bright),
    'tint-knowing-patches': knowingPatches(tint),
    'trained-knowing-patches': knowingPatches(learnt),
  }
}
