import { acuity } from '#measure/acuity/acuity.ts'
import { rehearseEye } from '#measure/acuity/rehearse-eye.ts'
import type { AcuityScore, AcuitySetup } from '#protocol/procedures/acuity.ts'
import { type Chance, chance, seedOf } from './chance.ts'
import { compounded, type Eye, kinds, look, sitting, wideKinds } from './eyes.ts'

type Setup = AcuitySetup
type Score = AcuityScore

const setupOf = (method: Setup['method'], ...limits: number[]): Setup => ({
  procedure: 'acuity',
  version: 3,
  method,
  eye: 'right',
  limits,
  glasses: false,
  screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 0 },
})

/** One whole procedure with a made-up eye: its score, and how many optotypes it took. */
const sit = (setup: Setup, eye: Eye, random: Chance): { score: Score; trials: number } => {
  const seed = seedOf(random)
  const trials = rehearseEye(setup, seed, sitting(eye, random))
  return { score: acuity.score(setup, seed, trials), trials: trials.length }
}

/** Share of runs that reach the limit, and of those that are left to a person; the counts of optotypes. */
const reaching = (setup: Setup, eye: Eye, runs: number, seed: number): { reached: number; open: number; counts: number[] } => {
  const random = chance(seed)
  let reached = 0
  let open = 0
  const counts: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const { score, trials } = sit(setup, eye, random)
    if (score.reached !== null) reached += 1
    if (acuity.finding?.(score, 'acuity-right') === null) open += 1
    counts.push(trials)
  }
  return { reached: reached / runs, open: open / runs, counts: counts.toSorted((a, b) => a - b) }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
const worst = (values: readonly number[]): number => Math.max(...values)

/** Standard deviation and mean error of the number, over thresholds that don't lie on any grid: `from` up to 0.4 more. */
const numbers = (
  eye: Omit<Eye, 'threshold'>,
  runs: number,
  { seed, from = 4.7 }: { seed: number; from?: number },
): { sd: number; bias: number; covered: number } => {
  const random = chance(seed)
  const setup = setupOf('number', 5)
  const errors: number[] = []
  let covered = 0
  for (let run = 0; run < runs; run += 1) {
    const threshold = from + 0.4 * random.unit()
    const found = sit(setup, { ...eye, threshold }, random).score.threshold
    if (!found) throw new Error('no number was measured')
    if (found.level !== null) errors.push(found.level - threshold)
    if ((found.low ?? 0) <= threshold && threshold <= found.high) covered += 1
  }
  const bias = errors.reduce((sum, error) => sum + error, 0) / errors.length
  const sd = Math.sqrt(errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (errors.length - 1))
  return { sd, bias, covered: covered / runs }
}

const LIMIT = 5

/**
 * The worst of many kinds: all are looked at with a tenth of the runs, and the worst twelve again with all of them and fresh luck, so
 * that the worst isn't only the unluckiest.
 */
const worstAgain = (
  eyes: readonly Eye[],
  figure: (found: ReturnType<typeof reaching>) => number,
  { runs, seed }: { runs: number; seed: number },
): number => {
  const sat = (eye: Eye, many: number, luck: number) => figure(reaching(setupOf('limits', LIMIT), eye, many, luck))
  const first = eyes.map((eye, n) => ({ eye, found: sat(eye, Math.ceil(runs / 10), seed + n) }))
  const doubtful = first.toSorted((a, b) => b.found - a.found).slice(0, 12)
  return worst(doubtful.map(({ eye }, n) => sat(eye, runs, seed + 5000 + n)))
}
/** One who sees nothing of all this. */
const BLIND: Eye = { shape: 'gaussian', threshold: 2, spread: 0.05, lapse: 0, cannot: 0 }

const numbersOf = (spread: number, runs: number) => {
  const found = kinds(0, { spreads: [spread] }).map(({ threshold: _, ...eye }, n) => numbers(eye, runs, { seed: 5000 + n }))
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
  wideBelow: (runs: number) => ({
    acuity_pass_below_wide: worstAgain(wideKinds(LIMIT - 0.1), ({ reached }) => reached, { runs, seed: 11_000 }),
    acuity_pass_below_compounded: worstAgain(compounded(LIMIT - 0.1), ({ reached }) => reached, { runs, seed: 21_000 }),
  }),
  wideAbove: (runs: number) => ({
    acuity_fail_above_wide: worstAgain(wideKinds(LIMIT + 0.1), ({ reached }) => 1 - reached, { runs, seed: 12_000 }),
    acuity_fail_above_compounded: worstAgain(compounded(LIMIT + 0.1), ({ reached }) => 1 - reached, { runs, seed: 22_000 }),
  }),
  fatigue: (runs: number) => {
    const tiring = (rested: number) => kinds(LIMIT + 0.1).map((eye) => ({ ...eye, tires: 0.1 / 24, rested }))
    const found = (rested: number) => tiring(rested).map((eye, n) => reaching(setupOf('limits', LIMIT), eye, runs, 13_000 + n))
    const [rests, never] = [found(1), found(0)]
    return {
      fatigue_fail: worst(rests.map(({ reached, open }) => 1 - reached - open)),
      // What no rest gives back: told to be below the limit, and left to a doctor because the walk rose and fell.
      fatigue_fail_never_rested: worst(never.map(({ reached, open }) => 1 - reached - open)),
      fatigue_noticed: worst(never.map(({ open }) => open)),
    }
  },
  /** Eyes that see less than the largest optotype: how many are given a number all the same, and eyes just above it. */
  belowScale: (runs: number) => {
    const eyes = kinds(0, { spreads: [0.085] })
    const given = eyes.map((eye, n) => {
      const random = chance(14_000 + n)
      const numbered = Array.from({ length: runs }, () => sit(setupOf('number', 5), { ...eye, threshold: 3.5 }, random).score.threshold)
      return numbered.filter((found) => found !== null && found.level !== null).length / runs
    })
    const weak = eyes.map(({ threshold: _, ...eye }, n) => numbers(eye, runs, { seed: 15_000 + n, from: 4.1 }))
    return {
      acuity_number_below_scale: worst(given),
      acuity_bias_weak: worst(weak.map(({ bias }) => Math.abs(bias))),
      acuity_interval_holds_weak: Math.min(...weak.map(({ covered }) => covered)),
    }
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
