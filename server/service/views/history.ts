import type { Check } from '#check/check.ts'
import { EARLIER_MOST, type EarlierReport, type History } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'
import { type OwnReport, reportsOf } from '../../store/reports.ts'
import { mayLook, type Reader } from '../people/access.ts'
import { daysBefore } from '../stored/days.ts'
import { storedReport } from '../stored/stored-report.ts'

const YEARS_2 = 731
/** A certificate lasts six months: nothing older can be in force. */
const IN_FORCE_DAYS = 190

type EarlierEntry = EarlierReport & History['reports'][number]

const isInForce = (deps: Deps, { state, validUntil }: OwnReport): boolean => state === 'valid' && validUntil >= chinaDay(deps.clock())

/** Reports of the same person from other checks, the newest first; only those `wanted` are read whole. */
const earlier = async (
  deps: Deps,
  check: Pick<Check, 'id' | 'applicant'>,
  days: number,
  wanted: (row: OwnReport) => boolean = () => true,
): Promise<History> => {
  const { entries: own, more } = await reportsOf(deps.db, check.applicant, daysBefore(deps.clock(), days).toISOString(), EARLIER_MOST)
  const told: EarlierEntry[] = []
  for (const row of own) {
    if (row.check === check.id || !wanted(row)) continue
    const from = await loadCheck(deps.db, row.check)
    if (!from) continue
    const report = await storedReport(deps, row.digest)
    const stands = from.report?.number === row.number
    told.push({
      number: row.number,
      phase: stands ? from.phase : 'superseded',
      reason: stands ? (from.withdrawal?.reason ?? from.counter?.reason ?? from.delivery?.reason ?? null) : null,
      inForce: isInForce(deps, row),
      examinedOn: report.examinedOn,
      validUntil: report.validUntil,
      outcome: report.outcome,
      doctor: { id: report.doctor.id, name: report.doctor.name },
      site: report.hall,
      diseases: report.declaration.diseases,
      findings: report.findings,
    })
  }
  return { reports: told, more }
}

/** The person's report from another check that is in force, or null: what this check comes to takes its place. */
export const inForceBeside = async (deps: Deps, check: Pick<Check, 'id' | 'applicant'>): Promise<EarlierReport | null> => {
  const [found] = (await earlier(deps, check, IN_FORCE_DAYS, (row) => isInForce(deps, row))).reports
  if (!found) return null
  const { site: _, diseases: __, findings: ___, ...report } = found
  return report
}

/** The driver's reports of the last two years, for the doctor who holds the check or has to see to its report. */
export const historyOf = async (deps: Deps, reader: Reader, check: Check): Promise<History | Refusal> => {
  const closed = await mayLook(deps, reader, check, 'history')
  if (closed) return closed
  const own = check.lease?.doctor.id === reader.id || check.signed !== null || check.report !== null
  return own ? earlier(deps, check, YEARS_2) : refuse('not-your-check')
}
