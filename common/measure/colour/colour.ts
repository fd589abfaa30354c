import {
  type ColourTrial,
  type ColourSetup as Setup,
  type ColourStimulus as Stimulus,
  colour as wire,
} from '#protocol/procedures/colour.ts'
import { DONE, procedure, progressByCount, timing } from '../procedure.ts'
import { draw, type Random } from '../random.ts'
import { DIGITS, OPENINGS } from './figures.ts'

type Form = Setup['form']
export type Axis = 'protan' | 'deutan'
const AXES = ['protan', 'deutan'] as const

/**
 * Points and bounds of an axis, by what its plates show. One who guesses finds two digits of six in 1 of 36 plates and an opening in
 * 1 of 4, so that openings need a longer walk. Accepted though blind, on one axis, exactly: digits 0.001 % when 5 % of the plates are
 * read, 0.084 % at 14 %; openings 0.002 % at 25 %, 0.02 % at 30 %, 0.07 % at 33 %. Referred though only weak, reading 80 %: digits
 * 0.15 %, openings 0.09 %. One who reads 98 % needs 5 plates with digits or 10 with openings, and is referred less than once in 10⁶.
 */
export const WALK = {
  digits: { right: 3, wrong: -2, accepted: 13, referred: -10, most: 24 },
  openings: { right: 1, wrong: -1, accepted: 10, referred: -7, most: 44 },
} as const

/** What is shown once both axes are accepted. It tells more, and decides nothing. */
const MORE = ['weak-protan', 'weak-deutan', 'tritan', 'weak-protan', 'weak-deutan'] as const
/** So many of the faint plates unread, and weakness is noted: one slip isn't weakness. */
const WEAK = 2

/** Plates that a normal eye needs, the demonstration among them. */
const USUAL = { digits: 16, openings: 26 } as const

type AxisState = { score: number; plates: number; outcome: 'accepted' | 'referred' | null }

export const isRead = ({ stimulus, answer }: Pick<ColourTrial, 'stimulus' | 'answer'>): boolean => answer === stimulus.figure

/** How an axis stands after a log. `outcome` is null while it goes on; plates of an axis after its end are left out. */
export const axisState = (form: Form, axis: Axis, trials: readonly ColourTrial[]): AxisState => {
  const walk = WALK[form]
  let score = 0
  let plates = 0
  for (const trial of trials) {
    if (trial.stimulus.kind !== axis) continue
    plates += 1
    score += isRead(trial) ? walk.right : walk.wrong
    if (score >= walk.accepted) return { score, plates, outcome: 'accepted' }
    if (score <= walk.referred || plates >= walk.most) return { score, plates, outcome: 'referred' }
  }
  return { score, plates, outcome: null }
}

/** How many plates of a kind that only tells more were shown and read; plates beyond those that belong to it are left out. */
const platesRead = (kind: (typeof MORE)[number], trials: readonly ColourTrial[]): { shown: number; read: number } => {
  const shown = trials.filter(({ stimulus }) => stimulus.kind === kind).slice(0, MORE.filter((each) => each === kind).length)
  return { shown: shown.length, read: shown.filter(isRead).length }
}

/** Of which kinds the next plate may be; none when all is said. */
const due = (form: Form, trials: readonly ColourTrial[]): readonly Stimulus['kind'][] => {
  if (trials.length === 0) return ['demonstration']
  const outcomes = AXES.map((axis) => axisState(form, axis, trials).outcome)
  if (outcomes.includes(null)) return AXES.filter((_, n) => outcomes[n] === null)
  if (outcomes.includes('referred')) return []
  const told = trials.filter(({ stimulus: { kind } }) => MORE.some((each) => each === kind)).length
  return MORE.slice(told, told + 1)
}

const figureFor = (form: Form, random: Random): string => {
  if (form === 'openings') return OPENINGS[random.below(OPENINGS.length)] ?? 'up'
  return `${DIGITS[random.below(DIGITS.length)]}${DIGITS[random.below(DIGITS.length)]}`
}

/**
 * Red-green blindness, by strong plates that nobody has seen before. The protan and the deutan axis are scored apart, since a
 * dichromat reads the plates of the other axis. The booth refers and never bars: a weak driver whose reading falls to a dichromat's
 * can't be told apart by plates, so a doctor repeats with fresh ones. A demonstration plate, which everybody reads, comes first; then
 * both axes in random order, each until it's decided. Who is accepted on both sees a few faint plates and one in blue and yellow
 * after that: weakness is noted, and passes.
 */
export const colour = procedure(wire)({
  next({ form }, seed, trials) {
    const index = trials.length
    const kinds = due(form, trials)
    const kind = kinds[draw(seed, 'axis', index).below(Math.max(1, kinds.length))]
    if (!kind) return DONE
    return {
      kind,
      plate: draw(seed, 'plate', index).below(2 ** 32),
      figure: figureFor(form, draw(seed, form === 'digits' ? 'digits' : 'direction', index)),
    }
  },
  score({ form }, _seed, trials) {
    const ofAxis = (axis: Axis) => {
      const state = axisState(form, axis, trials)
      return { ...state, outcome: state.outcome ?? ('referred' as const) }
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
  progress({ form }, trials) {
    return due(form, trials).length === 0 ? 1 : progressByCount(trials.length, USUAL[form])
  },
  waitsMs: () => 0,
  setUp: ({ method }) => ({ setup: { procedure: 'colour', form: method === 'openings' ? 'openings' : 'digits' }, calibrations: [] }),
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
