import { expect, test } from 'vitest'
import type { Rota } from '#protocol/rota.ts'
import { comesNext, hoursOn, isRota, NO_HOURS } from './rota.ts'

const MORNING = { from: '08:30', until: '12:00' }
const AFTERNOON = { from: '13:30', until: '17:00' }
const DAY = [MORNING, AFTERNOON]
/** Monday to Friday; the 26th, a Thursday, from ten o'clock alone, and the 27th not at all. */
const rota: Rota = {
  week: [DAY, DAY, DAY, DAY, DAY, [], []],
  exceptions: [
    { on: '2026-11-26', hours: [{ from: '10:00', until: '12:00' }] },
    { on: '2026-11-27', hours: [] },
  ],
}
/** A time in China, as an instant. */
const china = (day: string, time: string) => new Date(`${day}T${time}:00.000+08:00`)
const next = (day: string, time: string, ...others: Rota[]) => comesNext([rota, ...others], china(day, time))

test('a day has the hours of its weekday, unless others were written for it', () => {
  // 25 November 2026 is a Wednesday.
  expect(hoursOn(rota, '2026-11-25')).toEqual(DAY)
  expect(hoursOn(rota, '2026-11-26')).toEqual([{ from: '10:00', until: '12:00' }])
  expect(hoursOn(rota, '2026-11-27')).toEqual([])
  expect(hoursOn(rota, '2026-11-28')).toEqual([])
})

test('the next doctor comes when the next hours begin: today, tomorrow, or behind a day off and the weekend', () => {
  expect(next('2026-11-25', '12:40')).toEqual(china('2026-11-25', '13:30'))
  expect(next('2026-11-25', '17:00')).toEqual(china('2026-11-26', '10:00'))
  expect(next('2026-11-26', '12:00')).toEqual(china('2026-11-30', '08:30'))
})

test('just before midnight in China the next morning is today’s in London', () => {
  expect(next('2026-11-29', '23:59')).toEqual(new Date('2026-11-30T00:30:00.000Z'))
})

test('of several doctors the first to begin counts', () => {
  const early: Rota = { ...NO_HOURS, exceptions: [{ on: '2026-11-25', hours: [{ from: '12:45', until: '13:00' }] }] }
  expect(next('2026-11-25', '12:40', early)).toEqual(china('2026-11-25', '12:45'))
})

test('while somebody should be here, and where nobody has hours within two weeks, no time is told', () => {
  expect(next('2026-11-25', '08:30')).toBeNull()
  expect(next('2026-11-25', '11:59')).toBeNull()
  expect(comesNext([NO_HOURS], china('2026-11-25', '08:00'))).toBeNull()
  expect(comesNext([], china('2026-11-25', '08:00'))).toBeNull()
})

test('hours that overlap, end before they begin, or tell of a day twice or of none are no rota', () => {
  const monday = (...hours: Rota['week'][number]) => isRota({ ...NO_HOURS, week: [hours, [], [], [], [], [], []] })
  expect(monday(...DAY)).toBe(true)
  expect(monday({ from: '08:30', until: '13:30' }, AFTERNOON)).toBe(true)
  expect(monday({ from: '08:30', until: '13:31' }, AFTERNOON)).toBe(false)
  expect(monday(AFTERNOON, MORNING)).toBe(false)
  expect(monday({ from: '12:00', until: '12:00' })).toBe(false)
  const off = (...days: string[]) => isRota({ ...NO_HOURS, exceptions: days.map((on) => ({ on, hours: [] })) })
  expect(off('2026-12-25', '2026-12-26')).toBe(true)
  expect(off('2026-12-25', '2026-12-25')).toBe(false)
  expect(off('2026-02-30')).toBe(false)
})
