import { nationalityWords } from '#protocol/nationality.ts'
import { overridesIn } from '#protocol/overrides.ts'
import type { Reason, Report } from '#protocol/report.ts'
import { type Finding, isOneEyed } from '#protocol/station.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { reasonWords } from '#words/outcome.ts'
import { overrideLines } from '#words/overrides.ts'

const words = text.zh.report
const terms = text.zh.terms

/**
 * What stands in each field of the form: a text, alternatives of which the first that has room is printed, or `true` for a ticked square.
 * A field that isn't named stays empty.
 */
export type Fields = Record<string, string | readonly string[] | true>

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
  nationality: nationalityWords(applicant.nationality),
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
  if ('refer' in finding) return REFERRED[finding.station]
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
        'sitting-note': finding.lower === 'abnormal' ? words.unexamined : words.notApplicable,
      }
    case 'trunk':
      return ticks({ 'trunk-yes': finding.trunk === 'disorder', 'trunk-no': finding.trunk === 'normal' })
  }
}

/** What is written where a station has to be examined in person: no cell and no pair of boxes stays without a word. */
const REFERRED: Record<Finding['station'], Fields> = {
  height: { height: words.notAtDistance },
  'acuity-left': { 'acuity-left': words.notAtDistance, 'corrected-left-note': words.unexamined },
  'acuity-right': { 'acuity-right': words.notAtDistance, 'corrected-right-note': words.unexamined },
  colour: { 'colour-note': words.notAtDistance },
  hearing: { 'ear-left': words.notAtDistance, 'ear-right': words.notAtDistance, 'aid-note': words.unexamined },
  'upper-limbs': { 'upper-left': words.notAtDistance, 'upper-right': words.notAtDistance },
  'lower-limbs': { 'lower-left': words.notAtDistance, 'lower-right': words.notAtDistance, 'sitting-note': words.notAtDistance },
  trunk: { 'trunk-note': words.notAtDistance },
}

/** Whose one eye is impaired drives by the field of the better one, which no booth can measure. */
const oneEyeFields = (findings: Report['findings']): Fields => {
  const oneEye = isOneEyed(findings)
  if (oneEye === null) return { 'one-eye-note': words.undecided }
  return oneEye ? { 'one-eye-yes': true, field: words.notAtDistance } : { 'one-eye-no': true }
}

/** With one full stop, whether the doctor's words at its end have one or not: another sentence follows. */
const ended = (sentence: string): string => `${sentence.replace(/[。；，,;.]+$/, '')}。`

/** Why the outcome is what it is, the doctor's words with it. Where the sentences have no room, in a few words each; never left out. */
const reasonFields = ({ outcome }: Report): Fields => {
  const told = outcome.reasons.filter(({ code }) => code !== 'meets-all')
  if (told.length === 0) return {}
  const short = ({ code, station, classes, found }: Reason): string => {
    const named = fill(words.reasonShort, {
      station: station ? terms.stations[station] : text.zh.conclusion.wholeCheck,
      classes: classes.join(''),
    })
    return code === 'referred' && typeof found === 'string' && found !== '' ? `${named} ${found}` : named
  }
  const sentences = told.map((reason) => ended(reasonWords('zh', reason, 'paper'))).join('')
  const alone = outcome.classes.length === 0 && outcome.conditions.length === 0
  return { [alone ? 'reasons-alone' : 'reasons']: [sentences, `${[...new Set(told.map(short))].join('；')}。`] }
}

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

const concluding = (report: Report, second: string | null): Fields => {
  const { outcome, doctor } = report
  const remarks = [
    report.supersedes === null ? '' : fill(words.supersedes, { number: report.supersedes }),
    ...overrideLines('zh', overridesIn(report)).map(ended),
    report.remark ?? '',
  ]
  return {
    ...oneEyeFields(report.findings),
    ...reasonFields(report),
    institution: report.institution,
    'examined-on': day(report.issued?.on ?? report.examinedOn),
    outcome: terms.outcomes[outcome.kind],
    ...(outcome.classes.length > 0 ? { 'outcome-classes': fill(words.conclusionClasses, { classes: outcome.classes.join('') }) } : {}),
    ...(outcome.conditions.length > 0
      ? {
          conditions: fill(words.conditions, {
            conditions: listed(
              'zh',
              outcome.conditions.map((one) => terms.conditions[one]),
            ),
          }),
        }
      : {}),
    validity: validityOf(report),
    ...(remarks.some((one) => one !== '') ? { remark: remarks.filter((one) => one !== '').join('') } : {}),
    'made-at': [
      fill(words.madeAt, { hall: report.hall, booth: report.booth, institution: report.institution, doctor: doctor.name }),
      ...(second === null ? [] : [fill(words.countersigned, { doctor: second })]),
    ].join(' · '),
    'report-number': fill(words.reportNumber, { number: report.number }),
  }
}

/**
 * Every field of the form from the report, and the name of the doctor who countersigned it. The digest is printed too, so paper
 * and record can be compared.
 */
export const fieldsOf = (report: Report, digest: string, second: string | null = null): Fields => {
  const limit = mildestLimit(report)
  return {
    ...applicantFields(report),
    ...Object.assign({}, ...report.findings.map((finding) => findingFields(finding, limit))),
    ...concluding(report, second),
    digest: fill(words.digest, { digest }),
  }
}
