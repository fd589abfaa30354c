import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import type { StationView } from '#protocol/check.ts'
import { Finding, STATIONS, type Station } from '#protocol/station.ts'
import { stationView } from '../../test/made-up/check.ts'
import type { Fields } from '../form.ts'
import { findingFrom, needsReason } from './finding.ts'

const filled: Record<Station, [Fields, Finding]> = {
  height: [{ cm: '155' }, { station: 'height', cm: 155 }],
  'acuity-right': [
    { reached: '4.9', glasses: 'yes' },
    { station: 'acuity-right', reached: 4.9, glasses: true },
  ],
  'acuity-left': [{ reached: 'none' }, { station: 'acuity-left', reached: null, glasses: false }],
  colour: [{ colour: 'red-green-blind' }, { station: 'colour', colour: 'red-green-blind' }],
  hearing: [
    { left: 'yes', right: 'no', aid: 'yes' },
    { station: 'hearing', left: true, right: false, aid: true },
  ],
  'upper-limbs': [
    { upper: 'relaxed', left: ' 食指末节缺失 ', right: '' },
    { station: 'upper-limbs', upper: 'relaxed', left: '食指末节缺失', right: '合格' },
  ],
  'lower-limbs': [
    { lower: 'normal', left: '', right: '' },
    { station: 'lower-limbs', lower: 'normal', left: '合格', right: '合格' },
  ],
  trunk: [{ trunk: 'disorder' }, { station: 'trunk', trunk: 'disorder' }],
}

for (const station of STATIONS) {
  test(`the form of ${station} states a finding that fits the schema, and nothing while it is empty`, () => {
    const [fields, finding] = filled[station]
    const stated = findingFrom(station, { kind: 'found', ...fields }, '合格')
    expect(stated).toEqual(finding)
    expect(Value.Check(Finding, stated)).toBe(true)
    expect(findingFrom(station, { kind: 'found' }, '合格')).toBeNull()
  })

  test(`${station} can be referred, with words that say what for`, () => {
    const words = '请查明'
    expect(findingFrom(station, { kind: 'hospital', words }, '合格')).toEqual({ station, refer: 'hospital', words })
    expect(findingFrom(station, { kind: 'in-person', words: ' ' }, '合格')).toBeNull()
  })
}

test('hearing needs an answer for each ear', () => {
  expect(findingFrom('hearing', { kind: 'found', left: 'yes' }, '合格')).toBeNull()
})

test('limbs that are not normal need the missing part named', () => {
  expect(findingFrom('upper-limbs', { kind: 'found', upper: 'abnormal', left: '', right: ' ' }, '合格')).toBeNull()
})

test('a height that no person has is no finding', () => {
  expect(findingFrom('height', { kind: 'found', cm: '17' }, '合格')).toBeNull()
  expect(findingFrom('height', { kind: 'found', cm: '170.5' }, '合格')).toBeNull()
})

test('a reason is needed where the measurement said otherwise or nothing, not where it agrees, is referred, or a person decides anyway', () => {
  const cm = (value: number): Finding => ({ station: 'height', cm: value })
  const view = stationView('height', { state: 'measured', finding: cm(170), source: 'measured' })
  expect(needsReason(view, cm(170))).toBe(false)
  expect(needsReason(view, cm(171))).toBe(true)
  expect(needsReason({ ...view, finding: null, source: null }, cm(170))).toBe(true)
  expect(needsReason(view, { station: 'height', refer: 'in-person', words: '帽子' })).toBe(false)
  const decided: StationView = {
    ...view,
    finding: cm(171),
    source: 'doctor',
    decision: { doctor: '林医生', reason: '帽子', at: '2026-11-25T08:00:00.000Z', measured: cm(170) },
  }
  expect(needsReason(decided, cm(170))).toBe(false)
  expect(needsReason({ ...view, station: 'trunk', finding: null, source: null }, { station: 'trunk', trunk: 'normal' })).toBe(false)
})
