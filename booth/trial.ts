import type { ReactiveControllerHost } from 'lit'
import { whileHere } from '#kit/while-here.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Answer } from '#protocol/measurement.ts'
import type { Sound } from './sound.ts'
import type { Booth } from './store.ts'

/** What every element has that shows a trial, as lit's properties. */
export const ofTrial = {
  booth: { attribute: false },
  stage: { attribute: false },
  scene: { attribute: false },
  language: {},
  inputs: { attribute: false },
}

type Host = ReactiveControllerHost & { readonly isConnected: boolean; readonly booth: Pick<Booth, 'touch'>; readonly stage: Stage }

/** A trial while it is shown. */
export type Showing = {
  /** Aborted as soon as another trial is shown or the element has left. */
  readonly signal: AbortSignal
  /** To be called when the stimulus stands there or its sound begins: the agent is told, unless it's over. */
  readonly stands: () => void
  /** Tells how loud the booth is while its sound stands there, dB of the microphone's full scale. */
  readonly noise: (dbfs: number) => void
}

/** The trial that an element shows now. */
export type ShownTrial = {
  /** Names it: the same picture once more is another trial. */
  readonly name: string
  /** Nothing of it is shown yet: the driver says first that they are ready, or touches the page once so that it may sound. */
  readonly waiting: boolean
  /** It was answered here, and the next one hasn't come. */
  readonly answered: boolean
  /** The driver is ready for it. */
  readonly ready: () => Promise<void>
  /** Answers it, once: an answer that the agent didn't take can be given again, one that comes too late changes nothing. */
  readonly answer: (answer: Answer) => void
}

/** Resolves once what was drawn before is on the screen: the next frame's callback comes before its paint, the one after behind it. */
export const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

/** Answers exactly this trial. True: the agent took it. */
export const answerTrial = (booth: Pick<Booth, 'touch'>, { attempt, index }: Stage, answer: Answer): Promise<boolean> =>
  booth.touch({ touch: 'answer', attempt, index, answer })

/**
 * The one way in which an element shows trials one after another. `begin` shows each, once; without one it is a picture, which stands
 * there as soon as it is painted. `waits`: does the driver say first that they are ready for this one? `sound`: what it is heard by.
 *
 * Call it in the constructor.
 */
export const shownTrial = (
  host: Host,
  {
    waits = () => false,
    sound = null,
    begin = ({ stands }) => void painted().then(stands),
  }: { waits?: () => boolean; sound?: Sound | null; begin?: (showing: Showing) => void } = {},
): ShownTrial => {
  let ready = ''
  let answered = ''
  const trial: ShownTrial = {
    get name() {
      return `${host.stage.attempt}:${host.stage.index}`
    },
    get waiting() {
      return (waits() && ready !== trial.name) || sound?.runs === false
    },
    get answered() {
      return answered === trial.name
    },
    async ready() {
      await sound?.start()
      ready = trial.name
      host.requestUpdate()
    },
    answer(answer) {
      if (trial.answered || !host.isConnected) return
      const { name } = trial
      answered = name
      host.requestUpdate()
      void answerTrial(host.booth, host.stage, answer).then((taken) => {
        if (taken || answered !== name) return
        answered = ''
        host.requestUpdate()
      })
    },
  }
  host.addController({
    hostUpdated: () => void (host instanceof Element && host.toggleAttribute('data-waits', trial.waiting)),
  })
  whileHere(
    host,
    () => (trial.waiting ? null : trial.name),
    (signal) => {
      const { booth, stage } = host
      const { attempt, index } = stage
      begin({
        signal,
        stands: () => signal.aborted || void booth.touch({ touch: 'shown', attempt, index }),
        noise: (dbfs) => signal.aborted || void booth.touch({ touch: 'noise', attempt, index, dbfs }),
      })
    },
  )
  return trial
}
