import { expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { DEVICES } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { STATIONS } from '#protocol/station.ts'
import { refusalWords } from './refusal.ts'

test('a photo that cannot be used is refused with what is wrong with it and what to do', () => {
  expect(refusalWords('zh', refuse('photo-unusable', { why: 'dark' }))).toBe('这张照片不能用：画面太暗。请面向光亮处，再拍一次。')
  expect(refusalWords('en', refuse('photo-unusable', { why: 'bright' }))).toBe(
    'This picture cannot be used: it is too bright. Turn away from the strong light and take another.',
  )
  for (const language of LANGUAGES)
    for (const why of ['unreadable', 'small', 'dark', 'bright', 'flat'])
      expect(refusalWords(language, refuse('photo-unusable', { why }))).not.toMatch(new RegExp(`[{}]|: ${why}$|：${why}$`))
})

test('stations and devices are called by their names, never by their codes', () => {
  expect(refusalWords('zh', refuse('missing', { stations: ['height', 'upper-limbs'] }))).toContain('身高、上肢')
  expect(refusalWords('en', refuse('missing', { stations: ['height', 'upper-limbs'] }))).toContain('Height, Arms and hands')
  for (const language of LANGUAGES) {
    for (const device of DEVICES) expect(refusalWords(language, refuse('device-missing', { device }))).not.toMatch(/[{}]|identity-card\b/)
    for (const station of STATIONS)
      expect(refusalWords(language, refuse('station-running', { station }))).not.toMatch(/[{}]|-limbs|acuity-/)
  }
})

test('height is a station where a station is meant, and a sensor where a device is', () => {
  expect(refusalWords('zh', refuse('station-running', { station: 'height' }))).toContain('“身高”')
  expect(refusalWords('zh', refuse('device-missing', { device: 'height', station: 'height' }))).toContain('身高测量仪')
})

test('the end of a calibration is told as day and time in China, and a place of force by its name', () => {
  const ended = refuse('calibration-expired', { device: 'force', until: '2026-11-25T16:05:00.000Z' })
  expect(refusalWords('zh', ended)).toBe('测力传感器的校准已在 2026-11-26 00:05 到期，不能再用它检测。请工作人员重新校准后再试。')
  expect(refusalWords('en', ended)).toContain('2026-11-26 00:05')
  expect(refusalWords('zh', refuse('load-not-felt', { cell: 'grip-left' }))).toContain('左握把')
})

test('a refusal of a newer server is still said, with its code', () => {
  const newer = JSON.parse('{ "refused": "too-new", "fields": {} }')
  for (const language of LANGUAGES) expect(refusalWords(language, newer)).toContain('too-new')
})
