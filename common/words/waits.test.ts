import { expect, test } from 'vitest'
import { waitWords } from './waits.ts'

// 12:40 of 25 November 2026 in China.
const NOW = new Date('2026-11-25T04:40:00.000Z')
const said = (wait: Parameters<typeof waitWords>[1]) => waitWords('en', wait, 'joining', NOW)

test('a wait is told in minutes up to an hour and in hours beyond', () => {
  expect(said({ minutes: 25 })).toBe('Whoever comes now waits about 25 minutes')
  expect(said({ minutes: 60 })).toBe('Whoever comes now waits about 60 minutes')
  expect(said({ minutes: 90 })).toBe('Whoever comes now waits about 1.5 hours')
})

test('without a doctor the next one is told: by the time where that is today in China, else with the day', () => {
  const comes = (next: string) => waitWords('zh', { untold: 'no-doctor', next }, 'joining', NOW)
  expect(comes('2026-11-25T05:30:00.000Z')).toBe('现在没有医生，下一位医生 13:30 开始接诊')
  expect(comes('2026-11-26T00:30:00.000Z')).toBe('现在没有医生，下一位医生 2026-11-26 08:30 开始接诊')
  expect(said({ untold: 'no-doctor' })).toBe('No doctor is here now')
})
