import { basisOf } from '#check/basis.ts'
import type { Check } from '#check/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import { STATIONS } from '#protocol/station.ts'
import type { NewReport } from '../../store/reports.ts'

/** What is registered of a report: from its check as the signature left it, and from the signed value. Whoever proves it asks the same. */
export const issuedReport = (
  after: Check,
  { number, code, digest, signedBy, doctor, concludedAt: at }: NonNullable<Check['report']>,
  { validUntil, assertion, institution }: { validUntil: string; assertion: string | null; institution: string | undefined },
): NewReport => {
  const bases = STATIONS.map((station) => basisOf(after, station))
  return {
    number,
    check: after.id,
    code,
    digest,
    signedBy,
    assertion,
    at,
    doctor: doctor.id,
    day: chinaDay(new Date(at)),
    applicant: after.applicant,
    validUntil,
    institution: institution ?? FIRST_INSTITUTION,
    unmeasured: bases.filter((basis) => basis === 'not-measured').length,
    against: bases.filter((basis) => basis === 'against').length,
  }
}
