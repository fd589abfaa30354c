import type { Report } from '#protocol/report.ts'
import type { Finding, Station } from '#protocol/station.ts'
import { exports } from '#words/exports.ts'
import { fill } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { terms } from '#words/terms.ts'
import { type Coding, concept, type Json, type Names, ours, own, type Resource } from './fhir-parts.ts'

// What was found and what was declared, as observations of FHIR R4.

const words = exports.zh.document

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category'
const EXAM: Coding = { system: CATEGORY, code: 'exam', display: 'Exam' }
const VITAL: Coding = { system: CATEGORY, code: 'vital-signs', display: 'Vital Signs' }
const SURVEY: Coding = { system: CATEGORY, code: 'survey', display: 'Survey' }
/** The one station for which LOINC has a code that means neither less nor more. A booth's acuity has a Chinese scale, its hearing a direction. */
const HEIGHT: Coding = { system: 'http://loinc.org', code: '8302-2', display: 'Body height' }

const component = (code: string, display: string, value: Readonly<Record<string, Json>>) => ({
  code: own('component', code, display),
  ...value,
})
const found = (station: Station, code: string, finding: Finding) => ({
  valueCodeableConcept: own(station, code, findingWords(finding, 'zh')),
})
/** The doctor's own words about each side, where there are some. */
const sides = ({ left, right }: { left: string; right: string }) => {
  const said = [
    ...(left === '' ? [] : [component('left', words.left, { valueString: left })]),
    ...(right === '' ? [] : [component('right', words.right, { valueString: right })]),
  ]
  return said.length > 0 ? { component: said } : {}
}

/** What was found, as the elements that say it. Nothing to be told from a distance: why there is no value. */
const valueOf = (finding: Finding): Readonly<Record<string, Json>> => {
  if ('refer' in finding)
    return {
      dataAbsentReason: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-performed', display: 'Not Performed' }],
        text: findingWords(finding, 'zh'),
      },
    }
  switch (finding.station) {
    case 'height':
      return { valueQuantity: { value: finding.cm, unit: 'cm', system: 'http://unitsofmeasure.org', code: 'cm' } }
    case 'acuity-left':
    case 'acuity-right':
      return {
        // The strictest line that was tested and read: the eye may see more.
        ...(finding.reached === null
          ? found(finding.station, 'below-all', finding)
          : { valueQuantity: { value: finding.reached, comparator: '>=', unit: 'GB/T 11533', system: ours('unit'), code: 'gbt-11533' } }),
        component: [component('corrected', words.corrected, { valueBoolean: finding.glasses })],
      }
    case 'colour':
      return found('colour', finding.colour, finding)
    case 'hearing':
      return {
        component: [
          component('left-ear', words.leftEar, { valueBoolean: finding.left }),
          component('right-ear', words.rightEar, { valueBoolean: finding.right }),
          component('hearing-aid', words.aid, { valueBoolean: finding.aid }),
        ],
      }
    case 'upper-limbs':
      return { ...found('upper-limbs', finding.upper, finding), ...sides(finding) }
    case 'lower-limbs':
      return { ...found('lower-limbs', finding.lower, finding), ...sides(finding) }
    case 'trunk':
      return found('trunk', finding.trunk, finding)
  }
}

/** Where a finding comes from: how it was come to, by whom, and why a doctor decided otherwise than was measured. */
const originOf = ({ evidence }: Report, { station }: Finding, { refTo }: Names): Readonly<Record<string, Json>> => {
  const one = evidence.find((each) => each.station === station)
  const basis = one?.basis ?? (one?.source === 'doctor' ? 'judged' : 'measured')
  const notes = [one?.reason ?? '', one?.measured ? fill(words.instead, { finding: findingWords(one.measured, 'zh') }) : ''].filter(Boolean)
  return {
    ...(one?.reading ? { identifier: [{ system: ours('reading'), value: one.reading }] } : {}),
    performer: [refTo(basis === 'measured' ? 'organization' : 'doctor')],
    ...(notes.length > 0 ? { note: notes.map((text) => ({ authorReference: refTo('doctor'), text })) } : {}),
    method: own('basis', basis, words.basis[basis]),
    ...(basis === 'measured' ? { device: refTo('device') } : {}),
  }
}

/** One station's finding. */
export const observationOf = (report: Report, finding: Finding, names: Names): Resource => {
  const { station } = finding
  const ourCode: Coding = { system: ours('station'), code: station, display: terms.zh.stations[station] }
  const { component: parts, ...value } = valueOf(finding)
  const { note, method, device, ...origin } = originOf(report, finding, names)
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [concept(station === 'height' ? VITAL : EXAM)],
    code: station === 'height' ? concept(HEIGHT, ourCode) : concept(ourCode),
    subject: names.refTo('patient'),
    effectiveDateTime: report.examinedOn,
    ...origin,
    ...value,
    ...(note === undefined ? {} : { note }),
    ...(method === undefined ? {} : { method }),
    ...(device === undefined ? {} : { device }),
    ...(parts === undefined ? {} : { component: parts }),
  }
}

/** What the driver declared. */
export const declarationOf = ({ declaration }: Report, { refTo }: Names): Resource => {
  const diseases: Readonly<Record<number, string>> = terms.zh.diseases
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [concept(SURVEY)],
    code: own('declaration', 'declared-diseases', words.declared),
    subject: refTo('patient'),
    effectiveDateTime: declaration.at,
    performer: [refTo('patient')],
    valueBoolean: declaration.has,
    ...(declaration.diseases.length > 0
      ? { component: declaration.diseases.map((one) => ({ code: own('disease', String(one), diseases[one] ?? ''), valueBoolean: true })) }
      : {}),
  }
}
