import type { Direction } from '#protocol/procedures/acuity.ts'
import type { Chance } from './chance.ts'

/**
 * Made-up eyes, unlike the scorers: nothing of common/measure is in them. `threshold` is the level of which half of the
 * presentations are truly seen; `spread` the standard deviation of the seeing, log10 units of size; `lapse` the share of answers
 * given without looking; `cannot` how often what isn't seen is answered with "can't see" instead of a guess.
 */
export type Eye = { shape: 'gaussian' | 'weibull'; threshold: number; spread: number; lapse: number; cannot: number }

const DIRECTIONS: readonly Direction[] = ['up', 'right', 'down', 'left']

/** Share seen at a level. */
const seen = ({ shape, threshold, spread }: Eye, level: number): number => {
  const larger = threshold - level
  if (shape === 'weibull') {
    // The logarithm of a Weibull variable is a Gumbel one, whose standard deviation is π/√6 of its scale.
    const slope = Math.PI / (Math.sqrt(6) * spread * Math.LN10)
    return 1 - 0.5 ** (10 ** (slope * larger))
  }
  return 0.5 * (1 + erf(larger / (spread * Math.SQRT2)))
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
  if (random.unit() < seen(eye, level)) return direction
  return random.unit() < eye.cannot ? 'cannot-see' : any()
}

/** All kinds of eyes at a threshold: two shapes, three spreads, three lapse rates, three habits. */
export const kinds = (threshold: number, spreads: readonly number[] = [0.05, 0.085, 0.12]): Eye[] =>
  (['gaussian', 'weibull'] as const).flatMap((shape) =>
    spreads.flatMap((spread) =>
      [0, 0.02, 0.05].flatMap((lapse) => [0, 0.5, 1].map((cannot) => ({ shape, threshold, spread, lapse, cannot }))),
    ),
  )
