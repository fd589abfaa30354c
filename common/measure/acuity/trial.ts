import type { Static } from 'typebox'
import type { AcuityAnswer, AcuityStimulus } from '#protocol/measurement.ts'
import type { TrialOf } from '../procedure.ts'

/** One optotype and what was answered. */
export type AcuityTrial = TrialOf<Static<typeof AcuityStimulus>, Static<typeof AcuityAnswer>>
