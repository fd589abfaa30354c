import { chinaDay } from '#protocol/days.ts'
import type { Report } from '#protocol/report.ts'
import type { Deps } from '../deps.ts'
import { checksOf } from '../store/checks.ts'
import { daysBefore } from './days.ts'
import { storedReport } from './stored-report.ts'

/** Longer than any report is valid. */
const LOOK_BACK_DAYS = 400

/** A report of these may still stand at the case: it was neither refused there nor returned by the counter. */
const STANDS = ['concluded', 'reported', 'handed-over', 'accepted']

/** A person's newest report that is still valid today in China, or null. */
export const reportInForce = async (deps: Deps, applicant: string): Promise<Report | null> => {
  const now = deps.clock()
  const checks = await checksOf(deps.db, applicant, daysBefore(now, LOOK_BACK_DAYS).toISOString())
  const newest = checks.findLast(({ report, phase }) => report !== null && STANDS.includes(phase))
  if (!newest?.report) return null
  const report = await storedReport(deps, newest.report.digest)
  return report.validUntil >= chinaDay(now) ? report : null
}
