import { expect, test } from 'vitest'
import { isOverdue } from './overdue.ts'

const until = '2026-11-25T02:10:00.000Z'
test('what is open is overdue from the instant after it was due, and what has ended never', () => {
  expect(isOverdue({ until, ended: null }, new Date('2026-11-25T02:10:00.000Z'))).toBe(false)
  expect(isOverdue({ until, ended: null }, new Date('2026-11-25T02:10:00.001Z'))).toBe(true)
  expect(isOverdue({ until, ended: '2026-11-25T03:00:00.000Z' }, new Date('2026-11-26T00:00:00.000Z'))).toBe(false)
})
