import { MEASURED } from '#measure/index.ts'
import { chinaDay } from '#protocol/days.ts'
import type { OverrideDay } from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import { countOverrides } from '../../store/reports.ts'
import { dayStart, daysBefore } from '../stored/days.ts'

/** How far back the figure goes. */
const DAYS = 30

/** How often each doctor's word went before a measurement, by day. */
export const overrides = async (deps: Deps): Promise<OverrideDay[]> => {
  const counts = await countOverrides(deps.db, chinaDay(daysBefore(dayStart(deps.clock()), DAYS)))
  return counts.map((count) => ({ ...count, share: (count.unmeasured + count.against) / (count.reports * MEASURED.length) }))
}
