import { expect, test } from 'vitest'
import { FIELDS, mnOfKg, readNumber } from './fields.ts'

test.each([
  ['2100', FIELDS.tapeMm, { value: 2100 }],
  [' 2100,5 ', FIELDS.tapeMm, { value: 2100.5 }],
  ['499.9', FIELDS.tapeMm, { wrong: 'too-small' }],
  ['500', FIELDS.tapeMm, { value: 500 }],
  ['4500.1', FIELDS.tapeMm, { wrong: 'too-large' }],
  ['-5', FIELDS.tapeMm, { wrong: 'too-small' }],
  ['1.2.3', FIELDS.tapeMm, { wrong: 'no-number' }],
  ['two', FIELDS.tapeMm, { wrong: 'no-number' }],
  ['1e3', FIELDS.tapeMm, { wrong: 'no-number' }],
  ['', FIELDS.tapeMm, { wrong: 'missing' }],
  ['', FIELDS.luminance, { value: null }],
  ['1.5', FIELDS.mirrors, { wrong: 'not-whole' }],
  ['2.0', FIELDS.mirrors, { value: 2 }],
  ['9.5', FIELDS.mirrors, { wrong: 'too-large' }],
  ['0', FIELDS.mirrors, { value: 0 }],
])('a number typed as "%s" is taken, or it is said why not', (typed, field, read) => {
  expect(readNumber(typed, field)).toEqual(read)
})

test('a kilogram weighs 9806.65 mN', () => {
  expect(mnOfKg(20)).toBeCloseTo(196_133, 6)
})
