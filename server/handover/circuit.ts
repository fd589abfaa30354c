import type { ErrandFault, ErrandFaultCode } from '#protocol/errand.ts'
import type { Delivered } from './carrier.ts'
import { OF_THE_WAY, waitAfter, waitAsked } from './patience.ts'

/** After so many failures in a row a way is closed. */
const CLOSES_AFTER = 5
/** A closed way is tried at least so often, ms: a system that is back isn't kept waiting. */
const LONGEST_PROBE_MS = 60_000

/** Faults that say something of the way there, whichever report it was. */
const COUNTS: ReadonlySet<ErrandFaultCode> = new Set<ErrandFaultCode>([
  // Where there is no system each report needs a person, and asking costs nothing.
  ...OF_THE_WAY.filter((code) => code !== 'no-case'),
  'too-many',
  'failed',
  'answer-too-long',
  'answer-unreadable',
  'unknown',
])

/**
 * How the way to a place stands. `failures`: in a row. `closed`: since when nothing goes there but one try at a time, from `probeAt` on, and why (instants of
 * the clock that nobody sets, ms); null: it is open.
 */
export type Circuit = { failures: number; closed: { since: number; probeAt: number; fault: ErrandFault } | null }

export const OPEN: Circuit = { failures: 0, closed: null }

/** What may go there: `all`; one try, to see how the way stands; or nothing for now. */
export const mayGo = ({ closed }: Circuit, steady: number): 'all' | 'probe' | 'nothing' =>
  closed === null ? 'all' : steady >= closed.probeAt ? 'probe' : 'nothing'

/**
 * How the way stands after a try. Whoever asks for time closes it for that time at once. `now`: by the wall's clock, as `notBefore` is; `chance` (0 to 1)
 * takes up to half of the next wait away.
 */
export const after = (
  circuit: Circuit,
  outcome: Delivered,
  { now, steady, chance }: { now: Date; steady: number; chance: number },
): Circuit => {
  if (!('later' in outcome)) return OPEN
  const { later: fault, notBefore } = outcome
  // What is wrong with one report says that the way is well, unless nothing was sent at all.
  if (!COUNTS.has(fault.code)) return fault.code === 'not-prepared' ? circuit : OPEN
  const failures = circuit.failures + 1
  if (failures < CLOSES_AFTER && notBefore === undefined) return { failures, closed: null }
  const own = Math.min(LONGEST_PROBE_MS, waitAfter(Math.max(1, failures - CLOSES_AFTER + 1), chance))
  const probeAt = steady + waitAsked(own, notBefore, now)
  return { failures, closed: { since: circuit.closed?.since ?? steady, probeAt, fault } }
}
