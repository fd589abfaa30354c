import type { Static } from 'typebox'
import type { Dot } from '#protocol/booth.ts'
import type { ColourStimulus } from '#protocol/station.ts'
import { figureOf } from './figures.ts'
import { draw, type Random } from './random.ts'
import { confusionPair, hex, linearFromXyY, type Chromaticity, type Rgb } from './srgb.ts'

type Stimulus = Static<typeof ColourStimulus>
type Kind = Stimulus['kind']
type Spot = readonly [x: number, y: number, radius: number]

/** Near neutral, where every line of confusion leaves room within the screen's colours. */
const CENTRE: Chromaticity = [0.36, 0.37]
const LUMINANCE = 0.25

/** How far figure and ground lie from the centre, as CIE 1931 chromaticity: far for everybody who isn't blind on the axis, or faint. */
const STRENGTH = { protan: 0.08, deutan: 0.08, 'weak-protan': 0.04, 'weak-deutan': 0.04, tritan: 0.06 } as const

/**
 * The change of light that one cone alone feels, in linear sRGB, red or blue being 1: a dichromat without that cone sees nothing of
 * it. For L and M halfway between what Viénot, Brettel and Mollon (1999, cones of Smith and Pokorny) and Machado et al. (2009) give:
 * green −0.1266 and −0.1453 for L, −0.4139 and −0.4187 for M. Where the two differ, half of the difference is left for noise to drown.
 */
const FELT_BY = {
  protan: [1, -0.1359, -0.0037],
  deutan: [1, -0.4163, 0.0312],
  tritan: [0.1752, -0.1531, 1],
} as const satisfies Record<string, Rgb>

/**
 * Noise of every dot, of figure and ground alike: how bright it is, and how much light that only S cones feel it has more or less,
 * as a share of the centre's blue. Both are large beside what a dichromat may see of the figure, and small beside what others see.
 * No tint where blue and yellow are what is asked.
 */
const NOISE = { darkest: 0.6, brightest: 1.6, tint: 0.5 }

/** The demonstration differs in brightness alone, which everybody sees. */
const DEMONSTRATION = { ground: 0.42, figure: 0.08, darkest: 0.75, brightest: 1.25 }
/** Between the dots. */
const PAPER = 'e9e7e2'

/**
 * A plate as dots on a ground, the same wherever it's drawn. Where the dots lie has nothing to do with the figure. Which of the two
 * colours is the figure's is drawn as well, so that it can't be told by a residue of colour whose sign one has learnt.
 */
export const drawPlate = ({ kind, plate, figure }: Stimulus): { ground: string; dots: Dot[] } => {
  const seed = plate.toString(16).padStart(8, '0').repeat(4)
  const colours = coloursOf(kind, draw(seed, 'polarity', 0).below(2) === 1)
  const noise = draw(seed, 'luminance', 0)
  const isFigure = figureOf(figure)
  const dots = scatter(draw(seed, 'dots', 0)).map(([x, y, radius]): Dot => {
    const colour = isFigure(x, y) ? colours.figure : colours.ground
    return [x, y, radius, hex(colours.noisy(colour, noise))]
  })
  return { ground: PAPER, dots }
}

type Colours = { figure: Rgb; ground: Rgb; noisy: (colour: Rgb, noise: Random) => Rgb }

/** The two colours of a plate, and what noise makes of them. `turned`: the figure has the other one. */
const coloursOf = (kind: Kind, turned: boolean): Colours => {
  const between = (noise: Random, { darkest, brightest }: { darkest: number; brightest: number }) =>
    darkest + (brightest - darkest) * noise.unit()
  if (kind === 'demonstration') {
    const grey = (luminance: number) => steady(linearFromXyY(CENTRE, luminance))
    const noisy: Colours['noisy'] = (colour, noise) => scaled(colour, between(noise, DEMONSTRATION))
    return { figure: grey(DEMONSTRATION.figure), ground: grey(DEMONSTRATION.ground), noisy }
  }
  const { lower, upper } = pairOf(kind)
  const tint = kind === 'tritan' ? 0 : NOISE.tint * linearFromXyY(CENTRE, LUMINANCE)[2]
  const noisy: Colours['noisy'] = (colour, noise) => {
    const brightness = between(noise, NOISE)
    return scaled(moved(colour, FELT_BY.tritan, tint * (2 * noise.unit() - 1)), brightness)
  }
  return turned ? { figure: lower, ground: upper, noisy } : { figure: upper, ground: lower, noisy }
}

/** Two colours on both sides of the centre that differ in what one cone feels, as far apart as the kind asks. */
const pairOf = (kind: Exclude<Kind, 'demonstration'>): { lower: Rgb; upper: Rgb } => {
  const axis = kind === 'weak-protan' ? 'protan' : kind === 'weak-deutan' ? 'deutan' : kind
  const centre = linearFromXyY(CENTRE, LUMINANCE)
  const { figure, ground } = confusionPair(axis, STRENGTH[kind], CENTRE)
  const channel = axis === 'tritan' ? 2 : 0
  const step = (linearFromXyY(figure, LUMINANCE)[channel] - linearFromXyY(ground, LUMINANCE)[channel]) / 2
  return { lower: steady(moved(centre, FELT_BY[axis], -step)), upper: steady(moved(centre, FELT_BY[axis], step)) }
}

const scaled = ([red, green, blue]: Rgb, by: number): Rgb => [red * by, green * by, blue * by]
const moved = ([red, green, blue]: Rgb, along: Rgb, by: number): Rgb => [red + along[0] * by, green + along[1] * by, blue + along[2] * by]

/** To a ten-thousandth: the last bit of a root or a power may differ between machines, a plate may not. */
const steady = ([red, green, blue]: Rgb): Rgb => [Math.round(red * 1e4) / 1e4, Math.round(green * 1e4) / 1e4, Math.round(blue * 1e4) / 1e4]

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
