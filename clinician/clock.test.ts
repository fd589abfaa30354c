import { expect, test } from 'vitest'
import { agoOf } from './clock.ts'

const now = new Date('2026-11-25T02:00:00.000Z')

test.each([
  ['2026-11-22T01:59:00.000Z', '3 days ago', '3天前'],
  ['2026-11-24T03:00:00.000Z', '23 hours ago', '23小时前'],
  ['2026-11-25T01:59:00.000Z', '1 minute ago', '1分钟前'],
  // The server's clock may be a little ahead of this one.
  ['2026-11-25T02:00:30.000Z', '0 minutes ago', '0分钟前'],
])('%s was %s', (instant, en, zh) => {
  expect([agoOf(instant, now, 'en'), agoOf(instant, now, 'zh')]).toEqual([en, zh])
})
