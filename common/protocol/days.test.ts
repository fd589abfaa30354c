import { expect, test } from 'vitest'
import { ageOn, chinaDay, maskedName, maskedNumber, monthsAfter } from './days.ts'

test('half past midnight in Beijing is already that day', () => {
  expect(chinaDay(new Date('2026-11-24T16:30:00.000Z'))).toBe('2026-11-25')
  expect(chinaDay(new Date('2026-11-24T15:59:59.999Z'))).toBe('2026-11-24')
})

test('an age counts full years and changes on the birthday', () => {
  expect(ageOn('1956-11-25', '2026-11-24')).toBe(69)
  expect(ageOn('1956-11-25', '2026-11-25')).toBe(70)
})

test('somebody born on 29 February is a year older on 1 March of a common year', () => {
  expect(ageOn('2004-02-29', '2022-02-28')).toBe(17)
  expect(ageOn('2004-02-29', '2022-03-01')).toBe(18)
  expect(ageOn('2004-02-29', '2024-02-29')).toBe(20)
})

test('six months after the last day of August is the last day of February', () => {
  expect(monthsAfter('2026-11-25', 6)).toBe('2027-05-25')
  expect(monthsAfter('2026-08-31', 6)).toBe('2027-02-28')
  expect(monthsAfter('2027-08-31', 6)).toBe('2028-02-29')
})

test('a masked number shows division and tail, a masked name its first character', () => {
  expect(maskedNumber('11010519491231002X')).toBe('110105********002X')
  expect(maskedName('𠮷野家')).toBe('𠮷**')
})
