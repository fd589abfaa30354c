import { axisState, colour } from '#measure/colour/colour.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { ColourTrial } from '#protocol/procedures/colour.ts'
import { type Axis, dichromats, machado, type Observer } from './dichromats.ts'
import { apartFor, type Form, type Looked, noiseOf, numbers, platesOf, readingOf, shapesOf } from './looking.ts'
import type { Noise, Shape } from './readers.ts'

const AXES = ['protan', 'deutan'] as const
const FORMS = ['digits', 'openings'] as const
/** Plates an observer learns from, and plates it's then asked. A guess among 36 pairs is right in 2.8 %, among 4 openings in 25 %. */
const LESSONS = 30
const ASKED = { digits: 300, openings: 300 } as const

// ---------------------------------------------------------------- dichromats before rendered plates

type Sample = { lessons: Looked[]; asked: Looked[] }
const sampleOf = (kind: Parameters<typeof platesOf>[0], shapes: readonly Shape[], asked: number): Sample => ({
  lessons: platesOf(kind, shapes, LESSONS, 1),
  asked: platesOf(kind, shapes, asked, 2),
})

export type Reading = { observer: string; axis: Axis; form: Form; best: number; shares: Record<string, number>; apart: number }

/**
 * How often each simulated dichromat reads the strong plates of its own axis, by each of its readers and by the best of them, from
 * the rendered pixels. `noise`: how many just noticeable differences of an observer's own noise lie on every dot; 0: none, so that
 * an answer is wrong only because the plate's own noise hides it, which no eye could better.
 */
const dichromatReadings = (form: Form, noise = 0, asked: number = ASKED[form]): Reading[] => {
  const shapes = shapesOf(form)
  return AXES.flatMap((axis) => {
    const sample = sampleOf(axis, shapes, asked)
    return dichromats(axis).map((observer) => ({ observer: observer.name, axis, form, ...lookedAt(sample, observer, noise) }))
  })
}

const lookedAt = ({ lessons, asked }: Sample, observer: Observer, times: number) => {
  const noise = (seed: number): Noise | null => (times === 0 ? null : noiseOf(times, seed))
  return { ...readingOf(observer, lessons, asked, noise(3)), apart: apartFor(observer, lessons, noise(4)) }
}

// ---------------------------------------------------------------- whole procedures

/** Drivers by how often they read a plate of each axis; what they don't read they say they can't see. */
type Driver = Record<Axis, number>

/** Share of whole procedures that end without a referral. */
const passes = (form: Form, driver: Driver, runs: number, seed: number): number => {
  const unit = numbers(seed)
  const setup = { procedure: 'colour', form } as const
  const reads = (kind: ColourTrial['stimulus']['kind']) => (kind === 'protan' || kind === 'deutan' ? unit() < driver[kind] : true)
  let passed = 0
  for (let run = 0; run < runs; run += 1) {
    const key = Array.from({ length: 4 }, () =>
      Math.floor(unit() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')
    const trials = rehearse(colour, setup, key, ({ kind, figure }) => (reads(kind) ? figure : 'cannot-see'))
    if (colour.score(setup, key, trials).outcome === 'no-red-green-blindness') passed += 1
  }
  return passed / runs
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * The figures of the colour station, each the worst over what it's about; `runs` whole procedures for each kind of driver.
 * `plate_q`: how often the best reader of a dichromat finds both digits, without any noise of its own. `dichromat_pass`: a dichromat
 * who reads its own axis so often, and the other always, is not referred. `weak_referred`: reads 80 % on both axes. `normal_referred`:
 * reads 98 %.
 */
export const colourFigures = (runs: number) => {
  const readings = { digits: dichromatReadings('digits'), openings: dichromatReadings('openings') }
  const best = (form: Form, axis?: Axis) => readings[form].filter((each) => !axis || each.axis === axis).map((each) => each.best)
  const pass = (form: Form, axis: Axis, seed: number) =>
    passes(form, { protan: 1, deutan: 1, [axis]: Math.max(...best(form, axis)) }, runs, seed)
  const referred = (share: number, seed: number) =>
    Math.max(...FORMS.map((form, n) => 1 - passes(form, { protan: share, deutan: share }, runs, seed + n)))
  return {
    plate_q_mean: mean(best('digits')),
    plate_q_max: Math.max(...best('digits')),
    opening_q_max: Math.max(...best('openings')),
    dichromat_pass: Math.max(...FORMS.flatMap((form, f) => AXES.map((axis, a) => pass(form, axis, 10 + 2 * f + a)))),
    weak_referred: referred(0.8, 20),
    normal_referred: referred(0.98, 30),
  }
}

// ---------------------------------------------------------------- curves

/** Share of axes that are accepted when a plate is read so often. */
const accepted = (form: Form, read: number, runs: number): number => {
  const unit = numbers(Math.round(read * 1000))
  const trial = (): ColourTrial => ({
    stimulus: { kind: 'protan', plate: 0, figure: 'up' },
    answer: unit() < read ? 'up' : 'cannot-see',
    shownAt: 0,
    answeredAt: 1,
    source: 'touch',
  })
  let count = 0
  for (let run = 0; run < runs; run += 1)
    if (axisState(form, 'protan', Array.from({ length: 44 }, trial)).outcome === 'accepted') count += 1
  return count / runs
}

/** What a person's noise is taken to be, in just noticeable differences a dot: an assumption (see `noiseOf`). */
const PERSON = 6
const SEVERITIES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const

type Point = [x: number, y: number]

/**
 * Curves for plots. `accepted`: by how often a plate is read, how often an axis is accepted. `read` and `readFaint`: by Machado's
 * severity, how often a person with `PERSON` noise who weighs the colours as best suits the axis reads a strong and a faint plate
 * with digits. `apart`: by severity, how many standard deviations of a dot figure and ground of a strong plate lie apart for that
 * person; a dichromat's is near 0.
 */
export const colourCurves = (runs = 4000, asked = 150) => {
  const shapes = shapesOf('digits')
  const along = (kind: Parameters<typeof platesOf>[0], axis: Axis, of: (sample: Sample, observer: Observer) => number): Point[] => {
    const sample = sampleOf(kind, shapes, asked)
    return SEVERITIES.map((severity): Point => [severity, of(sample, machado(axis, severity))])
  }
  const trainedShare = ({ lessons, asked }: Sample, observer: Observer) =>
    readingOf(observer, lessons, asked, noiseOf(PERSON, 5)).shares['trained'] ?? Number.NaN
  const apart = ({ lessons }: Sample, observer: Observer) => apartFor(observer, lessons, noiseOf(PERSON, 6))
  const shares = Array.from({ length: 41 }, (_, n) => n / 40)
  return {
    accepted: {
      digits: shares.map((share): Point => [share, accepted('digits', share, runs)]),
      openings: shares.map((share): Point => [share, accepted('openings', share, runs)]),
    },
    read: { protan: along('protan', 'protan', trainedShare), deutan: along('deutan', 'deutan', trainedShare) },
    readFaint: { protan: along('weak-protan', 'protan', trainedShare), deutan: along('weak-deutan', 'deutan', trainedShare) },
    apart: { protan: along('protan', 'protan', apart), deutan: along('deutan', 'deutan', apart) },
  }
}
