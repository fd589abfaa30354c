import { asking } from '#protocol/ask.ts'

/** A server that gives no answer in so long doesn't give this one, ms: a screen on a wall has nobody who would try again. */
const PATIENCE_MS = 10_000

/** Asks the server from which this screen came. */
export const ask = asking((path, init) => fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }))
