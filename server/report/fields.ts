import type { Report } from '#protocol/report.ts'
import type { Finding } from '#protocol/station.ts'
import { fill, text } from '#protocol/text/index.ts'

const words = text.zh.report
const terms = text.zh.terms

/** What stands in each field of the form: a text, or `true` for a ticked square. A field that isn't named stays empty. */
export type Fields = Record<string, string | true>

const day = (value: string): string => {
  const [year = '', month = '', date = ''] = value.split('-')
  return fill(words.day, { year, month, day: date })
}

const ticks = (names: Record<string, boolean>): Fields =>
  Object.fromEntries(Object.entries(names).flatMap(([name, on]) => (on ? [[name, true] as const] : [])))

const applicantFields = ({ applicant, declaration }: Report): Fields => ({
  name: applicant.name,
  sex: terms.sexes[applicant.sex],
  birth: day(applicant.birth),
  nationality: applicant.nationality,
  document: terms.documents[applicant.document],
  number: applicant.number,
  classes: applicant.classes.join(''),
  ...(applicant.file === null ? {} : { file: applicant.file }),
  address: applicant.address,
  ...(applicant.phone === null ? {} : { phone: applicant.phone }),
  ...ticks({
    'disease-yes': declaration.has,
    'disease-no': !declaration.has,
    self: true,
    ...Object.fromEntries(declaration.diseases.map((disease) => [`disease-${disease}`, true])),
  }),
})

/** A limb's own words where the doctor wrote some; else 合格 or 不合格. */
const limb = (own: string, good: boolean): string => (own === '' ? (good ? words.fit : words.unfit) : own)

const eyeFields = (finding: Extract<Finding, { reached: unknown }>, limit: string): Fields => {
  const side = finding.station === 'acuity-left' ? 'left' : 'right'
  return {
    [`acuity-${side}`]: finding.reached === null ? fill(words.below, { limit }) : finding.reached.toFixed(1),
    ...ticks({ [`corrected-${side}-yes`]: finding.glasses, [`corrected-${side}-no`]: !finding.glasses }),
  }
}

const findingFields = (finding: Finding, limit: string): Fields => {
  if ('refer' in finding) return referredFields(finding)
  switch (finding.station) {
    case 'height':
      return { height: String(finding.cm) }
    case 'acuity-left':
    case 'acuity-right':
      return eyeFields(finding, limit)
    case 'colour':
      return ticks({ 'colour-yes': finding.colour === 'red-green-blind', 'colour-no': finding.colour === 'no-red-green-blindness' })
    case 'hearing':
      return {
        'ear-left': finding.left ? words.fit : words.unfit,
        'ear-right': finding.right ? words.fit : words.unfit,
        ...ticks({ 'aid-yes': finding.aid, 'aid-no': !finding.aid }),
      }
    case 'upper-limbs':
      return {
        'upper-left': limb(finding.left, finding.upper === 'normal'),
        'upper-right': limb(finding.right, finding.upper === 'normal'),
      }
    case 'lower-limbs':
      return {
        'lower-left': limb(finding.left, finding.lower === 'normal'),
        'lower-right': limb(finding.right, finding.lower !== 'abnormal'),
      }
    case 'trunk':
      return ticks({ 'trunk-yes': finding.trunk === 'disorder', 'trunk-no': finding.trunk === 'normal' })
  }
}

/** Where each station is written, when what is written is "to be examined in person". */
const WHERE: Record<Finding['station'], readonly string[]> = {
  height: ['height'],
  'acuity-left': ['acuity-left'],
  'acuity-right': ['acuity-right'],
  colour: [],
  hearing: ['ear-left', 'ear-right'],
  'upper-limbs': ['upper-left', 'upper-right'],
  'lower-limbs': ['lower-left', 'lower-right'],
  trunk: [],
}
const referredFields = ({ station }: Finding): Fields => Object.fromEntries(WHERE[station].map((name) => [name, words.notAtDistance]))

/** The mildest limit that these classes were tested at: an eye that reached none is below it. */
const mildestLimit = (report: Report): string => {
  const asked = report.outcome.reasons.flatMap(({ code, asked }) => (code === 'acuity-below' && asked !== null ? [asked] : []))
  return Math.min(4.9, ...asked).toFixed(1)
}

/** Six months from the examination, and from the issue where that was another day. */
const validityOf = ({ examinedOn, issued, validUntil }: Report): string =>
  issued
    ? fill(words.validityOfTwoDays, { examined: examinedOn, until: validUntil, issued: issued.on, untilFromIssue: issued.until })
    : fill(words.validity, { until: validUntil })

const concluding = (report: Report): Fields => {
  const { outcome, doctor } = report
  const remarks = [report.supersedes === null ? '' : fill(words.supersedes, { number: report.supersedes }), report.remark ?? '']
  const oneEye = outcome.reasons.some(({ code }) => code === 'one-eye-field-unknown')
  return {
    ...ticks({ 'one-eye-yes': oneEye, 'one-eye-no': !oneEye }),
    institution: report.institution,
    'examined-on': day(report.issued?.on ?? report.examinedOn),
    outcome: terms.outcomes[outcome.kind],
    ...(outcome.classes.length > 0 ? { 'outcome-classes': fill(words.conclusionClasses, { classes: outcome.classes.join('') }) } : {}),
    ...(outcome.conditions.length > 0
      ? { conditions: fill(words.conditions, { conditions: outcome.conditions.map((one) => terms.conditions[one]) }) }
      : {}),
    validity: validityOf(report),
    ...(remarks.some((one) => one !== '') ? { remark: remarks.filter((one) => one !== '').join(' ') } : {}),
    'made-at': fill(words.madeAt, { hall: report.hall, booth: report.booth, institution: report.institution, doctor: doctor.name }),
    'report-number': fill(words.reportNumber, { number: report.number }),
  }
}

/** Every field of the form from the report alone. The digest is printed too, so paper and record can be compared. */
export const fieldsOf = (report: Report, digest: string): Fields => {
  const limit = mildestLimit(report)
  return {
    ...applicantFields(report),
    ...Object.assign({}, ...report.findings.map((finding) => findingFields(finding, limit))),
    ...concluding(report),
    digest: fill(words.digest, { digest }),
  }
}
