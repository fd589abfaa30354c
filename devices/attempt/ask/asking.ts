import { isListening } from '#measure/hearing/noise.ts'
import { DONE, type Done, type TrialOf } from '#measure/procedure.ts'
import type { Attempt, Scene } from '#protocol/measurement.ts'
import type { SoundRecord } from '#protocol/procedures/sound.ts'
import { pause } from '../until.ts'
import type { Given, Onlooker, Place, Screen } from './place.ts'

/** The log of an attempt on the disk. */
type Journal = {
  /** What it holds of this attempt: it goes on behind that. */
  before: readonly unknown[]
  /** Keeps a trial before the next one is shown. Throws when it can't. */
  keep(trial: object): void
}

/** What a station needs of its booth while it runs: a trial's place, for all trials of an attempt. */
export type Running = Pick<Place, 'senses' | 'camera' | 'time' | 'signal'> & {
  attempt: Attempt
  speakers: SoundRecord | null
  journal: Journal
  screen: Pick<Screen, 'onPage'> & { show(scene: Scene, index: number, progress: number): void }
  /** `grown`: the log has grown; all its trials so far. */
  onlooker: Onlooker & { grown(trials: readonly object[]): void }
}

/** Between an answer and the next stimulus, ms: long enough to see that the answer was taken. */
export const BETWEEN_MS = 200

/** How the booth runs an attempt to its end and gives its whole log. */
export type Ask = (running: Running) => Promise<TrialOf<object, unknown>[]>

type Procedure<Setup, Stimulus, Answer> = {
  wire: { name: string; isSetup(of: object): of is Setup & object; isTrial(of: unknown): of is TrialOf<Stimulus, Answer> }
  next(setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Stimulus | Done
  progress(setup: Setup, trials: readonly TrialOf<Stimulus, Answer>[]): number
}

/** What is known of the attempt when one stimulus is asked. `first`: nothing was asked of the driver before, in this attempt. */
type Of<Setup, Stimulus, Answer> = {
  setup: Setup
  speakers: SoundRecord | null
  first: boolean
  trials: readonly TrialOf<Stimulus, Answer>[]
}

/** Runs a procedure by asking for one answer after the other. */
export const asking =
  <Setup, Stimulus extends object, Answer>(
    procedure: Procedure<Setup, Stimulus, Answer>,
    ask: (place: Place, stimulus: Stimulus, of: Of<Setup, Stimulus, Answer>) => Promise<Given<Answer>>,
  ): Ask =>
  async ({ attempt, speakers, journal, screen, senses, camera, time, onlooker, signal }) => {
    const { wire } = procedure
    const { setup } = attempt
    if (!wire.isSetup(setup)) throw new TypeError(`this is not a setup of the procedure ${wire.name}`)
    const { before } = journal
    const firstWrong = before.findIndex((trial) => !wire.isTrial(trial))
    const trials = before.slice(0, firstWrong < 0 ? before.length : firstWrong).filter((trial) => wire.isTrial(trial))
    // After a restart of the machine its clock begins again; within one log time only goes on.
    const behind = Math.max(0, (trials.at(-1)?.answeredAt ?? 0) - time.clock())
    onlooker.grown(trials)
    for (;;) {
      const index = trials.length
      const stimulus = procedure.next(setup, attempt.seed, trials)
      if (stimulus === DONE) return trials
      const show = (scene: Scene) => screen.show(scene, index, procedure.progress(setup, trials))
      const first = trials.every((trial) => isListening(trial.stimulus))
      const place = { screen: { ...screen, show }, senses, camera, time, onlooker, signal }
      const given = await ask(place, stimulus, { setup, speakers, first, trials })
      const trial = { ...given, stimulus, shownAt: given.shownAt + behind, answeredAt: given.answeredAt + behind }
      journal.keep(trial)
      trials.push(trial)
      onlooker.value(null)
      onlooker.grown(trials)
      await pause(signal, BETWEEN_MS * time.pace)
    }
  }
