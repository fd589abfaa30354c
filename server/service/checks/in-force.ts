import { chinaDay } from '#protocol/days.ts'
import type { Report } from '#protocol/report.ts'
import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'
import { reportsOf } from '../../store/reports.ts'
import { daysBefore } from '../stored/days.ts'
import { storedReport } from '../stored/stored-report.ts'

/** Longer than any report is valid. */
const LOOK_BACK_DAYS = 400
/** Each new report takes the place of those before: what is in force is among the newest. */
const MOST = 50

/** A report of these may still stand at the case: it was neither refused there nor returned by the counter. */
const STANDS = ['concluded', 'reported', 'handed-over', 'accepted', 'provisional', 'lapsed']

/** A person's newest report that is still valid today in China, or null. */
export const reportInForce = async (deps: Deps, applicant: string): Promise<Report | null> => {
  const now = deps.clock()
  const { entries } = await reportsOf(deps.db, applicant, daysBefore(now, LOOK_BACK_DAYS).toISOString(), MOST)
  for (const row of entries) {
    if (row.state !== 'valid' || row.validUntil < chinaDay(now)) continue
    const check = await loadCheck(deps.db, row.check)
    if (check?.report?.number === row.number && STANDS.includes(check.phase)) return storedReport(deps, row.digest)
  }
  return null
}
