import './recorded.ts'
import type { Step } from './step.ts'
import { declare } from './steps/declare.ts'
import { hub } from './steps/hub.ts'
import { photo } from './steps/photo.ts'
import { result } from './steps/result.ts'
import type { Draw } from './steps/shows.ts'
import { station } from './steps/station.ts'
import type { STEPS_WITHOUT_CHECK } from './steps.ts'

/** What the booth shows of a check. It is loaded behind the first page, since nobody has a check in its first moment. */
export const STEPS_OF_CHECK: Readonly<Record<Exclude<Step, keyof typeof STEPS_WITHOUT_CHECK>, Draw>> = {
  declare,
  photo,
  hub,
  station,
  result,
}
