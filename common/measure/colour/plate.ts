import type { ColourStimulus, Dot } from '#protocol/procedures/colour.ts'
import { draw, type Random } from '../random.ts'
import { figureOf } from './figures.ts'
import { type Chromaticity, confusionPair, hex, linearFromXyY, type Rgb } from './srgb.ts'

type Stimulus = ColourStimulus
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

/** By how much a patch and, within it, a single dot swing to both sides: a share of brightness, and of the centre's blue. */
type Swing = { brightness: readonly [patch: number, dot: number]; tint: readonly [patch: number, dot: number] }

/**
 * Noise of figure and ground alike: of how bright a dot is, and of how much light that S cones alone feel it has. It's large beside
 * what a dichromat may see of the figure, and small beside what others see. Half of it is shared by dots that lie near each other:
 * patches as wide as a stroke hide a faint figure from one who takes many dots together, as noise of single dots wouldn't.
 */
const NOISE: Swing = { brightness: [0.35, 0.3], tint: [0.4, 0.25] }
const PATCHES = 70

/** The demonstration differs in brightness alone, which everybody sees. */
const DEMONSTRATION = { ground: 0.42, figure: 0.08, swing: { brightness: [0, 0.25], tint: [0, 0] } satisfies Swing }
/** Between the dots. */
const PAPER = 'e9e7e2'

/**
 * A plate as dots on a ground, the same wherever it's drawn. Where the dots lie has nothing to do with the figure. Which of the two
 * colours is the figure's is drawn as well, so that it can't be told by a residue of colour whose sign one has learnt.
 */
export const drawPlate = ({ kind, plate, figure }: Stimulus): { ground: string; dots: Dot[] } => {
  const seed = plate.toString(16).padStart(8, '0').repeat(4)
  const { colours, swing } = lookOf(kind)
  const turned = kind !== 'demonstration' && draw(seed, 'polarity', 0).below(2) === 1
  const isFigure = figureOf(figure)
  const noise = noiseOf(swing, draw(seed, 'luminance', 0))
  const dots = scatter(draw(seed, 'dots', 0)).map(([x, y, radius]): Dot => {
    const colour = colours[isFigure(x, y) === turned ? 0 : 1]
    const { brightness, tint } = noise(x, y)
    return [x, y, radius, hex(scaled(moved(colour, FELT_BY.tritan, tint), brightness))]
  })
  return { ground: PAPER, dots }
}

/** The two colours of a plate, the ground's first unless they're turned, and how far noise swings them. */
const lookOf = (kind: Kind): { colours: readonly [Rgb, Rgb]; swing: Swing } => {
  if (kind === 'demonstration') {
    const { ground, figure, swing } = DEMONSTRATION
    return { colours: [steady(linearFromXyY(CENTRE, ground)), steady(linearFromXyY(CENTRE, figure))], swing }
  }
  // Where blue and yellow are what is asked, they carry no noise.
  return { colours: pairOf(kind), swing: kind === 'tritan' ? { ...NOISE, tint: [0, 0] } : NOISE }
}

/** The noise of a plate: what it makes of a dot at a place, by how much it's brighter and how much S light it has more. */
const noiseOf = ({ brightness, tint }: Swing, random: Random): ((x: number, y: number) => { brightness: number; tint: number }) => {
  const swing = () => 2 * random.unit() - 1
  const blue = steady(linearFromXyY(CENTRE, LUMINANCE))[2]
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
      tint: blue * (tint[0] * patch.tint + tint[1] * swing()),
    }
  }
}

/** Two colours on both sides of the centre that differ in what one cone feels, as far apart as the kind asks. */
const pairOf = (kind: Exclude<Kind, 'demonstration'>): readonly [Rgb, Rgb] => {
  const axis = kind === 'weak-protan' ? 'protan' : kind === 'weak-deutan' ? 'deutan' : kind
  const centre = linearFromXyY(CENTRE, LUMINANCE)
  const { figure, ground } = confusionPair(axis, STRENGTH[kind], CENTRE)
  const channel = axis === 'tritan' ? 2 : 0
  const step = (linearFromXyY(figure, LUMINANCE)[channel] - linearFromXyY(ground, LUMINANCE)[channel]) / 2
  return [steady(moved(centre, FELT_BY[axis], -step)), steady(moved(centre, FELT_BY[axis], step))]
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
