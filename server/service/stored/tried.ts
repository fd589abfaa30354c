import { type AnyStation, eachStation } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { checksOf } from '../../store/checks.ts'
import { dayStart, daysBefore } from './days.ts'

/** How often a person has begun each station today in China, in all their checks, whatever came of it. */
export const triedToday = async (deps: Deps, applicant: string): Promise<Record<AnyStation, number>> => {
  const today = dayStart(deps.clock())
  // A check that went on past midnight was opened the day before.
  const checks = await checksOf(deps.db, applicant, daysBefore(today, 1).toISOString())
  const begun = (station: AnyStation) =>
    checks.flatMap((check) => check.stations[station].attempts).filter(({ startedAt }) => startedAt >= today.toISOString()).length
  return eachStation(begun)
}
