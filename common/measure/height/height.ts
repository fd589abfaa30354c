import {
  type HeightScore,
  type HeightStimulus,
  type HeightTrial,
  type HeightSetup as Setup,
  height as wire,
} from '#protocol/procedures/height.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { DONE, type Done, procedure } from '../procedure.ts'
import { goodSamples, median, settle } from '../samples.ts'
import { couldBeAir, FROM_FLOOR_MM } from './air.ts'
import { feetOf } from './feet.ts'

const LEAST_SAMPLES = 15
/** How well the middle of a round's samples has to be known, mm: the standard error of their median. */
const ERROR_MM = 2
/** Of the floor that was seen beside the driver: so many samples must count, and tell it so well, mm. A third of what it is wrong by reaches the height. */
const FLOOR = { least: 8, errorMm: 4 }
/** Where a whole machine's sensor is taken to hang, mm above the floor, so that its heights are distances like any other's. */
export const MACHINE_FLOOR_MM = 2500
/** Setups without a version: the largest spread of the samples that count, mm. */
const SPREAD_MM = 10
/** Largest difference between two rounds, mm. */
const AGREE_MM = 10
const PLAUSIBLE_MM = { from: 1000, to: 2300 }
const NEAR_LIMIT_MM = 15

/** How long a round is listened to, in samples: at least, at most, and until its median is known so well, mm. */
const ROUND = { least: 25, most: 50, errorMm: 0.8 }

const ORDER: readonly HeightStimulus[] = [
  { step: 'stand', round: 1 },
  { step: 'step-off', round: 1 },
  { step: 'stand', round: 2 },
  { step: 'step-off', round: 2 },
  { step: 'stand', round: 3 },
]
/** Steps up to the end of the second round. */
const TWO_ROUNDS = 3

/** Has a round been listened to for long enough? The more it flickers, the longer. */
export const isLongEnough = (samplesMm: readonly number[]): boolean =>
  samplesMm.length >= ROUND.most || (samplesMm.length >= ROUND.least && settle(samplesMm).error <= ROUND.errorMm)

/** The floor that heights stand on. */
type Floor = NonNullable<HeightScore['floor']>

/**
 * Which floor a log's heights stand on. Between the rounds the sensor sees the floor through the same air as the head, so that this
 * floor counts, unless something else stood there: then the booth's tare, of which nobody knows how warm the air was.
 */
const floorOf = (setup: Setup, trials: readonly HeightTrial[]): Floor => {
  const { floorMm: tareMm, tapeMm = tareMm } = setup
  const tared: Floor = { mm: tareMm, tareMm, from: 'tare', differs: false }
  if (setup.version !== 2) return tared
  const { median: mm, error, count } = settle(trials.flatMap(({ answer }) => (answer.step === 'step-off' ? (answer.floorMm ?? []) : [])))
  if (count < FLOOR.least || error > FLOOR.errorMm || !couldBeAir(mm, tapeMm)) return tared
  return { mm, tareMm, from: 'driver', differs: Math.abs(mm - tareMm) > FROM_FLOOR_MM }
}

/**
 * How tall somebody is whose head is so far from the sensor, mm. Sound is faster in warm air (0.18 % a degree), so that all distances
 * shrink alike: what the tape says of the floor by what the sensor says of it is by how much. Setups without a version: floor less head.
 */
const tall = (setup: Setup, floorMm: number, headMm: number): number => {
  if (setup.version !== 2) return setup.floorMm - headMm
  const tapeMm = setup.tapeMm ?? setup.floorMm
  return tapeMm - (headMm * tapeMm) / floorMm
}

/** One round: the height, mm; why there is none; and its samples as heights, with those that count. */
export type Round = { mm: number | null; why: 'few' | 'unsteady' | null; heights: { mm: number; counts: boolean }[] }

const roundOf = (setup: Setup, floorMm: number, samplesMm: readonly number[]): Round => {
  const good = new Set(goodSamples(samplesMm))
  const heights = samplesMm.map((mm) => ({ mm: tall(setup, floorMm, mm), counts: good.has(mm) }))
  const why = whyNot(setup, samplesMm)
  return { mm: why ? null : tall(setup, floorMm, median(goodSamples(samplesMm))), why, heights }
}

/** Why these samples give no height; null: they do. A whole machine has found its one value by itself. */
const whyNot = ({ machine, version }: Setup, samplesMm: readonly number[]): Round['why'] => {
  const { count, error } = settle(samplesMm)
  if (count < (machine ? 1 : LEAST_SAMPLES)) return 'few'
  if (version === 2) return error > ERROR_MM ? 'unsteady' : null
  const good = goodSamples(samplesMm)
  return (good.at(-1) ?? 0) - (good[0] ?? 0) > SPREAD_MM ? 'unsteady' : null
}

/** By so much more than what is near a limit a single round may be off it, mm: rounds agree to 10 mm, and the floor that puts it right isn't seen yet. */
const ROUND_MM = 60

/** Whether a round's samples may come to a height near a limit of this setup: the booth asks before it knows the others and the air. */
export const mayBeNear = ({ floorMm, limitsMm }: Setup, samplesMm: readonly number[]): boolean => {
  const good = goodSamples(samplesMm)
  return good.length > 0 && limitsMm.some((limit) => Math.abs(floorMm - median(good) - limit) <= NEAR_LIMIT_MM + ROUND_MM)
}

/** The rounds of a log, up to its end. */
export const roundsOf = (setup: Setup, trials: readonly HeightTrial[]): Round[] => {
  const log = trials.slice(0, ORDER.length)
  const floor = floorOf(setup, log)
  return log.flatMap(({ stimulus, answer }) =>
    stimulus.step === 'stand' ? [roundOf(setup, floor.mm, answer.step === 'stand' ? answer.samplesMm : [])] : [],
  )
}

/** The mean of the two rounds nearest to each other, mm; null when no two agree. */
const agreed = (rounds: readonly Round[]): number | null => {
  const heights = rounds.flatMap(({ mm }) => (mm === null ? [] : [mm])).toSorted((a, b) => a - b)
  const pairs = heights.slice(1).map((upper, place) => [heights[place] ?? upper, upper] as const)
  const [nearest] = pairs.toSorted(([a, b], [c, d]) => b - a - (d - c))
  return nearest && nearest[1] - nearest[0] <= AGREE_MM ? (nearest[0] + nearest[1]) / 2 : null
}

/** How many of these trials belong to the log: what follows its end is left out. */
const lengthOf = (setup: Setup, trials: readonly HeightTrial[]): number =>
  trials.length >= TWO_ROUNDS && agreed(roundsOf(setup, trials.slice(0, TWO_ROUNDS))) !== null ? TWO_ROUNDS : ORDER.length

const due = (setup: Setup, trials: readonly HeightTrial[]): HeightStimulus | Done =>
  trials.length >= lengthOf(setup, trials) ? DONE : (ORDER[trials.length] ?? DONE)

/** Why there is no height: too few samples, or somebody who wouldn't stand still. Older setups knew no difference. */
const without = ({ version }: Setup, rounds: readonly Round[]): HeightScore['outcome'] => {
  const failed = rounds.filter(({ mm }) => mm === null)
  if (rounds.length - failed.length >= 2) return 'rounds-differ'
  return version === 2 && failed.some(({ why }) => why === 'unsteady') ? 'unsteady' : 'too-few-samples'
}

/**
 * Height from the distance between a sensor overhead and the head. The driver stands under it twice and steps off between, where the
 * sensor sees the floor through the same air; when the two rounds differ by more than 10 mm, or one isn't steady, a third decides. Whole
 * centimetres.
 */
export const height = procedure(wire)({
  next(setup, _seed, trials) {
    return due(setup, trials)
  },
  score(setup, _seed, trials) {
    const log = trials.slice(0, lengthOf(setup, trials))
    const rounds = roundsOf(setup, log)
    const feet = feetOf(log)
    const mm = agreed(rounds)
    const score = {
      procedure: 'height' as const,
      cm: null,
      roundsMm: rounds.map((round) => round.mm),
      nearLimit: false,
      ...(setup.version === 2 ? { floor: floorOf(setup, log) } : {}),
      ...(feet ? { feet } : {}),
    }
    if (mm === null) return { ...score, outcome: without(setup, rounds) }
    if (mm < PLAUSIBLE_MM.from || mm > PLAUSIBLE_MM.to) return { ...score, outcome: 'implausible' }
    const nearLimit = setup.limitsMm.some((limit) => Math.abs(mm - limit) <= NEAR_LIMIT_MM)
    return { ...score, cm: Math.round(mm / 10), nearLimit, outcome: 'measured' }
  },
  progress(setup, trials) {
    return due(setup, trials) === DONE ? 1 : trials.length / ORDER.length
  },
  waitsMs: () => 0,
  setUp({ heightLimitsMm, standing: { height: tare, force } }) {
    if (isRefusal(tare)) return tare
    const { floorMm, tapeMm = floorMm, machine } = tare.value
    const of = machine ? { machine } : { version: 2 as const, tapeMm }
    // A hint alone: where nobody has calibrated cells under both feet the height is as good.
    const cells = isRefusal(force) ? [] : force.value.cells.map(({ cell }) => cell)
    const feet =
      !isRefusal(force) && cells.includes('plate-left') && cells.includes('plate-right') ? { feet: true as const, id: force.id } : null
    return {
      setup: { procedure: 'height', floorMm, ...of, ...(feet ? { feet: feet.feet } : {}), limitsMm: [...heightLimitsMm] },
      calibrations: [tare.id, ...(feet ? [feet.id] : [])],
    }
  },
  finding: ({ cm }) => (cm === null ? null : { station: 'height', cm }),
  behind: () => wire.needs,
  choices: null,
  healthy: ({ step }, { floorMm, version }) =>
    step === 'stand'
      ? { step, samplesMm: Array.from({ length: 40 }, () => floorMm - 1720) }
      : { step, ...(version === 2 ? { floorMm: Array.from({ length: 15 }, () => floorMm) } : {}) },
})
