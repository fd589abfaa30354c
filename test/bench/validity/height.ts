import { height, isLongEnough } from '#measure/height/height.ts'
import { DONE } from '#measure/procedure.ts'
import type { HeightTrial } from '#protocol/procedures/height.ts'
import { type Chance, chance as chanceFrom } from './chance.ts'

// How well a height is measured. Whoever stands here knows nothing of the scorer: a body that sways, a sensor that flickers and takes the air
// for 20 °C, and a booth that was tared in air of another temperature.

/** Distances are true ones, mm; the sensor hangs here above the floor. */
const OVERHEAD = 2300
/** A sensor gives ten samples a second. */
const EVERY_S = 0.1
/** The temperature for which the sensor works its distances out, °C. */
const TAKEN = 20
/** The speed of sound in air, m/s, by its temperature (dry air around 0 °C). */
const speed = (celsius: number): number => 331.3 + 0.606 * celsius

/** How somebody sways: by this many mm at most, in waves of this kind; how much the sensor flickers (standard deviation, mm). */
type Standing = { sway: number; wave: 'slow' | 'quick' | 'wandering'; flicker: number }
const WAVES = ['slow', 'quick', 'wandering'] as const

/** One thing as the sensor sees it from now on: samples in whole millimetres, in air of this temperature. */
const seen = (trueMm: number, celsius: number, { sway, wave, flicker }: Standing, chance: Chance) => {
  const phase = 2 * Math.PI * chance.unit()
  const period = wave === 'slow' ? 3 + 3 * chance.unit() : 0.7 + chance.unit()
  // A wandering sway forgets itself in a second; its standard deviation is half of its largest.
  let wander = (sway / 2) * chance.normal()
  const keep = Math.exp(-EVERY_S)
  return (n: number): number => {
    wander = keep * wander + (sway / 2) * Math.sqrt(1 - keep * keep) * chance.normal()
    const moved = wave === 'wandering' ? wander : sway * Math.sin(phase + (2 * Math.PI * n * EVERY_S) / period)
    return Math.round(((trueMm + moved) * speed(TAKEN)) / speed(celsius) + flicker * chance.normal())
  }
}

const stood = { shownAt: 0, answeredAt: 1, source: 'device' as const }

type Booth = { tared: number; now: number; floorSeen: boolean }

/** One whole measurement; the height without rounding, mm, or null. */
const measure = (tallMm: number, { tared, now, floorSeen }: Booth, how: Standing, chance: Chance): number | null => {
  const still = { ...how, sway: 0 }
  const tare = Array.from({ length: 50 }, () => seen(OVERHEAD, tared, still, chance)(0)).toSorted((a, b) => a - b)
  const setup = { procedure: 'height' as const, version: 2 as const, floorMm: tare[25] ?? 0, tapeMm: OVERHEAD, limitsMm: [] }
  const trials: HeightTrial[] = []
  for (;;) {
    const stimulus = height.next(setup, '', trials)
    if (stimulus === DONE) break
    const off = stimulus.step === 'step-off'
    const at = seen(off ? OVERHEAD : OVERHEAD - tallMm, now, off ? still : how, chance)
    const samples: number[] = []
    while (off ? samples.length < 12 : !isLongEnough(samples)) samples.push(at(samples.length))
    const answer = off
      ? { step: 'step-off' as const, ...(floorSeen ? { floorMm: samples } : {}) }
      : { step: 'stand' as const, samplesMm: samples }
    trials.push({ stimulus, answer, ...stood })
  }
  const { outcome, roundsMm } = height.score(setup, '', trials)
  if (outcome !== 'measured') return null
  const rounds = roundsMm.filter((mm) => mm !== null).toSorted((a, b) => a - b)
  const pairs = rounds.slice(1).map((upper, n) => [rounds[n] ?? upper, upper] as const)
  const [pair] = pairs.toSorted(([a, b], [c, d]) => b - a - (d - c))
  return pair ? (pair[0] + pair[1]) / 2 : null
}

/** Share that is measured, and how far from the truth 95 of 100 of those are at most, mm. */
const rates = (booth: Booth, how: Standing, runs: number, chance: Chance) => {
  const errors: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const tallMm = 1450 + 450 * chance.unit()
    const mm = measure(tallMm, booth, how, chance)
    if (mm !== null) errors.push(Math.abs(mm - tallMm))
  }
  return { measured: errors.length / runs, p95: errors.toSorted((a, b) => a - b)[Math.ceil(0.95 * errors.length) - 1] ?? Infinity }
}

/** So much colder and warmer than at the tare, °C. */
const SINCE = [-10, -5, 0, 5, 10, 15]

/**
 * Figures of the height station, each the worst over three ways to sway by 5 mm, with a sensor of σ 4 mm. `height_measured`: the share that is
 * measured. `height_p95_mm`: the error of 95 in 100, over air from 10 °C colder to 15 °C warmer than at the tare. `height_p95_tare_mm`: the same
 * where the floor was never seen with the driver, which the console says.
 */
export const heightFigures = (runs: number) => {
  const chance = chanceFrom(20_261_130)
  const each = (floorSeen: boolean) =>
    WAVES.flatMap((wave) =>
      SINCE.map((since) => rates({ tared: TAKEN, now: TAKEN + since, floorSeen }, { sway: 5, wave, flicker: 4 }, runs, chance)),
    )
  const all = each(true)
  return {
    height_measured: Math.min(...all.map(({ measured }) => measured)),
    height_p95_mm: Math.max(...all.map(({ p95 }) => p95)),
    height_p95_tare_mm: Math.max(...each(false).map(({ p95 }) => p95)),
  }
}
