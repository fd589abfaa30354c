import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { DEVICES } from '#protocol/device.ts'
import { REFUSALS, refuse, SAID_TO_DRIVERS } from '#protocol/refusal.ts'
import { STATIONS } from '#protocol/station.ts'
import { text } from './index.ts'
import { READERS } from './reader.ts'
import { heldWords, refusalWords } from './refusal.ts'

test('a photo that cannot be used is refused with what is wrong with it and what to do', () => {
  expect(refusalWords('zh', refuse('photo-unusable', { why: 'dark' }), 'driver')).toBe('这张照片不能用：画面太暗。请面向光亮处，再拍一次。')
  expect(refusalWords('en', refuse('photo-unusable', { why: 'bright' }), 'driver')).toBe(
    'This photo cannot be used: it is too bright. Turn away from the strong light and take another.',
  )
  for (const language of LANGUAGES)
    for (const why of ['unreadable', 'small', 'dark', 'bright', 'flat'])
      expect(refusalWords(language, refuse('photo-unusable', { why }), 'driver')).not.toMatch(new RegExp(`[{}]|: ${why}$|：${why}$`))
})

test('stations and devices are called by their names, never by their codes', () => {
  expect(refusalWords('zh', refuse('missing', { stations: ['height', 'upper-limbs'] }), 'driver')).toContain('身高、上肢')
  expect(refusalWords('en', refuse('missing', { stations: ['height', 'upper-limbs'] }), 'driver')).toContain('Height, Arms and hands')
  for (const language of LANGUAGES) {
    for (const device of DEVICES)
      expect(refusalWords(language, refuse('device-missing', { device }), 'driver')).not.toMatch(/[{}]|identity-card\b/)
    for (const station of STATIONS)
      expect(refusalWords(language, refuse('station-running', { station }), 'driver')).not.toMatch(/[{}]|-limbs|acuity-/)
  }
})

test('height is a station where a station is meant, and a sensor where a device is', () => {
  expect(refusalWords('zh', refuse('station-running', { station: 'height' }), 'driver')).toContain('“身高”')
  expect(refusalWords('zh', refuse('device-missing', { device: 'height', station: 'height' }), 'driver')).toContain('身高测量仪')
})

test('the end of a calibration is told as day and time in China, and a place of force by its name', () => {
  const ended = refuse('calibration-expired', { device: 'force', until: '2026-11-25T16:05:00.000Z' })
  expect(refusalWords('zh', ended, 'driver')).toBe('测力传感器的校准已在 2026-11-26 00:05 到期，不能再用它检测。请工作人员重新校准后再试。')
  expect(refusalWords('en', ended, 'driver')).toContain('2026-11-26 00:05')
  expect(refusalWords('zh', refuse('load-not-felt', { cell: 'grip-left' }), 'driver')).toContain('左握把')
})

test('a refusal of a newer server is still said, with its code', () => {
  const newer = JSON.parse('{ "refused": "too-new", "fields": {} }')
  for (const language of LANGUAGES) expect(refusalWords(language, newer, 'driver')).toContain('too-new')
})

/** What only a driver is told or asked: the card, the check, the business and the photo are the driver's. */
const TO_DRIVER = {
  zh: /您(的|在.*)?(检查|业务|证明|报告|身份证|申告|照片)|您.*做过检查|^请?(取走|放上|刷)|请(取走|重新放|面向|避开|先拍)|再拍一次|请招呼|换领新证后再来，/,
  en: /\byour (check|report|business|card|declaration|photo|case)\b|\byou (were|have been) checked|(?<!driver to )place it on|take (your card|the (picture|photo)|another)|call the staff/i,
}
const OTHERS = READERS.filter((reader) => reader !== 'driver')
/** With every field that a sentence may name. */
const fields = {
  why: 'dark',
  station: 'height',
  stations: ['height'],
  device: 'height',
  where: 'remark',
  reason: 'X',
  name: 'X',
  booth: 'X',
  hall: 'X',
  doctor: 'X',
  on: '2026-11-25',
  validTo: '2027-05-25',
  until: '2027-05-25',
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(OTHERS)('no refusal speaks to the %s as if to the driver', (reader) => {
    for (const code of REFUSALS) expect(refusalWords(language, refuse(code, fields), reader), code).not.toMatch(TO_DRIVER[language])
    expect(heldWords(language, { code: 'glyph-missing', detail: 'X' }, reader)).not.toMatch(TO_DRIVER[language])
  })

  test('what concerns the driver’s own card, check or photo names the driver to everybody else', () => {
    for (const code of SAID_TO_DRIVERS) {
      const spoken = refusalWords(language, refuse(code, fields), 'driver')
      for (const reader of OTHERS) {
        const told = refusalWords(language, refuse(code, fields), reader)
        expect(told, code).not.toBe(spoken)
        expect(told, code).toMatch(/驾驶人|driver/)
        expect(told, code).not.toMatch(/您|\b(you|your)\b/i)
      }
    }
  })

  test('and what is done about a photo is asked of the driver alone', () => {
    for (const why of Object.keys(text[language].terms.photoFaults)) {
      const asked = /请|Take another|Turn|Ask the staff|Stand|Make sure that/
      expect(refusalWords(language, refuse('photo-unusable', { why }), 'driver')).toMatch(asked)
      expect(refusalWords(language, refuse('photo-unusable', { why }), 'doctor')).not.toMatch(asked)
    }
  })
})
