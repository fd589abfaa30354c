import { chinaDay } from '#protocol/days.ts'
import type { Deps } from '../../deps.ts'
import type { Destination } from '../../handover/destinations.ts'
import { spendCall } from '../../store/calls.ts'
import { dayStart } from '../stored/days.ts'

const DAY_MS = 86_400_000
/** Over so long after midnight what waited for the day is spread, ms. */
const SPREAD_MS = 60_000

/** Counts a call of a system's interface on today's calendar day in China; false: as many as it allows a day were made. */
export const spendToday = async (deps: Deps, { id, daily }: Destination, to: string): Promise<boolean> => {
  const most = daily[to]
  return most === undefined || spendCall(deps.db, { destination: id, interface: to, day: chinaDay(deps.clock()) }, most)
}

/** When the next calendar day in China has begun, by the clock that nobody sets. `chance` (0 to 1) spreads them over a minute. */
export const tomorrow = (deps: Pick<Deps, 'clock' | 'steady'>, chance: number): string => {
  const now = deps.clock()
  const left = dayStart(now).getTime() + DAY_MS - now.getTime()
  return new Date(deps.steady().getTime() + left + Math.round(chance * SPREAD_MS)).toISOString()
}
