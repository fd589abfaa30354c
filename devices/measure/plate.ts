import type { Static } from 'typebox'
import type { Dot } from '#protocol/booth.ts'
import type { ColourStimulus } from '#protocol/station.ts'
import { draw, type Random } from './random.ts'
import { brightnessTo, confusionPair, hex, linearFromXyY, type Chromaticity } from './srgb.ts'

type Stimulus = Static<typeof ColourStimulus>
type Spot = readonly [x: number, y: number, radius: number]
type Point = readonly [x: number, y: number]

/** Near neutral, where both lines of confusion leave room within the screen's colours. */
const CENTRE: Chromaticity = [0.36, 0.37]
const LUMINANCE = 0.25
/** Strong plates: far apart for everybody who isn't blind on the axis. */
const STRONG = 0.08
/** Each dot is brighter or darker by up to this share, in figure and ground alike, so that brightness tells nothing. */
const LUMINANCE_NOISE = 0.25
/** The demonstration differs in brightness alone, which everybody sees. */
const DEMONSTRATION = { ground: 0.42, figure: 0.08 }
/** Between the dots. */
const PAPER = 'e9e7e2'

/** Radii in thousandths of the plate's side, largest first, and how often a place is tried for each. */
const SIZES = [
  [21, 330],
  [17, 700],
  [13, 1500],
  [10, 2500],
  [8, 3000],
] as const
const GAP = 3
/** Places from 0 to 1000 on each side. */
const SIDE = 1001
/** Near dots are looked for in cells of a grid, each wider than two of the largest radius and the gap. */
const CELL = 48
const CELLS = Math.ceil(SIDE / CELL)
const RIM = 494

/** A plate as dots on a ground, the same wherever it's drawn. Where the dots lie has nothing to do with the digits. */
export const drawPlate = ({ kind, plate, digits }: Stimulus): { ground: string; dots: Dot[] } => {
  const seed = `${plate.toString(16).padStart(8, '0')}${digits.padStart(8, '0')}${'0'.repeat(16)}`
  const noise = draw(seed, 'luminance', 0)
  const { pair, luminance } = colours(kind)
  const lines = linesOf(digits)
  const dots = scatter(draw(seed, 'dots', 0)).map(([x, y, radius]): Dot => {
    const part = onLines(lines, [x, y]) ? 'figure' : 'ground'
    const varied = luminance[part] * (1 + LUMINANCE_NOISE * (2 * noise.unit() - 1))
    return [x, y, radius, hex(linearFromXyY(pair[part], varied))]
  })
  return { ground: PAPER, dots }
}

/** The two colours of a plate. On an axis both are equally bright to the dichromat of that axis: red is darker to a protan than to others. */
const colours = (kind: Stimulus['kind']) => {
  if (kind === 'demonstration') return { pair: { ground: CENTRE, figure: CENTRE }, luminance: DEMONSTRATION }
  const pair = confusionPair(kind, STRONG, CENTRE)
  const even = (chromaticity: Chromaticity) => (LUMINANCE * brightnessTo(kind, CENTRE)) / brightnessTo(kind, chromaticity)
  return { pair, luminance: { ground: even(pair.ground), figure: even(pair.figure) } }
}

/** Dots at random in a disc, none touching another: the large ones first, then smaller ones between them. */
const scatter = (random: Random): Spot[] => {
  const cells: Spot[][] = Array.from({ length: CELLS * CELLS }, () => [])
  const spots: Spot[] = []
  for (const [radius, tries] of SIZES) {
    for (let count = 0; count < tries; count += 1) {
      const place = random.below(SIDE * SIDE)
      const spot: Spot = [place % SIDE, Math.floor(place / SIDE), radius]
      if (squared(spot, [500, 500]) > (RIM - radius) ** 2 || touches(cells, spot)) continue
      spots.push(spot)
      cells[cellOf(spot[0], spot[1])]?.push(spot)
    }
  }
  return spots
}

const cellOf = (x: number, y: number): number => Math.floor(x / CELL) * CELLS + Math.floor(y / CELL)

const touches = (cells: readonly Spot[][], spot: Spot): boolean => {
  const [x, y, radius] = spot
  for (let column = x - CELL; column <= x + CELL; column += CELL) {
    for (let row = y - CELL; row <= y + CELL; row += CELL) {
      const near = cells[cellOf(column, row)] ?? []
      if (near.some((other) => squared(spot, other) < (radius + other[2] + GAP) ** 2)) return true
    }
  }
  return false
}

/** Square of the distance between two places. */
const squared = (a: Spot | Point, b: Spot | Point): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2

/** Digits as strokes on a grid of 4 by 6, drawn for wide dots: open shapes, no two alike. */
const STROKES: Record<string, readonly (readonly Point[])[]> = {
  2: [
    [
      [0, 1.2],
      [0.9, 0],
      [3.1, 0],
      [4, 1],
      [4, 2],
      [0, 6],
      [4, 6],
    ],
  ],
  3: [
    [
      [0, 0],
      [4, 0],
      [2, 2.4],
      [3.4, 2.7],
      [4, 3.8],
      [4, 4.9],
      [3.1, 6],
      [0.9, 6],
      [0, 5.1],
    ],
  ],
  4: [
    [
      [3.2, 6],
      [3.2, 0],
      [0, 4.2],
      [4.2, 4.2],
    ],
  ],
  6: [
    [
      [3.4, 0],
      [1.2, 1.8],
      [0, 4],
      [0.2, 5.2],
      [1.1, 6],
      [2.9, 6],
      [4, 5],
      [4, 3.9],
      [3, 2.9],
      [1.6, 2.9],
      [0.3, 3.8],
    ],
  ],
  7: [
    [
      [0, 0],
      [4, 0],
      [1.4, 6],
    ],
  ],
  9: [
    [
      [0.6, 6],
      [2.8, 4.2],
      [4, 2],
      [3.8, 0.8],
      [2.9, 0],
      [1.1, 0],
      [0, 1],
      [0, 2.1],
      [1, 3.1],
      [2.4, 3.1],
      [3.7, 2.2],
    ],
  ],
}
const UNIT = { x: 68, y: 92 }
const HALF_WIDTH = 42
/** Upper left corners of the two digits' grids. */
const PLACES: readonly Point[] = [
  [176, 224],
  [556, 224],
]

/** The two digits as pieces of line on the plate. */
const linesOf = (digits: string): [Point, Point][] =>
  PLACES.flatMap(([left, top], place) =>
    (STROKES[digits[place] ?? ''] ?? []).flatMap((stroke) => {
      const points = stroke.map(([x, y]): Point => [left + x * UNIT.x, top + y * UNIT.y])
      return points.slice(1).map((end, index): [Point, Point] => [points[index] ?? end, end])
    }),
  )

/** Whether a point lies within half a stroke's width of one of the lines. */
const onLines = (lines: readonly [Point, Point][], [x, y]: Point): boolean =>
  lines.some(([from, to]) => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const along = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)))
    return squared([x, y], [from[0] + along * dx, from[1] + along * dy]) <= HALF_WIDTH ** 2
  })
