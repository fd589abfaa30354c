import { type ReportStanding, STANDINGS } from '#protocol/case.ts'
import { chinaDay } from '#protocol/days.ts'
import { PAPERS } from '#protocol/provision.ts'
import type { Report } from '#protocol/report.ts'
import { type Finding, isOneEyed } from '#protocol/station.ts'
import type { Item } from './map.ts'

/** A value of a report, as programs compare it. Days are `2026-11-25`; a word, or each of several, is a key of a form's codes; null: the report doesn't have it. */
export type Value = string | number | readonly number[] | readonly string[] | null

/** The words of which each coded item has one. A form's codes are keyed by them. */
export const CODED = {
  document: ['resident-identity-card', 'hmt-residence-permit', 'foreign-permanent-residence-card'],
  sex: ['male', 'female', 'unknown'],
  'corrected-left': ['yes', 'no'],
  'corrected-right': ['yes', 'no'],
  'one-eye': ['yes', 'no'],
  colour: ['red-green-blind', 'no-red-green-blindness'],
  'ear-left': ['heard', 'not-heard'],
  'ear-right': ['heard', 'not-heard'],
  hearing: ['heard', 'not-heard'],
  'hearing-aid': ['yes', 'no'],
  'upper-left': ['normal', 'relaxed', 'abnormal'],
  'upper-right': ['normal', 'relaxed', 'abnormal'],
  'upper-limbs': ['normal', 'relaxed', 'abnormal'],
  'lower-left': ['normal', 'abnormal'],
  'lower-right': ['normal', 'abnormal'],
  trunk: ['disorder', 'normal'],
  'sits-alone': ['yes', 'no'],
  'has-disease': ['yes', 'no'],
  standing: STANDINGS,
  missing: PAPERS,
} as const satisfies Partial<Record<Item, readonly string[]>>

const yes = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no')
const heard = (is: boolean): 'heard' | 'not-heard' => (is ? 'heard' : 'not-heard')
const normal = (is: boolean): 'normal' | 'abnormal' => (is ? 'normal' : 'abnormal')

/** An eye that reached none of the limits that were tried: of its acuity no number is known. */
export const BELOW = 'below'

type Items = Partial<Record<Item, Value>>

/** What a station says. One that has to be examined in person says nothing: no code stands for that. */
const foundIn = (finding: Finding): Items => {
  if ('refer' in finding) return {}
  switch (finding.station) {
    case 'height':
      return { height: finding.cm }
    case 'acuity-left':
      return { 'acuity-left': finding.reached ?? BELOW, 'corrected-left': yes(finding.glasses) }
    case 'acuity-right':
      return { 'acuity-right': finding.reached ?? BELOW, 'corrected-right': yes(finding.glasses) }
    case 'colour':
      return { colour: finding.colour }
    case 'hearing': {
      const { left, right, aid } = finding
      return { 'ear-left': heard(left), 'ear-right': heard(right), hearing: heard(left && right), 'hearing-aid': yes(aid) }
    }
    case 'upper-limbs':
      return { 'upper-left': finding.upper, 'upper-right': finding.upper, 'upper-limbs': finding.upper }
    case 'lower-limbs':
      return { 'lower-left': normal(finding.lower === 'normal'), 'lower-right': normal(finding.lower !== 'abnormal') }
    case 'trunk':
      return { trunk: finding.trunk }
  }
}

/**
 * What of a report can go into a column. `photo`: the bytes of the driver's picture in base64, where somebody asks for it. What nobody examined is null:
 * a station that has to be examined in person, the field of the better eye, sitting without help. `standing`: how it stands at the counter, where that is told.
 */
export const itemsOf = (report: Report, photo: string | null, standing: ReportStanding | null): Readonly<Record<Item, Value>> => {
  const { applicant, declaration, findings } = report
  const oneEye = isOneEyed(findings)
  return {
    ...NOTHING,
    'report-number': report.number,
    'case-number': report.case,
    document: applicant.document,
    number: applicant.number,
    name: applicant.name,
    sex: applicant.sex,
    birth: applicant.birth,
    nationality: applicant.nationality,
    address: applicant.address,
    phone: applicant.phone,
    file: applicant.file,
    classes: applicant.classes.join(''),
    ...Object.assign({}, ...findings.map(foundIn)),
    'one-eye': oneEye === null ? null : yes(oneEye),
    'has-disease': yes(declaration.has),
    diseases: declaration.has ? declaration.diseases : null,
    'examined-on': report.examinedOn,
    validity: report.validUntil,
    institution: report.institution,
    doctor: report.doctor.name,
    remark: report.remark,
    photo,
    ...(standing && {
      standing: standing.state,
      'standing-sequence': standing.sequence,
      'standing-at': chinaDay(new Date(standing.at)),
      'standing-by': standing.by,
      missing: standing.missing,
      until: standing.until,
    }),
  }
}

const NOTHING: Readonly<Record<Item, Value>> = {
  'report-number': null,
  'case-number': null,
  document: null,
  number: null,
  name: null,
  sex: null,
  birth: null,
  nationality: null,
  address: null,
  phone: null,
  file: null,
  classes: null,
  height: null,
  'acuity-left': null,
  'acuity-right': null,
  'corrected-left': null,
  'corrected-right': null,
  'one-eye': null,
  field: null,
  colour: null,
  'ear-left': null,
  'ear-right': null,
  hearing: null,
  'hearing-aid': null,
  'upper-left': null,
  'upper-right': null,
  'upper-limbs': null,
  'lower-left': null,
  'lower-right': null,
  trunk: null,
  'sits-alone': null,
  'has-disease': null,
  diseases: null,
  'examined-on': null,
  validity: null,
  institution: null,
  doctor: null,
  remark: null,
  photo: null,
  standing: null,
  'standing-sequence': null,
  'standing-at': null,
  'standing-by': null,
  missing: null,
  until: null,
}
