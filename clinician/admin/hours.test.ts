import { expect, test } from 'vitest'
import { exceptionsIn, exceptionsText, hoursIn, hoursText } from './hours.ts'

const DAY = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '17:00' },
]

test('hours are read as they are written, with whatever people put between them', () => {
  for (const line of ['08:30-12:00 13:30-17:00', '08:30 - 12:00, 13:30–17:00', '08:30至12:00；13:30到17:00', ' 08:30-12:00、13:30~17:00 '])
    expect(hoursIn(line), line).toEqual(DAY)
  expect(hoursIn('')).toEqual([])
  expect(hoursIn(hoursText(DAY))).toEqual(DAY)
})

test('what can’t be read is named as it stands there', () => {
  expect(hoursIn('08:30-12:00 afternoon')).toEqual({ unread: 'afternoon' })
  expect(hoursIn('8:30-12')).toEqual({ unread: '8:30-12' })
  expect(exceptionsIn('2026-12-24 08:30-12:00\nChristmas')).toEqual({ unread: 'Christmas' })
  expect(exceptionsIn('2026-12-24 half')).toEqual({ unread: 'half' })
})

test('days of their own are read line by line, in any order, and written in theirs', () => {
  const exceptions = exceptionsIn('2026-12-25\n\n2026-12-24 08:30-12:00\n')
  if ('unread' in exceptions) throw new Error(exceptions.unread)
  expect(exceptions).toEqual([
    { on: '2026-12-25', hours: [] },
    { on: '2026-12-24', hours: [{ from: '08:30', until: '12:00' }] },
  ])
  expect(exceptionsText({ week: [], exceptions })).toBe('2026-12-24 08:30-12:00\n2026-12-25')
})
