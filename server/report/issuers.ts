import type { RegisteredDoctor } from '#protocol/registered.ts'
import type { Countersignature, Report } from '#protocol/report.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from '#words/index.ts'

const words = text.zh.institutions

const validity = (until: string | null): string => (until === null ? words.unlimited : fill(words.validUntil, { until }))

/**
 * What page two says of institution and doctor, in Chinese as the form: as the registry stood when the report was drawn up, and
 * of the doctor who countersigned, as it stood then. Reports of before say nothing.
 */
export const issuerLines = (report: Report, second: Countersignature | null): string[] => [
  ...registeredLines(report),
  ...(second?.registered ? [doctorLine(words.secondOnPaper, second.doctor.name, second.registered)] : []),
  ...correctedLines(report),
]

const doctorLine = (line: string, doctor: string, { licence, until }: RegisteredDoctor): string =>
  fill(line, {
    doctor,
    licence: licence === null ? words.noLicence : fill(words.licenceOnPaper, { licence }),
    validity: validity(until),
  })

const correctedLines = ({ corrects, supersedes }: Report): string[] => {
  if (!corrects) return []
  const fields = listed(
    'zh',
    corrects.map((field) => text.zh.places[field]),
  )
  return [fill(words.corrects, { number: supersedes ?? '', fields })]
}

const registeredLines = ({ registered, institution: name, doctor: signer }: Report): string[] => {
  if (!registered) return []
  const { institution, doctor } = registered
  const { allowed } = institution
  return [
    fill(words.onPaper, {
      institution: name,
      level: words.levels[institution.level],
      allowed: allowed ? fill(words.allowedOnPaper, { by: allowed.by, rank: words.ranks[allowed.rank] }) : '',
      validity: validity(institution.until),
    }),
    doctorLine(words.doctorOnPaper, signer.name, doctor),
  ]
}
