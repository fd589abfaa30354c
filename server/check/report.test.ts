import { expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { type Finding, type LicenceClass, STATIONS, type Station } from '#protocol/station.ts'
import type { Actor } from './actors.ts'
import { recordedAfter } from './apply.ts'
import type { Check } from './check.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import { makeReport } from './report.ts'

// The whole way from opening a check to its report, at an instant.

const booth: Actor = { kind: 'booth', id: 'booth-1', name: '一号体检亭', site: { id: 's', name: '示范服务厅' } }
const doctor: Actor = { kind: 'doctor', id: 'doctor-1', name: '林知远' }
const digest = 'd'.repeat(64)
const SOUND: Record<Station, Finding> = {
  height: { station: 'height', cm: 172 },
  'acuity-right': { station: 'acuity-right', reached: 5, glasses: false },
  'acuity-left': { station: 'acuity-left', reached: 5, glasses: false },
  colour: { station: 'colour', colour: 'no-red-green-blindness' },
  hearing: { station: 'hearing', left: true, right: true, aid: false },
  'upper-limbs': { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
  'lower-limbs': { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
  trunk: { station: 'trunk', trunk: 'normal' },
}

/** Carries a command out; `check` null: it opens one. */
const carry = (check: Check | null, command: Command, actor: Actor, now: Date): Check => {
  const events = decide(check, command, actor, now)
  if (isRefusal(events)) throw new Error(events.refused)
  const { state } = recordedAfter(check, events, { id: 'check-1', at: now.toISOString(), actor, command: null })
  if (!state) throw new Error('nothing was opened')
  return state
}

const reportAt = (
  instant: string,
  { classes = ['C1'], birth = '1980-06-01' }: { classes?: LicenceClass[]; birth?: string } = {},
): Report => {
  const now = new Date(instant)
  const ids = { applicant: 'a', case: null, business: null, squad: null, cardPhoto: null, rules: '172-2025-01-01' }
  let check = carry(null, { kind: 'open', birth, classes, ...ids }, booth, now)
  check = carry(check, { kind: 'declare', has: false, diseases: [], signature: digest, consent: true }, booth, now)
  check = carry(check, { kind: 'photo', file: digest }, booth, now)
  check = carry(check, { kind: 'claim', version: check.version }, doctor, now)
  for (const station of STATIONS)
    check = carry(check, { kind: 'decide', version: check.version, finding: SOUND[station], reason: '现场所见' }, doctor, now)
  const personal = {
    document: 'resident-identity-card',
    name: '张三',
    sex: 'male',
    birth,
    number: '11010519491231002X',
    address: '示范路1号',
    nationality: '中国',
  } as const
  const report = makeReport(check, {
    personal: { ...personal, phone: null, file: null },
    doctor: { id: 'doctor-1', name: '林知远', signature: digest },
    institution: '示范医院',
    number: 'RF20261125-000001',
    code: 'ABCDEFGHJKLMNPQR',
    remark: null,
    now,
  })
  if (isRefusal(report)) throw new Error(report.refused)
  return report
}
const codes = (report: Report) => report.outcome.reasons.map(({ code }) => code)

test('a check at half past midnight in Beijing is of that day, and valid for six months from it', () => {
  expect(reportAt('2026-11-24T16:30:00.000Z')).toMatchObject({ examinedOn: '2026-11-25', validUntil: '2027-05-25' })
  expect(reportAt('2026-11-24T15:59:59.999Z')).toMatchObject({ examinedOn: '2026-11-24', validUntil: '2027-05-24' })
})

test('six months after a day that the month does not have is its last day, also over new year', () => {
  expect(reportAt('2026-08-31T04:00:00.000Z').validUntil).toBe('2027-02-28')
  expect(reportAt('2027-08-31T04:00:00.000Z').validUntil).toBe('2028-02-29')
  expect(reportAt('2026-12-31T16:30:00.000Z')).toMatchObject({ examinedOn: '2027-01-01', validUntil: '2027-07-01' })
})

test('whoever turns 70 is 70 from the first minute of that day in Beijing', () => {
  const birth = '1956-11-25'
  expect(codes(reportAt('2026-11-24T16:30:00.000Z', { birth }))).toEqual(['meets-all', 'ability-test'])
  expect(codes(reportAt('2026-11-24T15:59:00.000Z', { birth }))).toEqual(['meets-all'])
})

test('born on 29 February, a driver is a year older on 1 March, and in leap years on the day itself', () => {
  const born1956 = { birth: '1956-02-29' }
  expect(codes(reportAt('2026-02-28T04:00:00.000Z', born1956))).toEqual(['meets-all'])
  expect(codes(reportAt('2026-02-28T16:30:00.000Z', born1956))).toEqual(['meets-all', 'ability-test'])
  const bus = { classes: ['A1'], birth: '2004-02-29' } satisfies { classes: LicenceClass[]; birth: string }
  expect(codes(reportAt('2026-02-28T04:00:00.000Z', bus))).toEqual(['meets-all', 'age-below'])
  expect(codes(reportAt('2026-03-01T04:00:00.000Z', bus))).toEqual(['meets-all'])
  const coach = { classes: ['B1'], birth: '2008-02-29' } satisfies { classes: LicenceClass[]; birth: string }
  expect(codes(reportAt('2028-02-28T04:00:00.000Z', coach))).toEqual(['meets-all', 'age-below'])
  expect(codes(reportAt('2028-02-28T16:30:00.000Z', coach))).toEqual(['meets-all'])
})
