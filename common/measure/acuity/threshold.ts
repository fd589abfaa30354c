import type { AcuitySetup, AcuityTrial } from '#protocol/procedures/acuity.ts'
import { COARSEST } from './warm-up.ts'

/**
 * Acuity as a number: a grid of thresholds and spreads, each with how likely it is after the answers so far; the next size is the
 * one whose answer is expected to tell most about the threshold (the entropy of its distribution falls furthest). Method of
 * Kontsevich and Tyler (1999), Vision Research 39, 2729, on sizes as log10. The threshold is where half of the presentations are
 * truly seen: the same point that the walk's limit means.
 */
type Grid = {
  /** The level whose answer is expected to tell most; not finer than `finest`. */
  mostTelling: (trials: readonly AcuityTrial[], finest: number) => number
  /**
   * The threshold on the 5-grade scale, two decimals, and the interval that it lies in. A level or a lower end of null is below the
   * coarsest optotype that is shown.
   */
  thresholdOf: (trials: readonly AcuityTrial[]) => { level: number | null; low: number | null; high: number }
}

type Kind = 'right' | 'wrong' | 'cannot'
/** How likely each answer is, by the share that is truly seen. */
type Likely = Record<Kind, (seen: number) => number>

/** What is held to be so before the first answer. */
type Belief = {
  /** Thresholds from, and up to and including. */
  from: number
  to: number
  /** No optotype is larger: the level at which a size ends, and a result with it. */
  coarsest: number
  /** Spreads of the seeing, log10 units of size; each is held to be as common. Between people they range widely. */
  spreads: readonly number[]
  /** How common a threshold is among drivers, not scaled. */
  prior: (level: number) => number
  likely: Likely
  /** The answers that are expected, when the next size is chosen: how likely they are adds up to one. */
  expects: readonly Kind[]
  /** So many standard deviations of what is believed to both sides: eyes of other shapes and habits than the grid's lie in it too. */
  width: number
}

/** A guess is right one time in four, and so is an answer given without looking, which a share of `lapse` are. `guessed`: how much of what isn't seen is guessed. */
const likely = (guessed: number, lapse: number): Pick<Likely, 'right' | 'wrong'> => ({
  right: (seen) => (1 - lapse) * seen + ((1 - lapse) * (1 - seen) * guessed + lapse) / 4,
  wrong: (seen) => (((1 - lapse) * (1 - seen) * guessed + lapse) * 3) / 4,
})

/** Where the eyes of drivers lie: the middle, and how far around it. */
const AMONG_DRIVERS = { middle: 4.9, spread: 0.25 } as const
const away = (level: number): number => (level - AMONG_DRIVERS.middle) / AMONG_DRIVERS.spread

/**
 * The first version held four of five unseen ones to be guessed, one number for all, so that a better answer could never lower the
 * result: who always guessed came out up to 0.02 too good, who never did up to 0.04 too low, and nobody below 3.7.
 */
const FIRST: Belief = {
  from: 3.6,
  to: 5.5,
  coarsest: Number.NEGATIVE_INFINITY,
  spreads: [0.08, 0.12],
  prior: (level) => Math.exp((-away(level) * away(level)) / 2),
  likely: { ...likely(0.8, 0.05), cannot: (seen) => 0.95 * (1 - seen) * 0.2 + 1e-6 },
  expects: ['right', 'wrong', 'cannot'],
  width: 3,
}

const GUESSING = likely(1, 0.03)
/**
 * Everybody is held to guess what isn't seen, and "can't see" counts as the guess that was withheld: one part right and three parts
 * wrong, as the logarithms go. So who guesses and who doesn't come to the same number, and a better answer never lowers it. Eyes far
 * from most drivers' are rare and not impossible, and what lies below the coarsest optotype has no number.
 */
const SECOND: Belief = {
  from: 3,
  to: 5.7,
  coarsest: COARSEST,
  spreads: [0.06, 0.09, 0.13],
  prior: (level) => 1 / (1 + away(level) * away(level)),
  likely: { ...GUESSING, cannot: (seen) => GUESSING.right(seen) ** 0.25 * GUESSING.wrong(seen) ** 0.75 },
  expects: ['right', 'wrong'],
  width: 3,
}

const STEP = 0.05
/** Sizes from which the next is chosen: this many steps to both sides of what is expected. */
const REACH = 6

/** The normal distribution up to `z`: Abramowitz and Stegun 26.2.17, right to 7.5e-8. */
const normal = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = Math.exp((-z * z) / 2) * 0.3989422804 * sum
  return z > 0 ? 1 - tail : tail
}

/** Two decimals, within the scale. */
const rounded = (level: number): number => Math.round(Math.min(5.5, Math.max(3.5, level)) * 100) / 100

const grid = ({ from, to, coarsest, spreads, prior, likely, expects, width }: Belief): Grid => {
  const steps = Math.round((to - from) / STEP) + 1
  const cellCount = steps * spreads.length
  /** Differences between a threshold's place and a size's, from −steps to steps. */
  const differences = 2 * steps + 1
  const placeOf = (level: number): number => Math.round((level - from) / STEP)
  const levelAt = (place: number): number => Math.round((from + place * STEP) * 100) / 100

  /** Share truly seen, by spread and by how many places the threshold lies above the size: a higher level is a smaller size. */
  const seen = Float64Array.from({ length: spreads.length * differences }, (_, at) =>
    normal((((at % differences) - steps) * STEP) / (spreads[Math.floor(at / differences)] ?? 1)),
  )
  const beside: Record<Kind, Float64Array> = {
    right: seen.map(likely.right),
    wrong: seen.map(likely.wrong),
    cannot: seen.map(likely.cannot),
  }
  /** Where a cell's likelihoods stand in `seen`, for a size at place 0. */
  const besideOf = Int32Array.from({ length: cellCount }, (_, cell) => Math.floor(cell / steps) * differences + (cell % steps) + steps)
  const before = Float64Array.from({ length: cellCount }, (_, cell) => prior(from + (cell % steps) * STEP))

  /** What is believed after these answers: each cell of spread × threshold, not scaled. */
  const believe = (trials: readonly AcuityTrial[]): Float64Array => {
    const cells = before.slice()
    for (const trial of trials) {
      const answer = beside[kindOf(trial)]
      const size = placeOf(trial.stimulus.level)
      for (let cell = 0; cell < cellCount; cell += 1) cells[cell] = (cells[cell] ?? 0) * (answer[(besideOf[cell] ?? 0) - size] ?? 0)
    }
    return cells
  }

  /** Mean and standard deviation of the threshold's place. */
  const summary = (cells: Float64Array): { mean: number; deviation: number } => {
    let [all, first, second] = [0, 0, 0]
    for (let cell = 0; cell < cellCount; cell += 1) {
      const weight = cells[cell] ?? 0
      const threshold = cell % steps
      all += weight
      first += weight * threshold
      second += weight * threshold * threshold
    }
    const mean = first / all
    return { mean, deviation: Math.sqrt(Math.max(0, second / all - mean * mean)) }
  }

  /** Cells that still weigh something. */
  const keep = (cells: Float64Array): Kept => {
    let all = 0
    for (const weight of cells) all += weight
    const kept = {
      besides: new Int32Array(cellCount),
      thresholds: new Int32Array(cellCount),
      weights: new Float64Array(cellCount),
      count: 0,
    }
    for (let cell = 0; cell < cellCount; cell += 1) {
      const weight = (cells[cell] ?? 0) / all
      if (weight < 1e-3) continue
      kept.besides[kept.count] = besideOf[cell] ?? 0
      kept.thresholds[kept.count] = cell % steps
      kept.weights[kept.count] = weight
      kept.count += 1
    }
    return kept
  }

  return {
    mostTelling(trials, finest) {
      const cells = believe(trials)
      const kept = keep(cells)
      const first = Math.max(0, placeOf(coarsest))
      const last = Math.min(placeOf(finest), steps - 1)
      // To a billionth: two sizes that tell alike must not change places by the last bit of a logarithm.
      const tells = (size: number): number =>
        Math.round(expects.reduce((sum, kind) => sum + certainty(kept, { answer: beside[kind], size, steps }), 0) * 1e9)
      let best = { size: Math.max(first, Math.min(last, Math.round(summary(cells).mean))), tells: Number.NEGATIVE_INFINITY }
      const look = (sizes: readonly number[]) => {
        for (const size of sizes) {
          const told = size < first || size > last ? Number.NEGATIVE_INFINITY : tells(size)
          if (told > best.tells) best = { size, tells: told }
        }
      }
      // What an answer tells has one summit: by threes to both sides, then beside the best of them.
      look([-REACH, -REACH / 2, 0, REACH / 2, REACH].map((steps) => best.size + steps))
      look([best.size - 1, best.size + 1])
      return levelAt(best.size)
    },
    thresholdOf(trials) {
      const { mean, deviation } = summary(believe(trials))
      const above = (place: number): number | null => {
        const level = from + place * STEP
        return level < coarsest ? null : rounded(level)
      }
      const high = above(mean + width * deviation)
      return { level: above(mean), low: above(mean - width * deviation), high: high ?? coarsest }
    },
  }
}

const kindOf = ({ stimulus, answer }: AcuityTrial): Kind =>
  answer === 'cannot-see' ? 'cannot' : answer === stimulus.direction ? 'right' : 'wrong'

/** Where the likelihoods of cells stand, their thresholds, their weights. */
type Kept = { besides: Int32Array; thresholds: Int32Array; weights: Float64Array; count: number }

/** Σ p·log p over thresholds after one answer, less the same of their sum: grows with how much would be known. */
const certainty = (
  { besides, thresholds, weights, count }: Kept,
  { answer, size, steps }: { answer: Float64Array; size: number; steps: number },
): number => {
  const after = new Float64Array(steps)
  for (let n = 0; n < count; n += 1) {
    const threshold = thresholds[n] ?? 0
    after[threshold] = (after[threshold] ?? 0) + (weights[n] ?? 0) * (answer[(besides[n] ?? 0) - size] ?? 0)
  }
  let [sum, all] = [0, 0]
  for (const weight of after) {
    if (weight <= 0) continue
    sum += weight * Math.log(weight)
    all += weight
  }
  return all > 0 ? sum - all * Math.log(all) : 0
}

const second = grid(SECOND)
const GRIDS: Readonly<Record<1 | 2 | 3, Grid>> = { 1: grid(FIRST), 2: second, 3: second }

/** The grid of this setup's version of the procedure. */
export const gridOf = ({ version }: Pick<AcuitySetup, 'version'>): Grid => GRIDS[version ?? 1]
