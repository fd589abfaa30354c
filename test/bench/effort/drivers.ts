import { rehearseEye } from '#measure/acuity/rehearse-eye.ts'
import { colour } from '#measure/colour/colour.ts'
import { DIGITS } from '#measure/colour/figures.ts'
import { type Signal, signalsOf } from '#measure/effort/effort.ts'
import { hearing } from '#measure/hearing/hearing.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { ColourTrial } from '#protocol/procedures/colour.ts'

// Made-up drivers for the signals of effort, sharing nothing with what weighs them: how each answers, and what their logs say.

/** Numbers from 0 up to 1, from a seed of their own (Marsaglia's xorshift, J Stat Softw 2003, 8(14)). */
export const chanceFrom = (seed: number): (() => number) => {
  let state = (seed * 2654435761 + 1) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
const oneOf = <T>(chance: () => number, all: readonly T[]): T => {
  const one = all[Math.floor(chance() * all.length)]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}

/** Share of a normal distribution below z (Abramowitz & Stegun 26.2.17, to 7.5e-8). */
const normalBelow = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
  return z > 0 ? 1 - above : above
}

const ARROWS = ['up', 'right', 'down', 'left'] as const
const SOUNDS = ['left', 'right', 'nothing'] as const
const NUMBERS = DIGITS.flatMap((tens) => DIGITS.map((ones) => `${tens}${ones}`))
const heardAs = { left: 'left', right: 'right', silent: 'nothing' } as const

/** What a driver does who doesn't try. */
export type Bad = 'guesser' | 'constant' | 'avoider'
/** What a driver does who tries, when the stimulus can't be made out. */
export type Unseen = 'guesses' | 'has-favourite' | 'says-so'

const badly = <T>(bad: Bad, chance: () => number, all: readonly T[], right: T, favourite: T): T =>
  bad === 'guesser'
    ? oneOf(chance, all)
    : bad === 'constant'
      ? favourite
      : oneOf(
          chance,
          all.filter((answer) => answer !== right),
        )

const seedOf = (chance: () => number): string => Array.from({ length: 32 }, () => Math.floor(chance() * 16).toString(16)).join('')

/** Signals of one eye. `sees`: levels above (or below) the strictest limit at which half is seen. Spread 0.085, lapses 2 %. */
export const acuityDriver =
  (limits: number[], how: { sees: number; unseen: Unseen } | Bad) =>
  (chance: () => number): Signal[] => {
    const setup: Extract<Setup, { procedure: 'acuity' }> = {
      procedure: 'acuity',
      version: 3,
      method: 'limits',
      eye: 'right',
      limits,
      glasses: false,
      screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 1 },
    }
    const favourite = oneOf(chance, ARROWS)
    const trials = rehearseEye(setup, seedOf(chance), ({ level, direction }) => {
      if (typeof how === 'string') return badly(how, chance, ARROWS, direction, favourite)
      if (chance() < 0.02) return oneOf(chance, ARROWS)
      const half = Math.max(...limits) + how.sees
      if (chance() < normalBelow((half - level) / 0.085)) return direction
      if (how.unseen === 'says-so') return 'cannot-see'
      // People who guess press one key more than the others: here two times in three.
      return how.unseen === 'has-favourite' && chance() < 0.55 ? favourite : oneOf(chance, ARROWS)
    })
    return signalsOf(setup, trials)
  }

/** A faint plate is read half as often as a strong one of its axis by who doesn't read every strong one. */
const readBy = ({ protan, deutan }: { protan: number; deutan: number }, kind: ColourTrial['stimulus']['kind']): number => {
  const faint = (strong: number) => (strong > 0.95 ? strong : strong / 2)
  return { demonstration: 0.99, tritan: 0.99, protan, deutan, 'weak-protan': faint(protan), 'weak-deutan': faint(deutan) }[kind]
}

/** Signals of a colour test. `reads`: the chance to read a plate of each axis. */
export const colourDriver =
  (how: { protan: number; deutan: number; unseen: Unseen } | Bad) =>
  (chance: () => number): Signal[] => {
    const setup = { procedure: 'colour', form: 'digits' } as const
    const favourite = oneOf(chance, NUMBERS)
    const trials = rehearse(colour, setup, seedOf(chance), ({ kind, figure }) => {
      if (typeof how === 'string') return badly(how, chance, NUMBERS, figure, favourite)
      if (chance() < readBy(how, kind)) return figure
      return how.unseen === 'guesses' ? oneOf(chance, NUMBERS) : 'cannot-see'
    })
    return signalsOf(setup, trials)
  }

/** Signals of a hearing test. `left`, `right`: the chance to hear from there; who hears nothing may guess. False alarms 2 %. */
export const hearingDriver =
  (how: { left: number; right: number; unseen: Unseen } | Bad) =>
  (chance: () => number): Signal[] => {
    const setup = { procedure: 'hearing', aid: false, levelDb: 40, roveDb: 12 } as const
    const favourite = oneOf(chance, ['left', 'right'] as const)
    const trials = rehearse(hearing, setup, seedOf(chance), (stimulus) => {
      if (!('side' in stimulus)) throw new Error('this booth does not listen by itself')
      const { side } = stimulus
      if (typeof how === 'string') return badly(how, chance, SOUNDS, heardAs[side], favourite)
      if (side !== 'silent' && chance() < how[side]) return side
      // A deaf ear's owner who guesses takes silence for silence or for the side that can't be heard.
      const unheard = how.left < how.right ? 'left' : 'right'
      if (how.unseen === 'guesses' && Math.min(how.left, how.right) < 0.5) return oneOf(chance, ['nothing', unheard] as const)
      return chance() < 0.02 ? oneOf(chance, SOUNDS) : 'nothing'
    })
    return signalsOf(setup, trials)
  }
