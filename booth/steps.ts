import type { Step } from './step.ts'
import { connecting } from './steps/connecting.ts'
import { declare } from './steps/declare.ts'
import { hub } from './steps/hub.ts'
import { photo } from './steps/photo.ts'
import { result } from './steps/result.ts'
import type { Draw } from './steps/shows.ts'
import { station } from './steps/station.ts'
import { abandoned, takeCardAway, welcome } from './steps/welcome.ts'

/** What the booth shows at each step. */
export const STEPS: Readonly<Record<Step, Draw>> = {
  connecting,
  welcome,
  'take-card': takeCardAway,
  declare,
  photo,
  hub,
  station,
  result,
  abandoned,
}
