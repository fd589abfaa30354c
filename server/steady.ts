/**
 * Two clocks, for two kinds of questions. The wall's clock says what people and the law ask: which day it is, when something was signed.
 * It may be set, forwards or back, at any moment. How long something takes or holds (a lease, a wait before the next try, a session) is
 * asked of the steady clock, which nobody sets: it begins at the wall's time when the program starts, so that its instants can be kept
 * beside others, and goes on by itself. Gives that clock.
 */
export const steadyFrom = (begun: Date, monotonicMs: () => number): (() => Date) => {
  const origin = begun.getTime() - monotonicMs()
  return () => new Date(origin + monotonicMs())
}

/** A machine's own count of time, and which start of it that count belongs to. It goes on over restarts of this program. */
export type Uptime = { boot: string; ms: number }

/** How long ago that was, ms; null: the machine was started again since, and only the wall's clock knows. */
export const msSince = (then: Uptime, now: Uptime): number | null => (then.boot === now.boot ? now.ms - then.ms : null)

/** How far the wall's clock has been set since the program started, ms, whichever way. */
export const stepped = ({ clock, steady }: { clock: () => Date; steady: () => Date }): number =>
  Math.abs(clock().getTime() - steady().getTime())
