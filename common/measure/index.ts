import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { canonical } from '#protocol/canonical.ts'
import {
  AcuityTrial,
  ColourTrial,
  HearingTrial,
  HeightTrial,
  LimbsTrial,
  TonesTrial,
  ReactionTrial,
  type AcuitySetup,
  type ColourSetup,
  type HearingSetup,
  type HeightSetup,
  type LimbsSetup,
  type TonesSetup,
  type ReactionSetup,
  type Answer,
  type Score,
  type Setup,
  type Stimulus,
} from '#protocol/measurement.ts'
import { acuity } from './acuity/acuity.ts'
import { colour } from './colour/colour.ts'
import { hearing } from './hearing/hearing.ts'
import { height } from './height.ts'
import { limbs } from './limbs.ts'
import { DONE, type Done, type Procedure, type TrialOf } from './procedure.ts'
import { tones } from './hearing/tones.ts'
import { reaction } from './reaction.ts'

export { DONE, type Done, type Procedure, type TrialOf } from './procedure.ts'
export { CELL_OF, limbTasks } from './limbs.ts'
export { drawPlate } from './colour/plate.ts'

/** Every procedure, by the name that its setup carries. */
export const procedures = { acuity, colour, hearing, tones, height, limbs, reaction }

/** The longest log that is looked at, in trials: what `Trials` on the wire allows. */
const MOST = { acuity: 400, colour: 200, hearing: 200, tones: 400, height: 20, limbs: 20, reaction: 40 }
const TRIALS = {
  acuity: Type.Array(AcuityTrial, { maxItems: MOST.acuity }),
  colour: Type.Array(ColourTrial, { maxItems: MOST.colour }),
  hearing: Type.Array(HearingTrial, { maxItems: MOST.hearing }),
  tones: Type.Array(TonesTrial, { maxItems: MOST.tones }),
  height: Type.Array(HeightTrial, { maxItems: MOST.height }),
  limbs: Type.Array(LimbsTrial, { maxItems: MOST.limbs }),
  reaction: Type.Array(ReactionTrial, { maxItems: MOST.reaction }),
}

/** A log with the setup that it was made under, by procedure. */
export type Log =
  | { procedure: 'acuity'; setup: Static<typeof AcuitySetup>; trials: Static<typeof AcuityTrial>[] }
  | { procedure: 'colour'; setup: Static<typeof ColourSetup>; trials: Static<typeof ColourTrial>[] }
  | { procedure: 'hearing'; setup: Static<typeof HearingSetup>; trials: Static<typeof HearingTrial>[] }
  | { procedure: 'tones'; setup: Static<typeof TonesSetup>; trials: Static<typeof TonesTrial>[] }
  | { procedure: 'height'; setup: Static<typeof HeightSetup>; trials: Static<typeof HeightTrial>[] }
  | { procedure: 'limbs'; setup: Static<typeof LimbsSetup>; trials: Static<typeof LimbsTrial>[] }
  | { procedure: 'reaction'; setup: Static<typeof ReactionSetup>; trials: Static<typeof ReactionTrial>[] }

/** The trials as a log of the setup's procedure; null when they aren't trials of that procedure. */
export const logOf = (setup: Setup, trials: unknown): Log | null => {
  switch (setup.procedure) {
    case 'acuity':
      return Value.Check(TRIALS.acuity, trials) ? { procedure: 'acuity', setup, trials } : null
    case 'colour':
      return Value.Check(TRIALS.colour, trials) ? { procedure: 'colour', setup, trials } : null
    case 'hearing':
      return Value.Check(TRIALS.hearing, trials) ? { procedure: 'hearing', setup, trials } : null
    case 'tones':
      return Value.Check(TRIALS.tones, trials) ? { procedure: 'tones', setup, trials } : null
    case 'height':
      return Value.Check(TRIALS.height, trials) ? { procedure: 'height', setup, trials } : null
    case 'reaction':
      return Value.Check(TRIALS.reaction, trials) ? { procedure: 'reaction', setup, trials } : null
    default:
      return Value.Check(TRIALS.limbs, trials) ? { procedure: 'limbs', setup, trials } : null
  }
}

type Use<R> = <S extends Setup, T extends Stimulus, A extends Answer, C extends Score>(
  procedure: Procedure<S, T, A, C>,
  setup: S,
  trials: readonly TrialOf<T, A>[],
) => R

/** Runs `use` with a log and its procedure; null when the trials aren't trials of the setup's procedure. */
const withProcedure = <R>(setup: Setup, trials: unknown, use: Use<R>): R | null => {
  const log = logOf(setup, trials)
  if (!log) return null
  switch (log.procedure) {
    case 'acuity':
      return use(acuity, log.setup, log.trials)
    case 'colour':
      return use(colour, log.setup, log.trials)
    case 'hearing':
      return use(hearing, log.setup, log.trials)
    case 'tones':
      return use(tones, log.setup, log.trials)
    case 'height':
      return use(height, log.setup, log.trials)
    case 'reaction':
      return use(reaction, log.setup, log.trials)
    default:
      return use(limbs, log.setup, log.trials)
  }
}

const foreign = (setup: Setup): never => {
  throw new TypeError(`these are not trials of the procedure ${setup.procedure}`)
}

/** What to show after these trials, or done. Throws when the trials are of another procedure. */
export const nextStimulus = (setup: Setup, seed: string, trials: unknown): Stimulus | Done =>
  withProcedure<Stimulus | Done>(setup, trials, (procedure, own, log) => procedure.next(own, seed, log)) ?? foreign(setup)

/** 0 to 1: how far along these trials are, at a guess. Throws when the trials are of another procedure. */
export const progressOf = (setup: Setup, trials: unknown): number =>
  withProcedure<number>(setup, trials, (procedure, own, log) => procedure.progress(own, log)) ?? foreign(setup)

/** What a log comes to, or the first trial (from 0) that shows that it isn't a log of this setup and seed. */
export type Replayed =
  | { ok: true; score: Score }
  | { ok: false; at: number; why: 'trials-malformed' | 'stimulus-differs' | 'log-unfinished' | 'log-overlong' }

/**
 * Replays a log: every stimulus must be the one that the procedure gives from the setup and the seed, and the log must go on until
 * the procedure is done, and no further. The score is worked out anew from the log.
 */
export const replay = (setup: Setup, seed: string, trials: unknown): Replayed =>
  withProcedure<Replayed>(setup, trials, (procedure, own, log) => {
    for (let at = 0; at <= log.length; at += 1) {
      const due = procedure.next(own, seed, log.slice(0, at))
      const trial = log[at]
      if (due === DONE && trial) return { ok: false, at, why: 'log-overlong' }
      if (due !== DONE && !trial) return { ok: false, at, why: 'log-unfinished' }
      if (due !== DONE && trial && canonical(due) !== canonical(trial.stimulus)) return { ok: false, at, why: 'stimulus-differs' }
    }
    return { ok: true, score: procedure.score(own, seed, log) }
  }) ?? { ok: false, at: firstMalformed(setup, trials), why: 'trials-malformed' }

/** The first trial that doesn't fit the procedure, or where the log grows too long. 0 for what is no log at all. */
const firstMalformed = (setup: Setup, trials: unknown): number => {
  if (!Array.isArray(trials)) return 0
  const at = trials.findIndex((trial: unknown) => !Value.Check(TRIALS[setup.procedure].items, trial))
  return at < 0 ? MOST[setup.procedure] : at
}
