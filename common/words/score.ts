import type { Language } from '#protocol/basic.ts'
import type { Score } from '#protocol/measurement.ts'
import type { ProcedureName } from '#protocol/stations.ts'
import type { Read } from './scores/reads.ts'
import * as all from './scores.ts'

// A procedure whose scores nobody can read is a type error.
const reads: Readonly<Record<ProcedureName, Read>> = all

/** What a measurement came to, line by line. */
export const scoreWords = (score: Score, language: Language): string[] => reads[score.procedure].lines(score, language)

/** What a doctor should see of a score without opening it, as a few words each. */
export const flagWords = (score: Score, language: Language): string[] => reads[score.procedure].flags(score, language)

/** The figure of a measurement that only informs; null where it has none. */
export const figureWords = (score: Score, language: Language): string | null => reads[score.procedure].figure(score, language)
