import type { Stage } from '#protocol/booth.ts'
import type { Answer } from '#protocol/measurement.ts'
import type { Booth } from './store.ts'

/** Names one trial: an element that shows it does so once. */
export const trialOf = ({ attempt, index }: Pick<Stage, 'attempt' | 'index'>): string => `${attempt}:${index}`

/** Tells the agent that the stimulus of this trial stands there, or that its sound begins. */
export const tellShown = (booth: Booth, { attempt, index }: Stage): void => void booth.touch({ touch: 'shown', attempt, index })

/** Answers exactly this trial: an answer that comes too late changes nothing. */
export const answerTrial = (booth: Booth, { attempt, index }: Stage, answer: Answer): Promise<boolean> =>
  booth.touch({ touch: 'answer', attempt, index, answer })

/** Resolves once what was drawn before is on the screen: the next frame's callback comes before its paint, the one after behind it. */
export const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
