import { axisState, colour, walkOf } from '#measure/colour/colour.ts'
import { screenColours } from '#measure/colour/record.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { ColourSetup, ColourTrial } from '#protocol/procedures/colour.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { LINES, NOISES, type Reads, readsBefore } from './anomalous.ts'
import { type Axis, dichromats, type Observer, type Rgb } from './dichromats.ts'
import { type Before, type Form, type Looked, numbers, platesOf, readingOf, shapesOf } from './looking.ts'
import type { Shape } from './readers.ts'
import { LIT, metered, PLACED, type Screen, SRGB_SCREEN } from './screens.ts'
import { dichromatBefore, EYES, isLit, type Lit } from './spectral.ts'

const AXES = ['protan', 'deutan'] as const
const FORMS = ['digits', 'openings'] as const
/** Plates an observer learns from, and plates it's then asked. A guess among 36 pairs is right in 2.8 %, among 4 openings in 25 %. */
const LESSONS = 20
const ASKED = 240
/** The same before screens other than sRGB: of a share of 0.14, a standard deviation of 0.03. */
const ASKED_ELSEWHERE = 80

// ---------------------------------------------------------------- screens, as they are and as they are known

/** A screen and what is known of it, as an installer's meter found it; null: its record is refused. */
export const measured = <S extends Screen>(screen: S): (Before & { screen: S }) | null => {
  const known = screenColours(metered(screen))
  return isRefusal(known) ? null : { screen, known }
}

/** A published simulation before any screen: what it shows is told in linear sRGB. */
const seenOn = ({ primaries, black }: Screen, { name, see }: Observer): Observer => ({
  name,
  see(light: Rgb) {
    const of = (n: 0 | 1 | 2) => black[n] + light[0] * primaries[0][n] + light[1] * primaries[1][n] + light[2] * primaries[2][n]
    const [X, Y, Z] = [of(0), of(1), of(2)]
    return see([
      3.2404542 * X - 1.5371385 * Y - 0.4985314 * Z,
      -0.969266 * X + 1.8760108 * Y + 0.041556 * Z,
      0.0556434 * X - 0.2040259 * Y + 1.0572252 * Z,
    ])
  },
})

/** Everybody without a cone who is tried before a screen: eyes of their own where its light is known, else the published simulations. */
const blind = (screen: Screen, axis: Axis): Observer[] =>
  isLit(screen) ? EYES.map((eye) => dichromatBefore(screen, axis, eye)) : dichromats(axis).map((one) => seenOn(screen, one))

// ---------------------------------------------------------------- dichromats before rendered plates

type Sample = { lessons: Looked[]; asked: Looked[] }
const sampleOf = (axis: Axis, shapes: readonly Shape[], asked: number, before: Before, sweep?: -1 | 1): Sample => ({
  lessons: platesOf(axis, shapes, LESSONS, 1, before, sweep),
  asked: platesOf(axis, shapes, asked, 2, before, sweep),
})

/** What the best reader of a dichromat finds on each line of its own axis: a plate is missed only because its own noise hides the figure. */
type Reading = { screen: string; observer: string; axis: Axis; lines: number[]; middle: number; least: number }

const readingsBefore = (before: Before, form: Form, asked: number): Reading[] => {
  const shapes = shapesOf(form)
  return AXES.flatMap((axis) => {
    const samples = LINES[axis].map((sweep) => sampleOf(axis, shapes, asked, before, sweep))
    return blind(before.screen, axis).map((observer) => {
      const lines = samples.map(({ lessons, asked }) => readingOf(observer, lessons, asked).best)
      const middle = lines[LINES[axis].findIndex((sweep) => sweep === undefined)] ?? Number.NaN
      return { screen: before.screen.name, observer: observer.name, axis, lines, middle, least: Math.min(...lines) }
    })
  })
}

// ---------------------------------------------------------------- whole procedures

const setupOf = (form: Form): ColourSetup => ({ procedure: 'colour', form, version: 3 })

/** Share of whole procedures that end without a referral, of a driver who reads so much of each line; what isn't read is "can't see". */
const passes = (form: Form, reads: Reads, runs: number, seed: number): number => {
  const unit = numbers(seed)
  const isRead = ({ kind, sweep }: ColourTrial['stimulus']) =>
    kind !== 'protan' && kind !== 'deutan' ? true : unit() < (reads[kind][LINES[kind].findIndex((line) => line === sweep)] ?? 0)
  let passed = 0
  for (let run = 0; run < runs; run += 1) {
    const key = Array.from({ length: 4 }, () =>
      Math.floor(unit() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')
    const trials = rehearse(colour, setupOf(form), key, (stimulus) => (isRead(stimulus) ? stimulus.figure : 'cannot-see'))
    if (colour.score(setupOf(form), key, trials).outcome === 'no-red-green-blindness') passed += 1
  }
  return passed / runs
}

const same = (share: number): Reads => ({ protan: LINES.protan.map(() => share), deutan: LINES.deutan.map(() => share) })
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const known = (before: (Before & { screen: Screen }) | null): before is Before & { screen: Screen } => before !== null

/**
 * The figures of the colour station, each the worst over what it's about; `runs` whole procedures for each kind of driver.
 * `plate_q`: how often the best reader of a dichromat finds both digits of a plate of the middle line on an sRGB screen, without any noise of its
 * own. `deutan_read_max`, `protan_read_max`: the same over all screens whose record is accepted and all eyes, on the line that it reads least, by
 * which it's caught; `…_middle_max`: on the middle line alone, as if no other were walked. `dichromat_pass`: a dichromat who reads the lines of its own axis
 * as those do, and the other axis always, is not referred. `weak_pass`: one who reads 80 % of every line passes. `normal_referred`: reads 98 %.
 */
export const colourFigures = (runs: number) => {
  const before = [...PLACED, ...LIT].map(measured).filter(known)
  const on = (form: Form) => (form === 'digits' ? before : before.filter(({ screen }) => screen === SRGB_SCREEN))
  const asked = ({ screen }: Before) => (screen === SRGB_SCREEN ? ASKED : ASKED_ELSEWHERE)
  const readings = {
    digits: on('digits').flatMap((one) => readingsBefore(one, 'digits', asked(one))),
    openings: on('openings').flatMap((one) => readingsBefore(one, 'openings', asked(one))),
  }
  const ofScreen = (form: Form) => readings[form].filter(({ screen }) => screen === SRGB_SCREEN.name)
  const most = (axis: Axis, of: 'least' | 'middle') =>
    Math.max(...readings.digits.filter((each) => each.axis === axis).map((each) => each[of]))
  const worst = (form: Form, axis: Axis) => {
    const all = readings[form].filter((each) => each.axis === axis)
    const chance = ({ lines }: Reading) => lines.reduce((all, line) => all * line ** 3, 1)
    return all.reduce((a, b) => (chance(b) > chance(a) ? b : a))
  }
  const passOf = (form: Form, axis: Axis, seed: number) => passes(form, { ...same(1), [axis]: worst(form, axis).lines }, runs, seed)
  const least = (share: number, seed: number) => Math.min(...FORMS.map((form, n) => passes(form, same(share), runs, seed + n)))
  const weak = least(0.8, 20)
  return {
    plate_q_mean: mean(ofScreen('digits').map(({ middle }) => middle)),
    plate_q_max: Math.max(...ofScreen('digits').map(({ middle }) => middle)),
    opening_q_max: Math.max(...ofScreen('openings').map(({ middle }) => middle)),
    deutan_read_max: most('deutan', 'least'),
    protan_read_max: most('protan', 'least'),
    deutan_read_middle_max: most('deutan', 'middle'),
    protan_read_middle_max: most('protan', 'middle'),
    dichromat_pass: Math.max(...FORMS.flatMap((form, f) => AXES.map((axis, a) => passOf(form, axis, 10 + 2 * f + a)))),
    weak_referred: 1 - weak,
    weak_pass: weak,
    normal_referred: 1 - least(0.98, 30),
    screens_refused: PLACED.length + LIT.length - before.length,
  }
}

// ---------------------------------------------------------------- curves

type Point = [x: number, y: number]

/** Share of axes that are accepted when so much of each line is read. */
const accepted = (form: Form, axis: Axis, reads: readonly number[], runs: number): number => {
  const unit = numbers(Math.round(reads.reduce((sum, read) => 1000 * read + 7 * sum, 1)))
  const { most } = walkOf(setupOf(form))
  const plate = (read: number, n: number): ColourTrial => {
    const sweep = LINES[axis][n]
    return {
      stimulus: { kind: axis, plate: 0, figure: 'up', ...(sweep ? { sweep } : {}) },
      answer: unit() < read ? 'up' : 'cannot-see',
      shownAt: 0,
      answeredAt: 1,
      source: 'touch',
    }
  }
  /** The lines by turns. */
  const log = () => Array.from({ length: most }, () => reads.map(plate)).flat()
  let count = 0
  for (let run = 0; run < runs; run += 1) if (axisState(setupOf(form), axis, log()).outcome === 'accepted') count += 1
  return count / runs
}

/** An eye of the published kind for which the plates of its axis have too little (−) or too much green against red, as a share. */
const offBy = (axis: Axis, off: number): Observer => {
  const red = (axis === 'protan' ? 0.1359 : 0.4163) * (1 + off)
  return {
    name: `${axis} ${off}`,
    see([r, g, b]) {
      const bright = (red * r + g) / (red + 1)
      return [bright, bright, b + (axis === 'protan' ? 0.004 : -0.022) * (r - g)]
    },
  }
}
const OFF = {
  protan: [-0.4, -0.25, -0.1, 0, 0.15, 0.3, 0.45, 0.6, 0.8],
  deutan: [-0.35, -0.25, -0.18, -0.09, 0, 0.09, 0.18, 0.25, 0.35],
} as const
const APART_NM = [0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 22] as const

/** How often each line of an axis is read by eyes for which red and green are so far off. */
const lineCurves = (axis: Axis, asked: number): Point[][] => {
  const shapes = shapesOf('digits')
  return LINES[axis].map((sweep) => {
    const sample = sampleOf(axis, shapes, asked, { screen: SRGB_SCREEN, known: null }, sweep)
    return OFF[axis].map((off): Point => [off, readingOf(offBy(axis, off), sample.lessons, sample.asked).best])
  })
}

/** How often people whose pigments are so many nm apart pass, on the first screen whose light is known. */
const anomalousPasses = (noise: number, runs: number, asked = 60): Record<Axis, Point[]> => {
  const screen = LIT.find(isLit)
  const before = screen && measured<Lit>(screen)
  if (!before) throw new TypeError('no screen whose light is known is accepted')
  const reads = readsBefore(before, asked)
  const of = (who: Axis) =>
    APART_NM.map((nm): Point => {
      const found = reads(who, nm, noise)
      return [nm, AXES.reduce((all, axis) => all * accepted('digits', axis, found[axis], runs), 1)]
    })
  return { protan: of('protan'), deutan: of('deutan') }
}

/**
 * Curves for plots. `accepted`: by how often a plate is read, how often an axis is accepted. `lines`: by how far red and green are off for an eye, how
 * often its best reader finds the figure on each line. `anomalous`: by how many nm the peaks of L and M are apart, how often such a person passes.
 */
export const colourCurves = (runs = 4000, asked = 100) => {
  const shares = Array.from({ length: 41 }, (_, n) => n / 40)
  const by = (form: Form, axis: Axis) => shares.map((share): Point => [share, accepted(form, axis, same(share)[axis], runs)])
  return {
    accepted: { digits: by('digits', 'deutan'), openings: by('openings', 'deutan') },
    lines: { protan: lineCurves('protan', asked), deutan: lineCurves('deutan', asked) },
    anomalous: { keen: anomalousPasses(NOISES.keen, runs), usual: anomalousPasses(NOISES.usual, runs) },
  }
}
