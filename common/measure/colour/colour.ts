import {
  type ColourTrial,
  type ColourSetup as Setup,
  type ColourStimulus as Stimulus,
  colour as wire,
} from '#protocol/procedures/colour.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { DONE, procedure, progressByCount, timing } from '../procedure.ts'
import { draw, type Random } from '../random.ts'
import type { Sweep } from './confusion.ts'
import { DIGITS, OPENINGS } from './figures.ts'
import { recordFault } from './record.ts'

type Form = Setup['form']
export type Axis = 'protan' | 'deutan'
const AXES = ['protan', 'deutan'] as const

/**
 * Points and bounds of one line of confusion. `flawless`: when so many plates of each line of an axis were read and none was missed, the axis is
 * accepted there and then; null: each line goes on to its end.
 */
export type Walk = { right: number; wrong: number; accepted: number; referred: number; most: number; flawless: number | null }
type Way = {
  /** The lines that are walked, and whether the middle one is walked as those to its sides are. */
  lines: Readonly<Record<Axis, readonly Sweep[]>>
  walk: Readonly<Record<Form, Walk>>
  /** Plates that a normal eye needs, the demonstration among them. */
  usual: Readonly<Record<Form, number>>
}

/**
 * The procedure by its version. One who guesses finds two digits of six in 1 of 36 plates and an opening in 1 of 4, so that openings need a
 * longer walk.
 */
const WAYS: Readonly<Record<1 | 2 | 3, Way>> = {
  // Accepted though blind, on one axis, exactly: digits 0.001 % when 5 % of the plates are read, 0.084 % at 14 %; openings 0.002 % at
  // 25 %, 0.02 % at 30 %, 0.07 % at 33 %. Referred though only weak, reading 80 %: digits 0.15 %, openings 0.09 %.
  1: {
    lines: { protan: [0], deutan: [0] },
    walk: {
      digits: { right: 3, wrong: -2, accepted: 13, referred: -10, most: 24, flawless: null },
      openings: { right: 1, wrong: -1, accepted: 10, referred: -7, most: 44, flawless: null },
    },
    usual: { digits: 16, openings: 26 },
  },
  // The same on one line: digits 0.001 % at 5 %, 0.02 % at 10 %, 0.11 % at 14 %; openings 0.005 % at 25 %, 0.05 % at 30 %, 0.15 % at 33 %.
  // Referred though only weak, reading 80 %, over all five lines: digits 0.11 %, openings 0.29 %.
  2: {
    lines: { protan: [0, 1], deutan: [-1, 0, 1] },
    walk: {
      digits: { right: 3, wrong: -2, accepted: 12, referred: -12, most: 24, flawless: null },
      openings: { right: 1, wrong: -1, accepted: 9, referred: -8, most: 44, flawless: null },
    },
    usual: { digits: 25, openings: 50 },
  },
  // Three of each line, none missed, are as much as four of each were: a dichromat whom one line lets through is caught by another, as far as eyes
  // and screens were tried. Whoever misses one goes further. Accepted though blind, for the worst eye and screen: 0.02 % (by four: 0.05 %);
  // referred though only weak, reading 80 %: 0.08 %. Openings are guessed too often for that.
  3: {
    lines: { protan: [0, 1], deutan: [-1, 0, 1] },
    walk: {
      digits: { right: 3, wrong: -2, accepted: 15, referred: -14, most: 28, flawless: 3 },
      openings: { right: 1, wrong: -1, accepted: 9, referred: -8, most: 44, flawless: null },
    },
    usual: { digits: 18, openings: 48 },
  },
}
/** How a setup's axes are walked. */
const wayOf = ({ version }: Pick<Setup, 'version'>): Way => WAYS[version ?? 1]
export const walkOf = (setup: Pick<Setup, 'form' | 'version'>): Walk => wayOf(setup).walk[setup.form]

/** What is shown once both axes are accepted. It tells more, and decides nothing. */
const MORE = ['weak-protan', 'weak-deutan', 'tritan', 'weak-protan', 'weak-deutan'] as const
/** So many of the faint plates unread, and weakness is noted: one slip isn't weakness. */
const WEAK = 2
type More = (typeof MORE)[number]

/**
 * Which of these comes next. Since version 2 a second faint plate of an axis is shown only where the first wasn't read; since version 3 none in blue and
 * yellow: whether one was read tells nothing of an eye, and the rules ask for red and green alone.
 */
const nextMore = ({ version }: Pick<Setup, 'version'>, trials: readonly ColourTrial[]): More | undefined => {
  const counts = new Map<More, number>()
  return MORE.find((kind) => {
    if (kind === 'tritan' && version === 3) return false
    const before = counts.get(kind) ?? 0
    counts.set(kind, before + 1)
    const shown = trials.filter(({ stimulus }) => stimulus.kind === kind)
    return shown.length <= before && !(version && shown.some(isRead))
  })
}

type LineState = { sweep: Sweep; score: number; plates: number; outcome: 'accepted' | 'referred' | null }
type AxisState = Omit<LineState, 'sweep'> & { lines: LineState[] }

export const isRead = ({ stimulus, answer }: Pick<ColourTrial, 'stimulus' | 'answer'>): boolean => answer === stimulus.figure

/** A line after one more plate. */
const stepped = (walk: Walk, line: LineState, trial: ColourTrial): LineState => {
  const score = line.score + (isRead(trial) ? walk.right : walk.wrong)
  const plates = line.plates + 1
  const outcome = score >= walk.accepted ? 'accepted' : score <= walk.referred || plates >= walk.most ? 'referred' : null
  return { ...line, score, plates, outcome }
}

const isFlawless = ({ right, flawless }: Walk, lines: readonly LineState[]): boolean =>
  flawless !== null && lines.every(({ score, plates }) => score === right * plates)

const outcomeOf = (walk: Walk, lines: readonly LineState[]): LineState['outcome'] => {
  if (lines.some(({ outcome }) => outcome === 'referred')) return 'referred'
  const through = isFlawless(walk, lines) && lines.every(({ plates }) => plates >= (walk.flawless ?? 0))
  return through || lines.every(({ outcome }) => outcome === 'accepted') ? 'accepted' : null
}

/**
 * How an axis stands after a log: accepted when each of its lines is, or when enough was read on all of them and nothing missed; referred as soon as
 * one is. Its score is the least of theirs. `outcome` is null while it goes on; plates after its end are left out.
 */
export const axisState = (setup: Pick<Setup, 'form' | 'version'>, axis: Axis, trials: readonly ColourTrial[]): AxisState => {
  const walk = walkOf(setup)
  let lines = wayOf(setup).lines[axis].map((sweep): LineState => ({ sweep, score: 0, plates: 0, outcome: null }))
  let outcome: LineState['outcome'] = null
  for (const trial of trials) {
    if (trial.stimulus.kind !== axis) continue
    const on = trial.stimulus.sweep ?? 0
    lines = lines.map((line) => (line.sweep === on && line.outcome === null ? stepped(walk, line, trial) : line))
    outcome = outcomeOf(walk, lines)
    if (outcome !== null) break
  }
  return {
    score: Math.min(...lines.map(({ score }) => score)),
    plates: lines.reduce((sum, { plates }) => sum + plates, 0),
    outcome,
    lines: outcome === 'accepted' ? lines.map((line) => ({ ...line, outcome })) : lines,
  }
}

/** The lines of an axis that goes on of which a plate tells more: all that haven't ended, or as long as nothing was missed those that are short of enough. */
const tellingLines = (walk: Walk, lines: readonly LineState[]): readonly LineState[] =>
  isFlawless(walk, lines) ? lines.filter(({ plates }) => plates < (walk.flawless ?? 0)) : lines.filter(({ outcome }) => outcome === null)

/** How many plates of a kind that only tells more were shown and read; plates beyond those that belong to it are left out. */
const platesRead = (kind: More, trials: readonly ColourTrial[]): { shown: number; read: number } => {
  const shown = trials.filter(({ stimulus }) => stimulus.kind === kind).slice(0, MORE.filter((each) => each === kind).length)
  return { shown: shown.length, read: shown.filter(isRead).length }
}

type Due = Pick<Stimulus, 'kind'> & { sweep: Sweep }

/** Of which kinds, and on which lines, the next plate may be; none when all is said. */
const due = (setup: Setup, trials: readonly ColourTrial[]): readonly Due[] => {
  if (trials.length === 0) return [{ kind: 'demonstration', sweep: 0 }]
  const states = AXES.map((axis) => ({ axis, ...axisState(setup, axis, trials) }))
  const open = states.filter(({ outcome }) => outcome === null)
  if (open.length > 0)
    return open.flatMap(({ axis, lines }) => tellingLines(walkOf(setup), lines).map(({ sweep }): Due => ({ kind: axis, sweep })))
  if (states.some(({ outcome }) => outcome === 'referred')) return []
  const kind = nextMore(setup, trials)
  return kind ? [{ kind, sweep: 0 }] : []
}

const figureFor = (form: Form, random: Random): string => {
  if (form === 'openings') return OPENINGS[random.below(OPENINGS.length)] ?? 'up'
  return `${DIGITS[random.below(DIGITS.length)]}${DIGITS[random.below(DIGITS.length)]}`
}

/**
 * Red-green blindness, by strong plates that nobody has seen before. The protan and the deutan axis are scored apart, since a
 * dichromat reads the plates of the other axis. The booth refers and never bars: a weak driver whose reading falls to a dichromat's
 * can't be told apart by plates, so a doctor repeats with fresh ones. A demonstration plate, which everybody reads, comes first; then
 * both axes in random order, each until it's decided. Who is accepted on both sees a few faint plates after that: weakness is
 * noted, and passes.
 */
export const colour = procedure(wire)({
  next(setup, seed, trials) {
    const { form } = setup
    const index = trials.length
    const all = due(setup, trials)
    const one = all[draw(seed, 'axis', index).below(Math.max(1, all.length))]
    if (!one) return DONE
    return {
      kind: one.kind,
      plate: draw(seed, 'plate', index).below(2 ** 32),
      figure: figureFor(form, draw(seed, form === 'digits' ? 'digits' : 'direction', index)),
      ...(one.sweep === 0 ? {} : { sweep: one.sweep }),
    }
  },
  score(setup, _seed, trials) {
    const { form } = setup
    // What wasn't walked to its end when the log broke off isn't accepted.
    const settled = <S extends { outcome: LineState['outcome'] }>(state: S) => ({
      ...state,
      outcome: state.outcome ?? ('referred' as const),
    })
    const ofAxis = (axis: Axis) => {
      const { lines, ...whole } = axisState(setup, axis, trials)
      return { ...settled(whole), ...(lines.length > 1 ? { lines: lines.map(settled) } : {}) }
    }
    const [protan, deutan] = [ofAxis('protan'), ofAxis('deutan')]
    const weak = { protan: platesRead('weak-protan', trials), deutan: platesRead('weak-deutan', trials) }
    const unread = weak.protan.shown - weak.protan.read + weak.deutan.shown - weak.deutan.read
    return {
      procedure: 'colour',
      form,
      demonstrationRead: trials.some((trial) => trial.stimulus.kind === 'demonstration' && isRead(trial)),
      protan,
      deutan,
      weak: { ...weak, noted: unread >= WEAK },
      tritan: platesRead('tritan', trials),
      outcome: protan.outcome === 'accepted' && deutan.outcome === 'accepted' ? 'no-red-green-blindness' : 'referred',
    }
  },
  progress(setup, trials) {
    return due(setup, trials).length === 0 ? 1 : progressByCount(trials.length, wayOf(setup).usual[setup.form])
  },
  setUp({ method, standing: { 'screen-colours': record } }) {
    if (isRefusal(record)) return record
    const { device: _, ...colours } = record.value
    const fault = recordFault(colours)
    if (fault) return fault
    const form = method === 'openings' ? 'openings' : 'digits'
    return {
      setup: { procedure: 'colour', form, version: 3, screen: { colours, measuredAt: record.at } },
      calibrations: [record.id],
    }
  },
  waitsMs: () => 0,
  finding: ({ outcome }) => (outcome === 'referred' ? null : { station: 'colour', colour: outcome }),
  behind: () => wire.needs,
  choices: ({ form }, trials) => ({
    among: form === 'openings' ? OPENINGS.length : DIGITS.length ** 2,
    all: trials.map((trial) => ({
      right: trial.stimulus.figure,
      given: trial.answer === 'cannot-see' ? null : trial.answer,
      group: trial.stimulus.kind,
      ...timing(trial),
    })),
  }),
  healthy: ({ figure }) => figure,
})
