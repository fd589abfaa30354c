import { acuity } from '#measure/acuity/acuity.ts'
import { DONE } from '#measure/procedure.ts'
import type { AcuityScore, AcuitySetup, AcuityTrial } from '#protocol/procedures/acuity.ts'
import { type Chance, chance, seedOf } from './chance.ts'
import { type Eye, kinds, look } from './eyes.ts'

type Setup = AcuitySetup
type Score = AcuityScore

const setupOf = (method: Setup['method'], ...limits: number[]): Setup => ({
  procedure: 'acuity',
  method,
  eye: 'right',
  limits,
  glasses: false,
  screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 0 },
})

/** One whole procedure with a made-up eye: its score, and how many optotypes it took. */
const sit = (setup: Setup, eye: Eye, random: Chance): { score: Score; trials: number } => {
  const seed = seedOf(random)
  const trials: AcuityTrial[] = []
  for (;;) {
    const stimulus = acuity.next(setup, seed, trials)
    if (stimulus === DONE) return { score: acuity.score(setup, seed, trials), trials: trials.length }
    const answer = look(eye, stimulus.level, stimulus.direction, random)
    trials.push({ stimulus, answer, shownAt: 0, answeredAt: 1, source: 'device' })
  }
}

/** Share of runs that reach the limit, and the counts of optotypes. */
const reaching = (setup: Setup, eye: Eye, runs: number, seed: number): { reached: number; counts: number[] } => {
  const random = chance(seed)
  let reached = 0
  const counts: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const { score, trials } = sit(setup, eye, random)
    if (score.reached !== null) reached += 1
    counts.push(trials)
  }
  return { reached: reached / runs, counts: counts.toSorted((a, b) => a - b) }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
const worst = (values: readonly number[]): number => Math.max(...values)

/** Standard deviation and mean error of the number, over thresholds that don't lie on any grid. */
const numbers = (eye: Omit<Eye, 'threshold'>, runs: number, seed: number): { sd: number; bias: number; covered: number } => {
  const random = chance(seed)
  const setup = setupOf('number', 5)
  const errors: number[] = []
  let covered = 0
  for (let run = 0; run < runs; run += 1) {
    const threshold = 4.7 + 0.4 * random.unit()
    const found = sit(setup, { ...eye, threshold }, random).score.threshold
    if (!found) throw new Error('no number was measured')
    errors.push(found.level - threshold)
    if (found.low <= threshold && threshold <= found.high) covered += 1
  }
  const bias = errors.reduce((sum, error) => sum + error, 0) / runs
  const sd = Math.sqrt(errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (runs - 1))
  return { sd, bias, covered: covered / runs }
}

const LIMIT = 5
/** One who sees nothing of all this. */
const BLIND: Eye = { shape: 'gaussian', threshold: 2, spread: 0.05, lapse: 0, cannot: 0 }

const numbersOf = (spread: number, runs: number) => {
  const found = kinds(0, [spread]).map(({ threshold: _, ...eye }, n) => numbers(eye, runs, 5000 + n))
  return {
    sd: worst(found.map(({ sd }) => sd)),
    bias: worst(found.map(({ bias }) => Math.abs(bias))),
    held: Math.min(...found.map(({ covered }) => covered)),
  }
}

/** The figures of acuity, each the worst over all kinds of eyes. Each part may run by itself. */
export const acuityParts = {
  number: (runs: number) => {
    const { sd, bias, held } = numbersOf(0.085, runs)
    return { acuity_sd: sd, acuity_bias: bias, acuity_interval_holds: held }
  },
  wide: (runs: number) => {
    const { sd, bias, held } = numbersOf(0.12, runs)
    return { acuity_sd_wide: sd, acuity_bias_wide: bias, acuity_interval_holds_wide: held }
  },
  below: (runs: number) => ({
    acuity_pass_below: worst(kinds(LIMIT - 0.1).map((eye, n) => reaching(setupOf('limits', LIMIT), eye, runs, 1000 + n).reached)),
  }),
  above: (runs: number) => ({
    acuity_fail_above: worst(kinds(LIMIT + 0.1).map((eye, n) => 1 - reaching(setupOf('limits', LIMIT), eye, runs, 2000 + n).reached)),
  }),
  trials: (runs: number) => {
    const counts = kinds(LIMIT + 0.2).map((eye, n) => reaching(setupOf('limits', LIMIT), eye, runs, 3000 + n).counts)
    return { acuity_trials_p50: worst(counts.map((each) => at(each, 0.5))), acuity_trials_p95: worst(counts.map((each) => at(each, 0.95))) }
  },
  guesser: (runs: number) => ({ guesser_pass: reaching(setupOf('limits', 5, 4.9), BLIND, 20 * runs, 4000).reached }),
}

/** Share that reaches the limit by how far the eye is from it, log10, for plots: each method, at the usual spread and with guesses. */
export const acuityCurves = (runs: number) => {
  const away = Array.from({ length: 17 }, (_, n) => (n - 8) * 0.05)
  const eyeAt = (offset: number): Eye => ({ shape: 'gaussian', threshold: LIMIT + offset, spread: 0.085, lapse: 0.02, cannot: 0 })
  const along = (share: (offset: number, n: number) => number) => away.map((offset, n): [number, number] => [offset, share(offset, n)])
  const passesByLine = (offset: number, n: number) => {
    const random = chance(7000 + n)
    const passed = Array.from({ length: runs }, () => {
      const { lines } = sit(setupOf('lines', LIMIT), eyeAt(offset), random).score
      return lines.some(({ level, read }) => read && level >= LIMIT - 0.001)
    })
    return passed.filter(Boolean).length / runs
  }
  /** What a plain machine does: three optotypes of the limit's size, two of them right. */
  const passesByThree = (offset: number, n: number) => {
    const random = chance(8000 + n)
    const right = () => look(eyeAt(offset), LIMIT, 'up', random) === 'up'
    const passed = Array.from({ length: runs }, () => [right(), right(), right()].filter(Boolean).length >= 2)
    return passed.filter(Boolean).length / runs
  }
  return {
    walk: along((offset, n) => reaching(setupOf('limits', LIMIT), eyeAt(offset), runs, 6000 + n).reached),
    lines: along(passesByLine),
    three: along(passesByThree),
    trials: along((offset, n) => at(reaching(setupOf('limits', LIMIT), eyeAt(offset), runs, 9000 + n).counts, 0.5)),
  }
}
