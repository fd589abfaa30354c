import type { ColourStimulus, Dot } from '#protocol/procedures/colour.ts'
import type { ScreenColours } from '#protocol/procedures/screen-colours.ts'
import { draw, type Random } from '../random.ts'
import { figureOf } from './figures.ts'
import { dotOf, hexOn, lookOn, type Noise, SWINGS, type Swing } from './palette.ts'
import { SRGB } from './screen.ts'

type Stimulus = ColourStimulus
type Spot = readonly [x: number, y: number, radius: number]

const PATCHES = 70

/** Between the dots. */
const PAPER = 'e9e7e2'

/**
 * A plate as dots on a ground, for a screen of these colours; null: of a log from before screens were measured, drawn for sRGB. Where
 * the dots lie has nothing to do with the figure. Which of the two colours is the figure's is drawn as well, so that it can't be told
 * by a residue of colour whose sign one has learnt. Throws where the screen can't show it: `fitsPlates` says so before.
 */
export const drawPlate = (
  { kind, plate, figure, sweep }: Stimulus,
  colours: ScreenColours | null = null,
): { ground: string; dots: Dot[] } => {
  const seed = plate.toString(16).padStart(8, '0').repeat(4)
  const screen = colours ?? SRGB
  const look = lookOn(screen, kind, sweep ?? 0)
  const turned = kind !== 'demonstration' && draw(seed, 'polarity', 0).below(2) === 1
  const isFigure = figureOf(figure)
  const noise = noiseOf(SWINGS[kind], draw(seed, 'luminance', 0))
  const dots = scatter(draw(seed, 'dots', 0)).map(([x, y, radius]): Dot => {
    const part = isFigure(x, y) === turned ? 'ground' : 'figure'
    return [x, y, radius, hexOn(screen, dotOf(look, part, noise(x, y)))]
  })
  return { ground: PAPER, dots }
}

/** The noise of a plate at a place. */
const noiseOf = ({ brightness, tint }: Swing, random: Random): ((x: number, y: number) => Noise) => {
  const swing = () => 2 * random.unit() - 1
  const patches = Array.from({ length: PATCHES }, () => ({
    x: random.below(SIDE),
    y: random.below(SIDE),
    brightness: swing(),
    tint: swing(),
  }))
  const far = (patch: { x: number; y: number }, x: number, y: number) => (patch.x - x) ** 2 + (patch.y - y) ** 2
  return (x, y) => {
    const patch = patches.reduce((nearest, each) => (far(each, x, y) < far(nearest, x, y) ? each : nearest))
    return {
      brightness: (1 + brightness[0] * patch.brightness) * (1 + brightness[1] * swing()),
      tint: tint[0] * patch.tint + tint[1] * swing(),
    }
  }
}

// ---------------------------------------------------------------- where the dots lie

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

/** Dots at random in a disc, none touching another: the large ones first, then smaller ones between them. */
const scatter = (random: Random): Spot[] => {
  const cells: Spot[][] = Array.from({ length: CELLS * CELLS }, () => [])
  const spots: Spot[] = []
  for (const [radius, tries] of SIZES) {
    for (let count = 0; count < tries; count += 1) {
      const place = random.below(SIDE * SIDE)
      const spot: Spot = [place % SIDE, Math.floor(place / SIDE), radius]
      if (squared(spot, [500, 500, 0]) > (RIM - radius) ** 2 || touches(cells, spot)) continue
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
const squared = (a: Spot, b: Spot): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
