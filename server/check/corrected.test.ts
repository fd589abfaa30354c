import { expect, test } from 'vitest'
import { canonical } from '#protocol/canonical.ts'
import { CORRECTABLE } from '#protocol/correction.ts'
import { Report } from '#protocol/report.ts'
import { sampleReport } from '../../test/sample-report.ts'
import { type Corrections, correctedFields, correctedReport } from './corrected.ts'

const before = sampleReport()
const now = new Date('2026-12-20T02:00:00.000Z')
const SIGNED = {
  doctor: { id: '00000000-0000-4000-8000-00000000abcd', name: '沈望舒', signature: 'a'.repeat(64) },
  institution: '示范市交通医院（演示）',
  number: 'RF20261220-000009',
  code: '2345678923456789',
  remark: '姓名写错',
  now,
}
const RIGHT: Corrections = { name: '欧阳娜', address: '示范省示范市新华路2号', phone: '13900000009', file: '990100000009' }

test('a correction may change the spelling of the name, the address, the telephone and the file number, and nothing else of anybody', () => {
  expect([...CORRECTABLE]).toEqual(['name', 'address', 'phone', 'file'])
  const after = correctedReport(before, RIGHT, SIGNED)
  expect(after.applicant).toEqual({ ...before.applicant, ...RIGHT })
  expect(after).toMatchObject({ supersedes: before.number, corrects: ['name', 'address', 'phone', 'file'] })
})

test('values, classes, conclusion, photo, declaration, the day of the examination and the end of validity stay as they were signed', () => {
  const after = correctedReport(before, RIGHT, SIGNED)
  // Of the whole value whatever isn't named here has to stay, fields that come later too.
  const OTHERWISE = [
    'applicant',
    'number',
    'code',
    'supersedes',
    'corrects',
    'remark',
    'doctor',
    'institution',
    'registered',
    'issued',
    'drawnUpAt',
  ]
  for (const field of Object.keys(Report.properties).filter((name) => !OTHERWISE.includes(name)))
    expect(canonical(Reflect.get(after, field)), field).toBe(canonical(Reflect.get(before, field)))
})

test('what is asked but is the same already is no correction', () => {
  const { name, phone } = before.applicant
  expect(correctedFields(before, { name, phone })).toEqual([])
  expect(correctedFields(before, { name, file: '990100000009' })).toEqual(['file'])
})
