import { type HeightStimulus, type HeightTrial, type HeightSetup as Setup, height as wire } from '#protocol/procedures/height.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { DONE, type Done, procedure } from '../procedure.ts'

/** A sample counts when it is within this many median absolute deviations of the median. */
const DEVIATIONS = 3
const LEAST_SAMPLES = 15
/** Where a whole machine's sensor is taken to hang, mm above the floor, so that its heights are distances like any other's. */
export const MACHINE_FLOOR_MM = 2500
/** Largest spread of the samples that count, and largest difference between two rounds, mm. */
const SPREAD_MM = 10
const AGREE_MM = 10
const PLAUSIBLE_MM = { from: 1000, to: 2300 }
const NEAR_LIMIT_MM = 15

const ORDER: readonly HeightStimulus[] = [
  { step: 'stand', round: 1 },
  { step: 'step-off', round: 1 },
  { step: 'stand', round: 2 },
  { step: 'step-off', round: 2 },
  { step: 'stand', round: 3 },
]
/** Steps up to the end of the second round. */
const TWO_ROUNDS = 3

const median = (sorted: readonly number[]): number => {
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** The samples that count: within 3 median absolute deviations of the median, sorted. */
export const goodSamples = (samplesMm: readonly number[]): number[] => {
  const sorted = samplesMm.toSorted((a, b) => a - b)
  const middle = median(sorted)
  // Most sensors count whole millimetres, so that a deviation of 0 means less than one, and not that all others are wrong.
  const deviation = Math.max(1, median(sorted.map((sample) => Math.abs(sample - middle)).toSorted((a, b) => a - b)))
  return sorted.filter((sample) => Math.abs(sample - middle) <= DEVIATIONS * deviation)
}

/** Height of one round, mm: floor less the median distance to the head. Null with fewer than `least` samples that agree. */
export const roundHeight = (floorMm: number, samplesMm: readonly number[], least = LEAST_SAMPLES): number | null => {
  const good = goodSamples(samplesMm)
  const spread = (good.at(-1) ?? 0) - (good[0] ?? 0)
  return good.length >= least && spread <= SPREAD_MM ? floorMm - median(good) : null
}

const roundsOf = (setup: Setup, trials: readonly HeightTrial[]): (number | null)[] =>
  trials
    .slice(0, ORDER.length)
    .filter(({ stimulus }) => stimulus.step === 'stand')
    .map(({ answer }) => (answer.step === 'stand' ? roundHeight(setup.floorMm, answer.samplesMm, setup.machine ? 1 : LEAST_SAMPLES) : null))

/** The mean of the two rounds nearest to each other, mm; null when no two agree. */
const agreed = (rounds: readonly (number | null)[]): number | null => {
  const heights = rounds.filter((height) => height !== null).toSorted((a, b) => a - b)
  const pairs = heights.slice(1).map((upper, place) => [heights[place] ?? upper, upper] as const)
  const [nearest] = pairs.toSorted(([a, b], [c, d]) => b - a - (d - c))
  return nearest && nearest[1] - nearest[0] <= AGREE_MM ? (nearest[0] + nearest[1]) / 2 : null
}

const due = (setup: Setup, trials: readonly HeightTrial[]): HeightStimulus | Done => {
  if (trials.length >= TWO_ROUNDS && agreed(roundsOf(setup, trials.slice(0, TWO_ROUNDS))) !== null) return DONE
  return ORDER[trials.length] ?? DONE
}

/**
 * Height from the distance between a sensor overhead and the head. The driver stands under it twice and steps off between; when the
 * two rounds differ by more than 10 mm, or one has too few steady samples, a third decides. Whole centimetres.
 */
export const height = procedure(wire)({
  next(setup, _seed, trials) {
    return due(setup, trials)
  },
  score(setup, _seed, trials) {
    const roundsMm = roundsOf(setup, trials)
    const mm = agreed(roundsMm)
    const score = { procedure: 'height' as const, cm: null, roundsMm, nearLimit: false }
    if (mm === null) {
      const few = roundsMm.filter((round) => round !== null).length < 2
      return { ...score, outcome: few ? 'too-few-samples' : 'rounds-differ' }
    }
    if (mm < PLAUSIBLE_MM.from || mm > PLAUSIBLE_MM.to) return { ...score, outcome: 'implausible' }
    const nearLimit = setup.limitsMm.some((limit) => Math.abs(mm - limit) <= NEAR_LIMIT_MM)
    return { ...score, cm: Math.round(mm / 10), nearLimit, outcome: 'measured' }
  },
  progress(setup, trials) {
    return due(setup, trials) === DONE ? 1 : trials.length / ORDER.length
  },
  waitsMs: () => 0,
  setUp({ heightLimitsMm, standing: { height: tare } }) {
    if (isRefusal(tare)) return tare
    const { floorMm, machine } = tare.value
    const setup = { procedure: 'height' as const, floorMm, ...(machine ? { machine } : {}), limitsMm: [...heightLimitsMm] }
    return { setup, calibrations: [tare.id] }
  },
  finding: ({ cm }) => (cm === null ? null : { station: 'height', cm }),
  behind: () => wire.needs,
  choices: null,
  healthy: ({ step }, { floorMm }) => (step === 'stand' ? { step, samplesMm: Array.from({ length: 40 }, () => floorMm - 1720) } : { step }),
})
