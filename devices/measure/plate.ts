import type { Static } from 'typebox'
import type { Dot } from '#protocol/booth.ts'
import type { ColourStimulus } from '#protocol/station.ts'
import { draw, type Random } from './random.ts'
import { confusionPair, hex, linearFromXyY, type Chromaticity } from './srgb.ts'

type Stimulus = Static<typeof ColourStimulus>
type Spot = readonly [x: number, y: number, radius: number]
type Point = readonly [x: number, y: number]

/** Near neutral, where both lines of confusion leave room within the screen's colours. */
const CENTRE: Chromaticity = [0.36, 0.37]
const LUMINANCE = 0.25
/** Strong plates: far apart for everybody who isn't blind on the axis. */
const STRONG = 0.08
/** Luminance of each dot varies by up to this share, in figure and ground alike, so that brightness tells nothing. */
const LUMINANCE_NOISE = 0.25
/** The demonstration differs in brightness alone, which everybody sees. */
const DEMONSTRATION = { ground: 0.42, figure: 0.08 }
/** Between the dots. */
const PAPER = 'e9e7e2'

/** Radii in thousandths of the plate's side, largest first, and how often a place is tried for each. */
const SIZES = [
  [25, 260],
  [20, 500],
  [15, 1100],
  [11, 2200],
  [8, 3200],
] as const
const GAP = 3
/** Cells in which near dots are looked for: wider than two of the largest radius and the gap. */
const CELL = 56
const RIM = 492

/** A plate as dots on a ground, the same wherever it's drawn. Where the dots lie has nothing to do with the digits. */
export const drawPlate = ({ kind, plate, digits }: Stimulus): { ground: string; dots: Dot[] } => {
  const seed = `${plate.toString(16).padStart(8, '0')}${digits.padStart(8, '0')}${'0'.repeat(16)}`
  const noise = draw(seed, 'luminance', 0)
  const pair = kind === 'demonstration' ? { ground: CENTRE, figure: CENTRE } : confusionPair(kind, STRONG, CENTRE)
  const luminance = kind === 'demonstration' ? DEMONSTRATION : { ground: LUMINANCE, figure: LUMINANCE }
  const dots = scatter(draw(seed, 'dots', 0)).map(([x, y, radius]): Dot => {
    const part = inDigits(digits, [x, y]) ? 'figure' : 'ground'
    const varied = luminance[part] * (1 + LUMINANCE_NOISE * (2 * noise.unit() - 1))
    return [x, y, radius, hex(linearFromXyY(pair[part], varied))]
  })
  return { ground: PAPER, dots }
}

/** Dots at random in a disc, none touching another: the large ones first, then smaller ones between them. */
const scatter = (random: Random): Spot[] => {
  const spots: Spot[] = []
  const cells = new Map<number, Spot[]>()
  const cellOf = (x: number, y: number) => Math.floor(x / CELL) * 100 + Math.floor(y / CELL)
  const free = (x: number, y: number, radius: number): boolean => {
    for (let dx = -CELL; dx <= CELL; dx += CELL) {
      for (let dy = -CELL; dy <= CELL; dy += CELL) {
        for (const [ox, oy, other] of cells.get(cellOf(x + dx, y + dy)) ?? []) {
          const least = radius + other + GAP
          if ((x - ox) ** 2 + (y - oy) ** 2 < least * least) return false
        }
      }
    }
    return true
  }
  for (const [radius, tries] of SIZES) {
    for (let count = 0; count < tries; count += 1) {
      const [x, y] = [random.below(1001), random.below(1001)]
      if (Math.hypot(x - 500, y - 500) > RIM - radius || !free(x, y, radius)) continue
      const spot: Spot = [x, y, radius]
      spots.push(spot)
      const cell = cellOf(x, y)
      cells.set(cell, [...(cells.get(cell) ?? []), spot])
    }
  }
  return spots
}

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
const UNIT = { x: 64, y: 84 }
const HALF_WIDTH = 41
/** Upper left corners of the two digits' grids. */
const PLACES = [
  [194, 248],
  [550, 248],
] as const

const inDigits = (digits: string, point: Point): boolean =>
  PLACES.some(([left, top], place) =>
    (STROKES[digits[place] ?? ''] ?? []).some((line) =>
      line.slice(1).some((end, index) => {
        const onPlate = ([x, y]: Point): Point => [left + x * UNIT.x, top + y * UNIT.y]
        return distance(point, onPlate(line[index] ?? end), onPlate(end)) <= HALF_WIDTH
      }),
    ),
  )

/** From a point to the line between two others. */
const distance = ([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(px - ax - along * dx, py - ay - along * dy)
}
