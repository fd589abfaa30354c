import type { Static } from 'typebox'
import type { ColourAnswer, ColourScore, ColourSetup, ColourStimulus } from '#protocol/station.ts'
import { DONE, progressByCount, type Procedure, type TrialOf } from './procedure.ts'
import { draw } from './random.ts'

type Setup = Static<typeof ColourSetup>
type Stimulus = Static<typeof ColourStimulus>
type Answer = Static<typeof ColourAnswer>
type Score = Static<typeof ColourScore>
export type ColourTrial = TrialOf<Stimulus, Answer>
export type Axis = 'protan' | 'deutan'

export const AXIS = { right: 3, wrong: -2, accepted: 13, referred: -10, most: 24 } as const

/** Digits that are hard to take for one another among dots: no 0 and 8 beside 3, 6 and 9, no 1 beside 7, no 5 beside 6. */
export const DIGITS = ['2', '3', '4', '6', '7', '9'] as const

type AxisState = { score: number; plates: number; outcome: 'accepted' | 'referred' | null }

/** How an axis stands after a log. `outcome` is null while it goes on; plates of an axis after its end are left out. */
export const axisState = (axis: Axis, trials: readonly ColourTrial[]): AxisState => {
  let score = 0
  let plates = 0
  for (const { stimulus, answer } of trials) {
    if (stimulus.kind !== axis) continue
    plates += 1
    score += answer === stimulus.digits ? AXIS.right : AXIS.wrong
    if (score >= AXIS.accepted) return { score, plates, outcome: 'accepted' }
    if (score <= AXIS.referred || plates >= AXIS.most) return { score, plates, outcome: 'referred' }
  }
  return { score, plates, outcome: null }
}

/**
 * Red-green blindness, by strong two-digit plates that nobody has seen before. The protan and the deutan axis are scored apart,
 * since a dichromat reads the plates of the other axis. The booth refers and never bars: a weak driver whose reading falls to
 * a dichromat's can't be told apart by plates, so a doctor repeats with fresh ones. A demonstration plate, which everybody reads,
 * comes first; then both axes in random order, each until it's decided.
 */
export const colour: Procedure<Setup, Stimulus, Answer, Score> = {
  next(_setup, seed, trials) {
    const index = trials.length
    const show = (kind: Stimulus['kind']): Stimulus => {
      const digit = draw(seed, 'digits', index)
      return {
        kind,
        plate: draw(seed, 'plate', index).below(2 ** 32),
        digits: `${DIGITS[digit.below(DIGITS.length)]}${DIGITS[digit.below(DIGITS.length)]}`,
      }
    }
    if (index === 0) return show('demonstration')
    const open = (['protan', 'deutan'] as const).filter((axis) => !axisState(axis, trials).outcome)
    const axis = open[draw(seed, 'axis', index).below(Math.max(1, open.length))]
    return axis ? show(axis) : DONE
  },
  score(_setup, _seed, trials) {
    const ofAxis = (axis: Axis) => {
      const state = axisState(axis, trials)
      return { ...state, outcome: state.outcome ?? ('referred' as const) }
    }
    const protan = ofAxis('protan')
    const deutan = ofAxis('deutan')
    return {
      procedure: 'colour',
      demonstrationRead: trials.some(({ stimulus, answer }) => stimulus.kind === 'demonstration' && stimulus.digits === answer),
      protan,
      deutan,
      outcome: protan.outcome === 'accepted' && deutan.outcome === 'accepted' ? 'no-red-green-blindness' : 'referred',
    }
  },
  progress(_setup, trials) {
    const over = axisState('protan', trials).outcome && axisState('deutan', trials).outcome
    return over ? 1 : progressByCount(trials.length, 11)
  },
}
