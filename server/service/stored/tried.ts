import type { Check } from '#check/check.ts'
import { type AnyStation, eachStation } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { otherChecksOf } from '../../store/checks.ts'
import { dayStart, daysBefore } from './days.ts'

/** How often the person of a check has begun each station today in China, in all their checks, whatever came of it. */
export const triedToday = async (deps: Deps, check: Check): Promise<Record<AnyStation, number>> => {
  const today = dayStart(deps.clock())
  // A check that went on past midnight was opened the day before.
  const checks = [check, ...(await otherChecksOf(deps.db, check, daysBefore(today, 1).toISOString()))]
  const begun = (station: AnyStation) =>
    checks.flatMap(({ stations }) => stations[station].attempts).filter(({ startedAt }) => startedAt >= today.toISOString()).length
  return eachStation(begun)
}
