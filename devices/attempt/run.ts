import type { ProcedureName } from '#protocol/stations.ts'
import type { Ask, Running } from './ask/asking.ts'
import * as all from './asks.ts'

// A procedure that nobody asks here is a type error.
const asks: Readonly<Record<ProcedureName, Ask>> = all

/**
 * Runs an attempt to its end, as its procedure says, and gives its whole log. Rejects with the signal's reason when it is aborted,
 * and with the journal's error when a trial can't be kept.
 */
export const runAttempt = (running: Running): ReturnType<Ask> => asks[running.attempt.setup.procedure](running)
