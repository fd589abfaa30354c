import { Fhir } from 'fhir'
import { describe, expect, test } from 'vitest'
import { canonical, digestOf, sha256 } from '#protocol/canonical.ts'
import type { Report } from '#protocol/report.ts'
import { sampleReport, sampleSecond } from '../../test/sample-report.ts'
import { documentOf, type Signing } from './fhir.ts'

// The document as a validator of another make reads it, with the structures and value sets of FHIR R4.

const first: Signing = {
  doctor: { id: '00000000-0000-4000-8000-000000000002', name: '林知远' },
  role: 'doctor',
  signedBy: 'passkey',
  at: '2026-11-25T02:01:00.000Z',
  assertion: '{"id":"made-up"}',
  registered: null,
}
const second: Signing = {
  ...first,
  doctor: { id: '00000000-0000-4000-8000-000000000003', name: '王安' },
  role: 'second',
  signedBy: 'password',
  assertion: null,
  registered: sampleSecond.registered ?? null,
}

const made = async (report: Report, signings: readonly Signing[] = [first]) =>
  documentOf({
    report,
    text: canonical(report),
    digest: await digestOf(report),
    signings,
    verify: `https://roadfit.example/verify/${report.code}`,
  })

type Entry = { fullUrl: string; resource: { resourceType: string; id: string } & Record<string, unknown> }
const entriesOf = (document: object): Entry[] => JSON.parse(JSON.stringify(Reflect.get(document, 'entry')))
const named = (entries: readonly Entry[], kind: string) => entries.filter(({ resource }) => resource.resourceType === kind)

const varied = (change: Partial<Report>, applicant: Partial<Report['applicant']> = {}) => sampleReport(change, applicant)
/** What the registry had of those who issued it. */
const registered = {
  institution: { id: '00000000-0000-4000-8000-000000000005', version: 1, level: 'hospital', allowed: null, until: null },
  doctor: { id: '00000000-0000-4000-8000-000000000006', version: 1, licence: '110000000000009', until: null },
} as const
const REPORTS: Readonly<Record<string, Report>> = {
  'fit with conditions': varied({}),
  'that replaces another, with marks of XML in its remark': varied({ supersedes: 'RF20261120-000001', remark: '握力 <偏弱> & "复测"' }),
  'with a disease, of somebody without phone, file and address': varied(
    { declaration: { has: true, diseases: [2, 10], at: '2026-11-25T01:50:00.000Z', signature: 'b'.repeat(64) } },
    { phone: null, file: null, address: '', sex: 'unknown' },
  ),
  'of an institution in the registry': varied({ registered }),
  'without a finding': varied({ findings: [] }),
  'with an eye that reads nothing, one for the hospital, and limbs in words': varied({
    findings: [
      { station: 'acuity-left', reached: null, glasses: false },
      { station: 'acuity-right', refer: 'hospital', words: '须散瞳验光' },
      { station: 'upper-limbs', upper: 'relaxed', left: '左手三指健全', right: '' },
      { station: 'lower-limbs', lower: 'left-leg', left: '左小腿缺失', right: '正常' },
      { station: 'trunk', trunk: 'disorder' },
    ],
  }),
  'decided against a measurement': varied({
    evidence: [
      {
        station: 'hearing',
        source: 'doctor',
        reading: '00000000-0000-4000-8000-000000000077',
        digest: 'd'.repeat(64),
        reason: '音叉复查',
        basis: 'against',
        measured: { station: 'hearing', left: false, right: true, aid: false },
      },
    ],
  }),
}

const validator = new Fhir()
describe.each(Object.entries(REPORTS))('a report %s', (_, report) => {
  test('is a document that a validator of FHIR R4 takes, with nothing in it that R4 doesn’t know', async () => {
    const { valid, messages } = validator.validate(await made(report, [first, second]), { errorOnUnexpected: true })
    // Our own codes are in none of its value sets, where R4 asks for no certain ones.
    expect(messages.filter(({ severity }) => ['error', 'fatal'].includes(String(severity)))).toEqual([])
    expect(valid).toBe(true)
  })

  test('begins with its composition, and every resource that is named in it is there once', async () => {
    const document = await made(report, [first, second])
    const entries = entriesOf(document)
    expect(document).toMatchObject({ resourceType: 'Bundle', type: 'document', identifier: { value: await digestOf(report) } })
    expect(entries[0]?.resource.resourceType).toBe('Composition')
    const urls = entries.map(({ fullUrl }) => fullUrl)
    expect(new Set(urls).size).toBe(urls.length)
    expect(entries.map(({ resource }) => `urn:uuid:${resource.id}`)).toEqual(urls)
    const references = [...JSON.stringify(document).matchAll(/"reference":"([^"]+)"/g)].map(([, to]) => to)
    expect(references.filter((to) => !urls.includes(to ?? ''))).toEqual([])
    expect(named(entries, 'Observation')).toHaveLength(report.findings.length + 1)
  })
})

test('the signed value lies in it as it was signed, and the signature in its provenance', async () => {
  const report = sampleReport()
  const entries = entriesOf(await made(report, [first, second]))
  const text = Buffer.from(String(named(entries, 'Binary')[0]?.resource['data']), 'base64').toString('utf8')
  expect(await sha256(text)).toBe(await digestOf(report))
  const [own, other] = named(entries, 'Provenance').map(({ resource }) => JSON.stringify(resource['signature']))
  expect(own).toContain(Buffer.from(first.assertion ?? '').toString('base64'))
  expect(own).toContain('1.2.840.10065.1.12.1.1')
  expect(other).not.toContain('"data"')
  expect(other).toContain('"password"')
})

test('a doctor’s licence is told as the registry had it when they signed, and what kind of institution it was; of before the registry nothing', async () => {
  const entries = entriesOf(await made(sampleReport({ registered }), [first, second]))
  // HL7 table 0203: MD is a licence to practise medicine.
  const licence = (value: string) => ({ system: 'urn:roadfit:fhir:doctor-licence', value, type: { coding: [{ code: 'MD' }] } })
  expect(named(entries, 'Practitioner').map(({ resource }) => resource['identifier'])).toMatchObject([
    [{ value: sampleReport().doctor.id }, licence('110000000000009')],
    [{ value: second.doctor.id }, { ...licence('110000000000017'), period: { end: '2028-12-31' } }],
  ])
  expect(named(entries, 'Organization')[0]?.resource).toMatchObject({
    identifier: [{ system: 'urn:roadfit:fhir:institution', value: registered.institution.id }],
    type: [{ coding: [{ code: 'hospital' }] }],
  })
  const { registered: _, ...before } = sampleReport()
  expect(JSON.stringify(await made(before))).not.toMatch(/doctor-licence|fhir:institution/)
})

test('height is told by LOINC in centimetres, and acuity as at least what was read', async () => {
  const observations = named(entriesOf(await made(sampleReport())), 'Observation').map(({ resource }) => resource)
  expect(observations).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: expect.objectContaining({
          coding: expect.arrayContaining([expect.objectContaining({ system: 'http://loinc.org', code: '8302-2' })]),
        }),
        valueQuantity: { value: 172, unit: 'cm', system: 'http://unitsofmeasure.org', code: 'cm' },
      }),
      expect.objectContaining({
        valueQuantity: { value: 4.9, comparator: '>=', unit: 'GB/T 11533', system: 'urn:roadfit:fhir:unit', code: 'gbt-11533' },
      }),
    ]),
  )
})

test('the same report gives the same document', async () => {
  expect(JSON.stringify(await made(sampleReport()))).toBe(JSON.stringify(await made(sampleReport())))
})
