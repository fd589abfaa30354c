import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { sampleReport } from '../../test/sample-report.ts'
import { reportSchema, SCHEMA_ID } from './report-schema.ts'

// The schema as another validator than ours reads it.

const strict = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
const isReport = strict.compile({ ...reportSchema() })

test('another validator takes a report by the published schema, and knows it by its name', () => {
  isReport(sampleReport())
  expect(isReport.errors).toBe(null)
  expect(strict.getSchema(SCHEMA_ID)).toBeDefined()
})

test.each([
  ['a field that nobody declared', { more: 1 }],
  ['another form', { form: '2025-1' }],
  ['a number that is none', { number: 'RF1' }],
  ['a finding of no station', { findings: [{ station: 'weight', kg: 70 }] }],
  ['an acuity off the scale', { findings: [{ station: 'acuity-left', reached: 9, glasses: true }] }],
])('%s is refused by it', (_, change) => {
  expect(isReport({ ...sampleReport(), ...change })).toBe(false)
})

test('the schema in the documents is the one that is served', () => {
  const kept: unknown = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'))
  expect(kept, 'write it again: node scripts/run.mjs node scripts/report-schema.ts').toEqual(JSON.parse(JSON.stringify(reportSchema())))
})
