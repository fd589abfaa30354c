import type { Direction } from '#protocol/procedures/acuity.ts'

type Point = readonly [x: number, y: number]
/** Whether a place of a plate, 0 to 1000 each way, belongs to the figure. */
export type Figure = (x: number, y: number) => boolean

/** Digits that are hard to take for one another among dots: no 0 and 8 beside 3, 6 and 9, no 1 beside 7, no 5 beside 6. */
export const DIGITS = ['2', '3', '4', '6', '7', '9'] as const
export const OPENINGS: readonly Direction[] = ['up', 'right', 'down', 'left']

/** The figure that a stimulus names: two digits, or a ring that is open on one side. */
export const figureOf = (figure: string): Figure => {
  const opening = OPENINGS.find((direction) => direction === figure)
  return opening ? ringOpen(opening) : digits(figure)
}

// ---------------------------------------------------------------- a ring

/** Inner and outer radius, and half of how wide it's open. */
const RING = { inner: 175, outer: 345, gap: 115 }

const TOWARDS: Record<Direction, Point> = { up: [0, -1], right: [1, 0], down: [0, 1], left: [-1, 0] }

const ringOpen = (opening: Direction): Figure => {
  const [tx, ty] = TOWARDS[opening]
  return (x, y) => {
    const [dx, dy] = [x - 500, y - 500]
    const distance = dx * dx + dy * dy
    if (distance < RING.inner ** 2 || distance > RING.outer ** 2) return false
    const along = dx * tx + dy * ty
    const across = dx * ty - dy * tx
    return along < 0 || Math.abs(across) > RING.gap
  }
}

// ---------------------------------------------------------------- digits

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
/** A grid's step, half of a stroke's width, and the upper left corners of the two digits' grids. */
const UNIT = { x: 68, y: 92 }
const HALF_WIDTH = 46
const PLACES: readonly Point[] = [
  [172, 224],
  [556, 224],
]

const digits = (figure: string): Figure => {
  const lines = PLACES.flatMap(([left, top], place) =>
    (STROKES[figure[place] ?? ''] ?? []).flatMap((stroke) => {
      const points = stroke.map(([x, y]): Point => [left + x * UNIT.x, top + y * UNIT.y])
      return points.slice(1).map((end, index): [Point, Point] => [points[index] ?? end, end])
    }),
  )
  return (x, y) => lines.some(([from, to]) => fromLine(x, y, from, to) <= HALF_WIDTH ** 2)
}

/** Square of how far a place is from the nearest point of a piece of line. */
const fromLine = (x: number, y: number, from: Point, to: Point): number => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const along = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)))
  return (x - from[0] - along * dx) ** 2 + (y - from[1] - along * dy) ** 2
}
