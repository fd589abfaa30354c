import type { Step } from './step.ts'
import { connecting } from './steps/connecting.ts'
import type { Draw } from './steps/shows.ts'
import { abandoned, takeCardAway, welcome } from './steps/welcome.ts'

/** What the booth shows while there is no check on it: its page loads no more at first. */
export const STEPS_WITHOUT_CHECK = { connecting, welcome, 'take-card': takeCardAway, abandoned } satisfies Partial<Record<Step, Draw>>
