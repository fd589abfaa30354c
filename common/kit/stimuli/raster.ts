import { byteOf } from '#measure/colour/screen.ts'
import type { Direction } from '#protocol/procedures/acuity.ts'

/** A rectangle in strokes, on the optotype's grid of 5 by 5: left, top, right, bottom. */
type Box = readonly [left: number, top: number, right: number, bottom: number]

/** The spine and the three bars of an E that opens to the right. They don't overlap, so their inks add up. */
const BOXES: readonly Box[] = [
  [0, 0, 1, 5],
  [1, 0, 5, 1],
  [1, 2, 5, 3],
  [1, 4, 5, 5],
]

const TURNED: Record<Direction, (box: Box) => Box> = {
  right: (box) => box,
  left: ([l, t, r, b]) => [5 - r, t, 5 - l, b],
  down: ([l, t, r, b]) => [t, l, b, r],
  up: ([l, t, r, b]) => [t, 5 - r, b, 5 - l],
}

/** White pixels kept around the optotype, so that its soft edges have room. */
const MARGIN = 2

/**
 * An E as grey pixels, RGBA, `side` by `side` physical pixels: black on white, its strokes `strokePx` wide, which need not be whole.
 * Each pixel gets the light of the part of it that is white, so that edges between pixels stand where they should (anti-aliasing by
 * area, in linear light, then encoded as sRGB). It stands in the middle: the four directions are the same picture turned.
 */
export const rasterE = (strokePx: number, direction: Direction): { side: number; pixels: Uint8ClampedArray<ArrayBuffer> } => {
  const side = Math.ceil(5 * strokePx) + 2 * MARGIN
  const offset = (side - 5 * strokePx) / 2
  const ink = new Float64Array(side * side)
  for (const box of BOXES) {
    const [left, top, right, bottom] = TURNED[direction](box).map((edge) => offset + edge * strokePx)
    const columns = coverage(side, left ?? 0, right ?? 0)
    const rows = coverage(side, top ?? 0, bottom ?? 0)
    for (const [y, row] of rows) for (const [x, column] of columns) ink[y * side + x] = (ink[y * side + x] ?? 0) + row * column
  }
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255)
  for (const [at, share] of ink.entries()) pixels.fill(byteOf('sRGB', 1 - share), 4 * at, 4 * at + 3)
  return { side, pixels }
}

/** Which pixels of a line lie between two edges, and what share of each does. */
const coverage = (length: number, from: number, to: number): [pixel: number, share: number][] =>
  Array.from({ length }, (_, pixel): [number, number] => [pixel, Math.min(pixel + 1, to) - Math.max(pixel, from)]).filter(
    ([, share]) => share > 0,
  )
