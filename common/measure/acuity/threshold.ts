import type { AcuityTrial } from '#protocol/procedures/acuity.ts'

/**
 * Acuity as a number: a grid of thresholds and spreads, each with how likely it is after the answers so far; the next size is the
 * one whose answer is expected to tell most about the threshold (the entropy of its distribution falls furthest). Method of
 * Kontsevich and Tyler (1999), Vision Research 39, 2729, on sizes as log10. The threshold is where half of the presentations are
 * truly seen: the same point that the walk's limit means.
 */
export const THRESHOLD = { trials: 36, from: 3.6, to: 5.5, step: 0.05 } as const

/** Spread of the seeing, log10 units of size; each is held to be as common. Between people it ranges widely. */
const SPREADS = [0.08, 0.12] as const
/** Where the eyes of drivers are held to lie before the first answer: so widely that 36 answers outweigh it fortyfold. */
const AMONG_DRIVERS = { middle: 4.9, spread: 0.25 } as const
/** Share of answers given without looking. */
const LAPSE = 0.05
/** Sizes from which the next is chosen: this many steps to both sides of what is expected. */
const REACH = 6

const STEPS = Math.round((THRESHOLD.to - THRESHOLD.from) / THRESHOLD.step) + 1
const CELLS = STEPS * SPREADS.length
/** Differences between a threshold's place and a size's, from −STEPS to STEPS. */
const DIFFERENCES = 2 * STEPS + 1

/** The normal distribution up to `z`: Abramowitz and Stegun 26.2.17, right to 7.5e-8. */
const normal = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = Math.exp((-z * z) / 2) * 0.3989422804 * sum
  return z > 0 ? 1 - tail : tail
}

/** Share truly seen, by spread and by how many places the threshold lies above the size: a higher level is a smaller size. */
const SEEN = Float64Array.from({ length: SPREADS.length * DIFFERENCES }, (_, at) => {
  const steps = (at % DIFFERENCES) - STEPS
  return normal((steps * THRESHOLD.step) / (SPREADS[Math.floor(at / DIFFERENCES)] ?? 1))
})

const placeOf = (level: number): number => Math.round((level - THRESHOLD.from) / THRESHOLD.step)
const levelAt = (place: number): number => Math.round((THRESHOLD.from + place * THRESHOLD.step) * 100) / 100

type Kind = 'right' | 'wrong' | 'cannot'
const kindOf = ({ stimulus, answer }: AcuityTrial): Kind =>
  answer === 'cannot-see' ? 'cannot' : answer === stimulus.direction ? 'right' : 'wrong'

/** How likely each answer is, beside `SEEN`. */
type Likely = Record<Kind, Float64Array>

/**
 * How much of what isn't seen is guessed: most people do, some say "can't see" of most of it. One number for all, so that a better
 * answer can never lower the result; worked out for each driver separately it could.
 */
const GUESSED = 0.8
const UNSEEN = SEEN.map((seen) => (1 - LAPSE) * (1 - seen))
/** A guess is right one time in four, and so is a lapse. */
const LIKELY: Likely = {
  right: SEEN.map((seen, at) => (1 - LAPSE) * seen + ((UNSEEN[at] ?? 0) * GUESSED + LAPSE) / 4),
  wrong: UNSEEN.map((unseen) => ((unseen * GUESSED + LAPSE) * 3) / 4),
  cannot: UNSEEN.map((unseen) => unseen * (1 - GUESSED) + 1e-6),
}

/** What is believed after these answers: each cell of spread × threshold, not scaled. */
const believe = (trials: readonly AcuityTrial[]): Float64Array => {
  const cells = PRIOR.slice()
  for (const trial of trials) {
    const answer = LIKELY[kindOf(trial)]
    const size = placeOf(trial.stimulus.level)
    for (let cell = 0; cell < CELLS; cell += 1) cells[cell] = (cells[cell] ?? 0) * (answer[(BESIDE[cell] ?? 0) - size] ?? 0)
  }
  return cells
}

const PRIOR = Float64Array.from({ length: CELLS }, (_, cell) => {
  const away = (THRESHOLD.from + (cell % STEPS) * THRESHOLD.step - AMONG_DRIVERS.middle) / AMONG_DRIVERS.spread
  return Math.exp((-away * away) / 2)
})

/** Where a cell's likelihoods stand in `SEEN`, for a size at place 0. */
const BESIDE = Int32Array.from({ length: CELLS }, (_, cell) => Math.floor(cell / STEPS) * DIFFERENCES + (cell % STEPS) + STEPS)

/** Mean and standard deviation of the threshold's place. */
const summary = (cells: Float64Array): { mean: number; deviation: number } => {
  let [all, first, second] = [0, 0, 0]
  for (let cell = 0; cell < CELLS; cell += 1) {
    const weight = cells[cell] ?? 0
    const threshold = cell % STEPS
    all += weight
    first += weight * threshold
    second += weight * threshold * threshold
  }
  const mean = first / all
  return { mean, deviation: Math.sqrt(Math.max(0, second / all - mean * mean)) }
}

/** Cells that still weigh something: where their likelihoods stand, their thresholds counted from the first kept one, their weights. */
type Kept = { besides: Int32Array; thresholds: Int32Array; weights: Float64Array; count: number }

const keep = (cells: Float64Array): Kept => {
  let all = 0
  for (const weight of cells) all += weight
  const kept = { besides: new Int32Array(CELLS), thresholds: new Int32Array(CELLS), weights: new Float64Array(CELLS), count: 0 }
  for (let cell = 0; cell < CELLS; cell += 1) {
    const weight = (cells[cell] ?? 0) / all
    if (weight < 1e-3) continue
    kept.besides[kept.count] = BESIDE[cell] ?? 0
    kept.thresholds[kept.count] = cell % STEPS
    kept.weights[kept.count] = weight
    kept.count += 1
  }
  return kept
}

/** Σ p·log p over thresholds after one answer, less the same of their sum: grows with how much would be known. */
const certainty = ({ besides, thresholds, weights, count }: Kept, answer: Float64Array, size: number): number => {
  const after = new Float64Array(STEPS)
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

/** The level whose answer is expected to tell most; not finer than `finest`. */
export const mostTelling = (trials: readonly AcuityTrial[], finest: number): number => {
  const cells = believe(trials)
  const kept = keep(cells)
  const last = Math.min(placeOf(finest), STEPS - 1)
  // To a billionth: two sizes that tell alike must not change places by the last bit of a logarithm.
  const tells = (size: number): number =>
    Math.round((certainty(kept, LIKELY.right, size) + certainty(kept, LIKELY.wrong, size) + certainty(kept, LIKELY.cannot, size)) * 1e9)
  let best = { size: Math.min(last, Math.round(summary(cells).mean)), tells: Number.NEGATIVE_INFINITY }
  const look = (sizes: readonly number[]) => {
    for (const size of sizes) {
      const told = size < 0 || size > last ? Number.NEGATIVE_INFINITY : tells(size)
      if (told > best.tells) best = { size, tells: told }
    }
  }
  // What an answer tells has one summit: by threes to both sides, then beside the best of them.
  look([-REACH, -REACH / 2, 0, REACH / 2, REACH].map((steps) => best.size + steps))
  look([best.size - 1, best.size + 1])
  return levelAt(best.size)
}

/** Three standard deviations of what is believed: eyes of other shapes and habits than the grid's lie in it too. */
const WIDTH = 3

/**
 * The threshold on the 5-grade scale, two decimals, and the interval that it lies in with 95 of 100 at least for most. Repeated measurements of one
 * simulated eye with 36 trials spread by 0.03 (standard deviation); real ones by about 0.02 to 0.03 more.
 */
export const thresholdOf = (trials: readonly AcuityTrial[]): { level: number; low: number; high: number } => {
  const { mean, deviation } = summary(believe(trials))
  const level = (place: number): number => {
    const value = THRESHOLD.from + place * THRESHOLD.step
    return Math.round(Math.min(THRESHOLD.to, Math.max(THRESHOLD.from, value)) * 100) / 100
  }
  return { level: level(mean), low: level(mean - WIDTH * deviation), high: level(mean + WIDTH * deviation) }
}
