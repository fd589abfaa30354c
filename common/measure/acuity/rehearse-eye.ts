import type { AcuityAnswer, AcuitySetup, AcuityTrial, Optotype } from '#protocol/procedures/acuity.ts'
import { rehearse } from '../rehearse.ts'
import { acuity } from './acuity.ts'
import { isMark, shownOf } from './watched.ts'

/** A whole log of a made-up driver whom no camera finds: the trials of its optotypes alone. For tests, figures and demonstrations. */
export const rehearseEye = (setup: AcuitySetup, seed: string, answer: (optotype: Optotype, index: number) => AcuityAnswer): AcuityTrial[] =>
  shownOf(rehearse(acuity, setup, seed, (stimulus, n) => (isMark(stimulus) ? { spanPx: null } : answer(stimulus, n))))
