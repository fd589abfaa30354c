import type { RegisteredDoctor } from '#protocol/registered.ts'
import type { Report, SignedBy } from '#protocol/report.ts'
import { exports } from '#words/exports.ts'
import { fill } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { institutions } from '#words/institutions.ts'
import { outcomeWords } from '#words/outcome.ts'
import { report as printed } from '#words/report.ts'
import { terms } from '#words/terms.ts'
import { diseaseWords } from './declared.ts'
import { declarationOf, observationOf } from './fhir-observations.ts'
import { type Coding, type Json, type Name, type Names, namesFor, ours, own, type Resource } from './fhir-parts.ts'

// A signed report as a FHIR R4 (4.0.1) document: https://hl7.org/fhir/R4/documents.html. All that it says comes from the signed value, and that
// value is in it as it was signed.

/**
 * Who signed a report and when. `assertion`: the passkey's as JSON; null: a demonstration's password, which leaves nothing to check. `registered`: the
 * doctor in the registry at that instant; null: nothing is recorded of it.
 */
export type Signing = {
  doctor: { id: string; name: string }
  role: 'doctor' | 'second'
  signedBy: SignedBy
  at: string
  assertion: string | null
  registered: RegisteredDoctor | null
}

/** A report to be told of: its value, the text that was signed, that text's digest, and by whom. `verify`: where its QR code leads. */
export type Told = { report: Report; text: string; digest: string; signings: readonly Signing[]; verify: string }

const words = exports.zh.document

/** A kind of signature (ASTM E1762, as FHIR's value set has it), and what who gives it does for the record. */
const ROLES: Readonly<Record<Signing['role'], { signature: Coding; agent: Coding }>> = {
  doctor: {
    signature: { system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1', display: "Author's Signature" },
    agent: { system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author', display: 'Author' },
  },
  second: {
    signature: { system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.5', display: 'Verification Signature' },
    agent: { system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'verifier', display: 'Verifier' },
  },
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
/** Lines for people, as FHIR wants them: XHTML. */
const narrative = (lines: readonly string[]) => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</div>`,
})

const conclusionLines = ({ outcome, validUntil, remark }: Report): string[] => {
  const { title, conditions, reasons } = outcomeWords('zh', outcome, 'paper')
  return [
    title,
    ...(outcome.classes.length > 0 ? [fill(printed.zh.conclusionClasses, { classes: outcome.classes.join('') })] : []),
    ...conditions,
    ...reasons,
    ...(remark === null ? [] : [remark]),
    fill(words.valid, { until: validUntil }),
  ]
}

const patientOf = ({ applicant }: Report): Resource => ({
  resourceType: 'Patient',
  identifier: [
    { use: 'official', type: { text: terms.zh.documents[applicant.document] }, system: ours(applicant.document), value: applicant.number },
  ],
  name: [{ use: 'official', text: applicant.name }],
  ...(applicant.phone === null ? {} : { telecom: [{ system: 'phone', value: applicant.phone }] }),
  gender: applicant.sex,
  birthDate: applicant.birth,
  ...(applicant.address === '' ? {} : { address: [{ use: 'home', text: applicant.address }] }),
})

const LICENCE = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MD', display: 'Medical License number' }] }

const practitionerOf = ({ id, name }: { id: string; name: string }, registered: RegisteredDoctor | null): Resource => ({
  resourceType: 'Practitioner',
  identifier: [
    { system: ours('doctor'), value: id },
    ...(registered && registered.licence !== null
      ? [{ use: 'official', type: LICENCE, system: ours('doctor-licence'), value: registered.licence, ...untilOf(registered) }]
      : []),
  ],
  name: [{ text: name }],
})

const organizationOf = ({ institution: name, registered }: Report): Resource => ({
  resourceType: 'Organization',
  ...(registered && {
    identifier: [{ system: ours('institution'), value: registered.institution.id, ...untilOf(registered.institution) }],
    type: [own('institution-level', registered.institution.level, institutions.zh.levels[registered.institution.level])],
  }),
  name,
})

/** Until when the registry has it; null: without an end. */
const untilOf = ({ until }: { until: string | null }) => (until === null ? {} : { period: { end: until } })

const section = (title: string, lines: readonly string[], entries: readonly { reference: string }[]): Json => ({
  title,
  text: narrative(lines),
  ...(entries.length > 0 ? { entry: entries } : {}),
})

const compositionOf = ({ report, signings }: Told, { refTo }: Names): Resource => {
  const { applicant, declaration, findings } = report
  const declared = declaration.has ? [words.has, ...diseaseWords(declaration, 'zh')] : [words.none]
  return {
    resourceType: 'Composition',
    text: narrative([`${words.title} ${report.number}`, applicant.name, `${report.institution} · ${report.hall} · ${report.booth}`]),
    identifier: { system: ours('report-number'), value: report.number },
    status: 'final',
    type: own('document', 'driver-health-report', words.title),
    subject: refTo('patient'),
    date: report.drawnUpAt,
    author: [refTo('doctor')],
    title: words.title,
    attester: signings.map(({ role, at }) => ({ mode: role === 'doctor' ? 'legal' : 'professional', time: at, party: refTo(role) })),
    custodian: refTo('organization'),
    ...(report.supersedes === null
      ? {}
      : { relatesTo: [{ code: 'replaces', targetIdentifier: { system: ours('report-number'), value: report.supersedes } }] }),
    section: [
      section(words.declared, declared, [refTo('declaration')]),
      section(
        words.measured,
        findings.map((finding) => `${terms.zh.stations[finding.station]}：${findingWords(finding, 'zh')}`),
        findings.map(({ station }) => refTo(station)),
      ),
      section(words.concluded, conclusionLines(report), [refTo('report')]),
    ],
  }
}

const diagnosticReportOf = ({ report, verify }: Told, { refTo }: Names): Resource => {
  const { outcome, findings } = report
  return {
    resourceType: 'DiagnosticReport',
    extension: [
      { url: ours('valid-until'), valueDate: report.validUntil },
      { url: ours('rules'), valueString: outcome.rules },
    ],
    identifier: [{ system: ours('report-number'), value: report.number }],
    status: 'final',
    code: own('document', 'driver-health-report', words.title),
    subject: refTo('patient'),
    effectiveDateTime: report.examinedOn,
    issued: report.drawnUpAt,
    performer: [refTo('organization')],
    resultsInterpreter: [refTo('doctor')],
    ...(findings.length > 0 ? { result: findings.map(({ station }) => refTo(station)) } : {}),
    conclusion: conclusionLines(report).join('\n'),
    conclusionCode: [
      own('outcome', outcome.kind, terms.zh.outcomes[outcome.kind]),
      ...outcome.classes.map((one) => own('licence-class', one, one)),
      ...outcome.conditions.map((one) => own('condition', one, terms.zh.conditions[one])),
    ],
    presentedForm: [{ contentType: 'text/html', language: 'zh-CN', url: verify, title: report.number }],
  }
}

/** A doctor's signature over the digest of the value that lies in the document. */
const provenanceOf = ({ role, at, signedBy, assertion }: Signing, { refTo }: Names): Resource => ({
  resourceType: 'Provenance',
  target: [refTo('composition'), refTo('report')],
  recorded: at,
  agent: [{ type: { coding: [ROLES[role].agent] }, who: refTo(role), onBehalfOf: refTo('organization') }],
  entity: [{ role: 'source', what: refTo('value') }],
  signature: [
    {
      type: [ROLES[role].signature],
      when: at,
      who: refTo(role),
      onBehalfOf: refTo('organization'),
      targetFormat: 'application/json',
      // A passkey's assertion (WebAuthn), whose challenge is the digest. A demonstration's password leaves none.
      ...(assertion === null ? {} : { sigFormat: 'application/json', data: base64(assertion) }),
      extension: [{ url: ours('signed-by'), valueCode: signedBy }],
    },
  ],
})

/** The document: the same report and signatures give the same text. */
export const documentOf = (told: Told): Resource => {
  const { report, text, digest, signings } = told
  const names = namesFor(digest)
  const second = signings.find(({ role }) => role === 'second')
  const resources: readonly (readonly [Name, Resource])[] = [
    ['composition', compositionOf(told, names)],
    ['patient', patientOf(report)],
    ['doctor', practitionerOf(report.doctor, report.registered?.doctor ?? null)],
    ...(second ? [['second', practitionerOf(second.doctor, second.registered)] as const] : []),
    ['organization', organizationOf(report)],
    ['location', { resourceType: 'Location', name: report.hall }],
    [
      'device',
      {
        resourceType: 'Device',
        deviceName: [{ name: report.booth, type: 'user-friendly-name' }],
        owner: names.refTo('organization'),
        location: names.refTo('location'),
      },
    ],
    ['report', diagnosticReportOf(told, names)],
    ['declaration', declarationOf(report, names)],
    ...report.findings.map((finding) => [finding.station, observationOf(report, finding, names)] as const),
    ['value', { resourceType: 'Binary', contentType: 'application/json', data: base64(text) }],
    ...signings.map((signing) => [`provenance-${signing.role}`, provenanceOf(signing, names)] as const),
  ]
  return {
    resourceType: 'Bundle',
    id: names.idOf('bundle'),
    identifier: { system: ours('digest'), value: digest },
    type: 'document',
    timestamp: signings.at(-1)?.at ?? report.drawnUpAt,
    entry: resources.map(([name, { resourceType, ...resource }]) => ({
      fullUrl: names.refTo(name).reference,
      resource: { resourceType, id: names.idOf(name), ...resource },
    })),
  }
}
