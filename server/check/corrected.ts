import { canonical } from '#protocol/canonical.ts'
import { CORRECTABLE, type Correctable } from '#protocol/correction.ts'
import { chinaDay, monthsAfter } from '#protocol/days.ts'
import type { Report } from '#protocol/report.ts'
import { type ReportFacts, VALID_MONTHS } from './report.ts'

/** What is put right of a report: only these fields of the person, and only where they were typed or read wrongly. */
export type Corrections = { [C in Correctable]?: Report['applicant'][C] }

/** Which of them a report says otherwise now. */
export const correctedFields = ({ applicant }: Report, corrections: Corrections): Correctable[] =>
  CORRECTABLE.filter((field) => corrections[field] !== undefined && canonical(corrections[field]) !== canonical(applicant[field]))

/**
 * A report that takes the place of another in which something was mistyped. Person, photo, declaration, findings, evidence, conclusion, the day of
 * the examination and the end of validity stay as they were signed: nobody examines anybody for it, and it lasts no longer.
 */
export const correctedReport = (
  before: Report,
  corrections: Corrections,
  {
    doctor,
    institution,
    registered,
    number,
    code,
    remark,
    now,
  }: Pick<ReportFacts, 'doctor' | 'institution' | 'registered' | 'number' | 'code' | 'remark' | 'now'>,
): Report => {
  const fields = correctedFields(before, corrections)
  const applicant = { ...before.applicant, ...Object.fromEntries(fields.map((field) => [field, corrections[field]])) }
  const { registered: _, issued: __, ...kept } = before
  const issuedOn = chinaDay(now)
  return {
    ...kept,
    applicant,
    number,
    code,
    supersedes: before.number,
    corrects: fields,
    remark,
    doctor,
    institution,
    ...(registered && { registered }),
    ...(issuedOn === before.examinedOn ? {} : { issued: { on: issuedOn, until: monthsAfter(issuedOn, VALID_MONTHS) } }),
    drawnUpAt: now.toISOString(),
  }
}
