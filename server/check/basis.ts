import { MEASURED } from '#measure/index.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Override } from '#protocol/check.ts'
import type { Basis, Outcome } from '#protocol/report.ts'
import type { Station } from '#protocol/station.ts'
import type { Check } from './check.ts'

/** What the finding that stands for a station stands on; null while there is none. */
export const basisOf = ({ stations }: Pick<Check, 'stations'>, station: Station): Basis | null => {
  const { measured, decision } = stations[station]
  const found = measured?.finding ?? null
  if (!decision) return found ? 'measured' : null
  if (!MEASURED.includes(station)) return 'judged'
  // A reading that left the finding open has measured nothing that could be written down.
  if (!found) return 'not-measured'
  return canonical(found) === canonical(decision.finding) ? 'measured' : 'against'
}

/** Stations that a booth measures and where a doctor decided without a measured finding. */
export const unmeasured = (check: Check): Station[] => MEASURED.filter((station) => basisOf(check, station) === 'not-measured')

/** Where a booth measures and a doctor decided otherwise: nothing was measured, or something else; and why. */
export const overridesOf = (check: Check): Override[] =>
  MEASURED.flatMap((station) => {
    const basis = basisOf(check, station)
    const reason = check.stations[station].decision?.reason ?? null
    return basis === 'not-measured' || basis === 'against' ? [{ station, basis, reason }] : []
  })

/** Outcomes by which somebody may drive. */
const LETS_DRIVE: readonly Outcome['kind'][] = ['fit', 'fit-with-conditions', 'lower-classes']

/**
 * The stations for which a second doctor must countersign before the report is issued; empty: one signature is enough. Whoever
 * would let somebody drive by a value that nothing measured doesn't say so alone.
 */
export const toCountersign = (check: Check, outcome: Outcome): Station[] => (LETS_DRIVE.includes(outcome.kind) ? unmeasured(check) : [])
