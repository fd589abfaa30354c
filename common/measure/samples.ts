/** A sample counts when it is within this many median absolute deviations of the median. */
const DEVIATIONS = 3
/** The standard error of a median is so many times that of a mean: √(π/2), of normal samples. */
const OF_A_MEDIAN = Math.sqrt(Math.PI / 2)
/** The standard deviation of what a sensor in whole units rounds off, in its unit: 1/√12. */
const ROUNDING = 1 / Math.sqrt(12)

/** The middle of sorted values; 0 of none. */
export const median = (sorted: readonly number[]): number => {
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** A value that so large a part of the samples have is one that the sensor can say, and no chance. */
const COMMON = 0.1

/** What a sensor counts in: its unit, or the least step between values that it says often. A scale that shows 10 g says 0, 98 or 196 mN. */
const stepOf = (sorted: readonly number[]): number => {
  const common = [...Map.groupBy(sorted, (value) => value)].flatMap(([value, same]) =>
    same.length >= sorted.length * COMMON ? [value] : [],
  )
  const steps = common.slice(1).map((value, at) => value - (common[at] ?? value))
  return Math.max(1, steps.length > 0 ? Math.min(...steps) : 1)
}

/** The samples that count, sorted: within 3 median absolute deviations of the median. */
export const goodSamples = (samples: readonly number[]): number[] => {
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = median(sorted)
  // A deviation of 0 means less than a step of the sensor's, and not that all others are wrong.
  const deviation = Math.max(stepOf(sorted), median(sorted.map((sample) => Math.abs(sample - middle)).toSorted((a, b) => a - b)))
  return sorted.filter((sample) => Math.abs(sample - middle) <= DEVIATIONS * deviation)
}

/** What samples of one thing come to: the median of those that count, its standard error in their unit, and how many count. */
export type Settled = { median: number; error: number; count: number }

/**
 * The median of the samples that count and how well it is known: 1.25 standard deviations over the root of their count. A range would grow
 * with every sample; this shrinks, so that a sensor that flickers is measured by listening longer. Infinite for fewer than two.
 */
export const settle = (samples: readonly number[]): Settled => {
  const good = goodSamples(samples)
  const mean = good.reduce((sum, sample) => sum + sample, 0) / good.length
  const variance = good.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / (good.length - 1)
  const error = good.length < 2 ? Infinity : (OF_A_MEDIAN * Math.max(ROUNDING, Math.sqrt(variance))) / Math.sqrt(good.length)
  return { median: median(good), error, count: good.length }
}

/**
 * Are most of so many samples of one thing? Noise that falls like a bell leaves up to 13 of 30 beyond 3 deviations (once in 10⁶), so that
 * nothing nearer to all of them can be asked for; and what takes less than half doesn't move the median.
 */
export const areOfOneThing = ({ count }: Settled, samples: number): boolean => count * 2 > samples
