import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Scene } from '#protocol/booth.ts'
import {
  AcuityTrial,
  ColourTrial,
  HearingTrial,
  HeightTrial,
  LimbsTrial,
  TonesTrial,
  ReactionTrial,
  type Attempt,
  type SoundRecord,
  type Trials,
} from '#protocol/measurement.ts'
import { DONE, procedures, type Procedure, type TrialOf } from '#measure/index.ts'
import { isListening } from '#measure/hearing/noise.ts'
import {
  askDirection,
  askForTask,
  askForQuiet,
  askHeard,
  askPlate,
  askSide,
  askToPress,
  askToStand,
  askToStepOff,
  pause,
  type Given,
  type Place,
} from './present.ts'
import { circle, listening, optotype, plate, sound, tone } from './scene.ts'

/** What a station needs of its booth while it runs. */
export type Running = {
  attempt: Attempt
  /** What the journal holds of this attempt: it goes on behind that. */
  before: readonly unknown[]
  speakers: SoundRecord | null
  /** The booth as one trial sees it. */
  place: Omit<Place, 'show' | 'live'>
  show: (scene: Scene, index: number, progress: number) => void
  /** The log has grown: all its trials so far. */
  grown: (trials: readonly object[]) => void
  /** A sensor's value for the doctor who looks on. */
  live: Place['live']
  /** Keeps a trial before the next one is shown. Throws when it can't. */
  journal: (trial: object) => void
}

/** Between an answer and the next stimulus, ms: long enough to see that the answer was taken. */
const BETWEEN_MS = 400

/**
 * Runs an attempt to its end, as its procedure says, and gives its whole log. Rejects with the signal's reason when it is aborted,
 * and with the journal's error when a trial can't be kept.
 */
export const runStation = (running: Running): Promise<Static<typeof Trials>> => {
  const { attempt, speakers } = running
  const { setup } = attempt
  switch (setup.procedure) {
    case 'acuity':
      return walk(
        running,
        procedures.acuity,
        setup,
        (log) => Value.Check(AcuityTrial, log),
        (place, stimulus) => askDirection(place, optotype(setup, stimulus)),
      )
    case 'colour':
      return walk(
        running,
        procedures.colour,
        setup,
        (log) => Value.Check(ColourTrial, log),
        (place, stimulus) => askPlate(place, plate(setup, stimulus)),
      )
    case 'hearing':
      return walk(
        running,
        procedures.hearing,
        setup,
        (log) => Value.Check(HearingTrial, log),
        (place, stimulus, first) => {
          if (!speakers) throw new Error('a hearing station was started in a booth without loudspeakers')
          return isListening(stimulus)
            ? askForQuiet(place, listening(stimulus, place.pace))
            : askSide(place, sound(stimulus, speakers, place.pace, first))
        },
      )
    case 'tones':
      return walk(
        running,
        procedures.tones,
        setup,
        (log) => Value.Check(TonesTrial, log),
        (place, stimulus, first) => {
          if (!speakers) throw new Error('a hearing station was started in a booth without loudspeakers')
          return isListening(stimulus)
            ? askForQuiet(place, listening(stimulus, place.pace))
            : askHeard(place, tone(stimulus, speakers, place.pace, first))
        },
      )
    case 'height':
      return walk(
        running,
        procedures.height,
        setup,
        (log) => Value.Check(HeightTrial, log),
        (place, stimulus) =>
          stimulus.step === 'stand' ? askToStand(place, stimulus, setup.floorMm) : askToStepOff(place, stimulus, setup.floorMm),
      )
    case 'reaction':
      return walk(
        running,
        procedures.reaction,
        setup,
        (log) => Value.Check(ReactionTrial, log),
        (place, stimulus) => askToPress(place, circle(stimulus, place.pace)),
      )
    default:
      return walk(running, procedures.limbs, setup, (log) => Value.Check(LimbsTrial, log), askForTask)
  }
}

const walk = async <Setup, Stimulus extends object, Answer>(
  { attempt, before, place, show, grown, live, journal }: Running,
  procedure: Procedure<Setup, Stimulus, Answer, unknown>,
  setup: Setup,
  isTrial: (value: unknown) => value is TrialOf<Stimulus, Answer>,
  /** `first`: nothing was asked of the driver before, in this attempt. */
  ask: (place: Place, stimulus: Stimulus, first: boolean) => Promise<Given<Answer>>,
): Promise<TrialOf<Stimulus, Answer>[]> => {
  const firstWrong = before.findIndex((trial) => !isTrial(trial))
  const trials = before.slice(0, firstWrong < 0 ? before.length : firstWrong).filter(isTrial)
  // After a restart of the machine its clock begins anew; within one log time only goes on.
  const behind = Math.max(0, (trials.at(-1)?.answeredAt ?? 0) - place.clock())
  grown(trials)
  for (;;) {
    const index = trials.length
    const stimulus = procedure.next(setup, attempt.seed, trials)
    if (stimulus === DONE) return trials
    const given = await ask(
      {
        ...place,
        show: (scene) => show(scene, index, procedure.progress(setup, trials)),
        live,
      },
      stimulus,
      trials.every((trial) => isListening(trial.stimulus)),
    )
    const trial = { ...given, stimulus, shownAt: given.shownAt + behind, answeredAt: given.answeredAt + behind }
    journal(trial)
    trials.push(trial)
    live(null)
    grown(trials)
    await pause(place.signal, BETWEEN_MS * place.pace)
  }
}
