// What is done when picture and voice fail: the one place that says which fault leads to which step, within which limit, and what
// is said meanwhile. Who does it: seat.ts (restart, end), call.ts (join again, words).

/** What can befall a call, as this side sees it. */
export type Fault =
  /** Nothing comes over a way any more; both ends still have it. */
  | 'way-disturbed'
  /** A way wasn't found, or not found again, within `WAY_MS`. */
  | 'way-not-found'
  /** The browser has given a way up: nobody at its other end has answered for the 30 s for which a consent is good (RFC 7675, 5.1). */
  | 'way-failed'
  /** The room stands on another worker now: what this side has is dead. */
  | 'room-moved'
  /** The server doesn't know what this side holds: it was started again, or has let go of the seat. */
  | 'seat-gone'
  /** Ways stand, the other's picture arrives at the server, and nothing of it here. */
  | 'nothing-comes'
  /** The server refused a step. */
  | 'refused'
  /** Signalling stands again. */
  | 'line-back'
  /** Another window of the same person sits there now. */
  | 'place-taken'

/**
 * `restart`: a new search for what stands, with transports, streams and keys as they are. `rejoin`: both transports and all streams are made
 * again, after a wait that grows. `rejoin-now`: the same, without a wait. `stay-away`: nothing, until a person says so.
 */
export type Step = 'restart' | 'rejoin' | 'rejoin-now' | 'stay-away'

export const STEPS: Readonly<Record<Fault, Step>> = {
  'way-disturbed': 'restart',
  'way-not-found': 'rejoin',
  'way-failed': 'rejoin',
  'room-moved': 'rejoin-now',
  'seat-gone': 'rejoin',
  'nothing-comes': 'rejoin',
  refused: 'rejoin',
  'line-back': 'restart',
  'place-taken': 'stay-away',
}

/** For so long a way is looked for, the first time and after each restart, ms: a browser alone looks three times as long. */
export const WAY_MS = 10_000
/** After so many joins in a row that failed people are told to go on without picture and voice. It's still being tried. */
export const MOST_JOINS = 3

/**
 * What is done about a picture that doesn't come although one should, when it hasn't for so long, ms. Each rung asks the server whose
 * line it is and says so; `restart` and `rejoin` follow where it's one's own. `says`: `stuck` whose line it is, `no-way` to go on
 * without and whom to call.
 */
export type Rung = { afterMs: number; does: 'ask' | 'restart' | 'rejoin'; says: 'stuck' | 'no-way' }
export const LADDER = [
  // Once may be a moment in which the machine had no time.
  { afterMs: 2000, does: 'ask', says: 'stuck' },
  { afterMs: 5000, does: 'restart', says: 'stuck' },
  { afterMs: 8000, does: 'restart', says: 'stuck' },
  // Ways that stand and bring nothing, twice restarted: what is wrong is behind them.
  { afterMs: 11_000, does: 'rejoin', says: 'no-way' },
] as const satisfies readonly Rung[]
/** The rungs after the first come again and again, so much later each time, ms. */
const ROUND_MS = 9000

/** The rung after `climbed` others. */
export const rungAfter = (climbed: number): Rung => {
  const again = LADDER.length - 1
  const round = Math.max(0, Math.floor((climbed - 1) / again))
  const { afterMs, does, says } = LADDER[climbed - round * again] ?? LADDER[0]
  return { afterMs: afterMs + round * ROUND_MS, does, says: round > 0 ? 'no-way' : says }
}

/** For so long a way that was found again may bring nothing, ms: a whole picture is asked for, and the sender begins carefully. */
const FOUND_MS = 3000

/**
 * The rung that is due after `climbed` others when no picture has come for `stillMs` and all ways have stood for `stoodMs` (0: one doesn't); null:
 * none. What has just been found again isn't taken away before it could bring anything, however long it was lost.
 */
export const rungDue = (climbed: number, stillMs: number, stoodMs: number): Rung | null => {
  const rung = rungAfter(climbed)
  if (stillMs < rung.afterMs) return null
  return rung.does !== 'ask' && stoodMs > 0 && stoodMs < FOUND_MS ? null : rung
}
