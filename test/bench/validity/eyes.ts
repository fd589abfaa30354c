import type { Direction } from '#protocol/procedures/acuity.ts'
import type { Chance } from './chance.ts'

const SHAPES = ['gaussian', 'weibull', 'logistic', 'gumbel'] as const

/**
 * Made-up eyes, unlike the scorers: nothing of common/measure is in them. `threshold` is the level of which half of the
 * presentations are truly seen; `spread` the standard deviation of the seeing, log10 units of size; `lapse` the share of answers
 * given without looking; `cannot` how often what isn't seen is answered with "can't see" instead of a guess.
 */
export type Eye = {
  shape: (typeof SHAPES)[number]
  threshold: number
  spread: number
  lapse: number
  cannot: number
  /** By how much the threshold for strokes that lie and for strokes that stand differ, as in astigmatism, log10. */
  gap?: number
  /** Standard deviation of the threshold from one sitting to the next, and of its wandering within one, log10. */
  session?: number
  wanders?: number
  /** How much is lost with each optotype, log10, and what part of that a rest of 15 s gives back; the same part of what is left with each 15 s more. */
  tires?: number
  rested?: number
  /** How often the axis is known, and only the end guessed, of an optotype that would have been seen 0.1 larger. */
  axis?: number
}

const DIRECTIONS: readonly Direction[] = ['up', 'right', 'down', 'left']
const OPPOSITE: Readonly<Record<Direction, Direction>> = { up: 'down', down: 'up', left: 'right', right: 'left' }

/** Share seen of what is `larger` than the threshold, log10. */
const seen = ({ shape, spread }: Pick<Eye, 'shape' | 'spread'>, larger: number): number => {
  // A Gumbel variable has a standard deviation of π/√6 of its scale, and the logarithm of a Weibull one is such; a logistic one of π/√3.
  const scale = (spread * Math.sqrt(6)) / Math.PI
  switch (shape) {
    case 'weibull':
      return 1 - 0.5 ** Math.exp(larger / scale)
    case 'gumbel':
      return 0.5 ** Math.exp(-larger / scale)
    case 'logistic':
      return 1 / (1 + Math.exp((-larger * Math.PI) / (Math.sqrt(3) * spread)))
    case 'gaussian':
      return 0.5 * (1 + erf(larger / (spread * Math.SQRT2)))
  }
}

/** The error function, by its Taylor series in the middle and its continued fraction outside. */
const erf = (x: number): number => {
  const a = Math.abs(x)
  if (a > 5) return Math.sign(x)
  if (a < 2.5) {
    let term = x
    let sum = x
    for (let n = 1; n < 60; n += 1) {
      term *= (-x * x) / n
      sum += term / (2 * n + 1)
    }
    return (2 / Math.sqrt(Math.PI)) * sum
  }
  let fraction = 0
  for (let n = 60; n > 0; n -= 1) fraction = n / 2 / (a + fraction)
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * (a + fraction)))
}

/** What the eye answers to an optotype. */
export const look = (eye: Eye, level: number, direction: Direction, random: Chance): Direction | 'cannot-see' => {
  const any = () => DIRECTIONS[random.below(4)] ?? 'up'
  if (random.unit() < eye.lapse) return any()
  // An E that is open to the side has strokes that lie.
  const lies = direction === 'left' || direction === 'right'
  const larger = eye.threshold - level + ((lies ? 1 : -1) * (eye.gap ?? 0)) / 2
  // One throw for what is seen and what only nearly: whoever would have seen it 0.1 larger has missed it narrowly.
  const luck = random.unit()
  if (luck < seen(eye, larger)) return direction
  if (random.unit() < eye.cannot) return 'cannot-see'
  const knows = eye.axis !== undefined && luck < seen(eye, larger + 0.1) && random.unit() < eye.axis
  return knows ? (random.unit() < 0.5 ? direction : OPPOSITE[direction]) : any()
}

/** An eye at one sitting: its answers to one optotype after the other. */
export const sitting = (eye: Eye, random: Chance) => {
  const session = eye.session === undefined ? 0 : eye.session * random.normal()
  let aside = 0
  let tired = 0
  return ({ level, direction, restMs }: { level: number; direction: Direction; restMs?: number }): Direction | 'cannot-see' => {
    // Nine tenths of where it was are left at the next optotype.
    if (eye.wanders !== undefined) aside = 0.9 * aside + Math.sqrt(1 - 0.9 ** 2) * eye.wanders * random.normal()
    if (restMs !== undefined) tired *= (1 - (eye.rested ?? 0)) ** (restMs / 15_000)
    const answer = look({ ...eye, threshold: eye.threshold + session + aside - tired }, level, direction, random)
    tired += eye.tires ?? 0
    return answer
  }
}

/** All kinds of eyes at a threshold: shapes, spreads, three lapse rates, three habits. */
export const kinds = (
  threshold: number,
  {
    shapes = ['gaussian', 'weibull'],
    spreads = [0.05, 0.085, 0.12],
  }: { shapes?: readonly Eye['shape'][]; spreads?: readonly number[] } = {},
): Eye[] =>
  shapes.flatMap((shape) =>
    spreads.flatMap((spread) =>
      [0, 0.02, 0.05].flatMap((lapse) => [0, 0.5, 1].map((cannot) => ({ shape, threshold, spread, lapse, cannot }))),
    ),
  )

/** What else an eye, or whoever looks with it, may be like. */
const OTHERWISE: readonly Partial<Eye>[] = [
  { session: 0.03 },
  { wanders: 0.03 },
  { gap: 0.1 },
  { gap: 0.15 },
  { gap: 0.2 },
  { axis: 0.5, cannot: 0 },
]

/** Eyes that guess, each otherwise than plain in one way. */
const otherwise = (threshold: number, spreads: readonly number[]): Eye[] =>
  OTHERWISE.flatMap((more) =>
    kinds(threshold, { shapes: SHAPES, spreads })
      .filter(({ cannot, lapse }) => cannot === 0 && lapse !== 0.02)
      .map((eye) => ({ ...eye, ...more })),
  )

/** Every shape to a spread of 0.15, plain or, where the rest of the spread leaves room for it, otherwise in one way. */
export const wideKinds = (threshold: number): Eye[] => [
  ...kinds(threshold, { shapes: SHAPES, spreads: [0.05, 0.085, 0.12, 0.15] }),
  ...otherwise(threshold, [0.05, 0.085, 0.12]),
]

/** The widest spread, and otherwise in one way on top of that. */
export const compounded = (threshold: number): Eye[] => otherwise(threshold, [0.15])
