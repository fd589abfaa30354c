import { expect, test } from 'vitest'
import type { Score, Setup } from '#protocol/measurement.ts'
import type { AcuitySetup } from '#protocol/procedures/acuity.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { type Finding, type LicenceClass, STATIONS } from '#protocol/station.ts'
import type { Actor } from './actors.ts'
import { recordedAfter } from './apply.ts'
import { eyeLimits, hasPractised, untestedBetterEye } from './better-eye.ts'
import type { Check } from './check.ts'
import type { Command } from './commands.ts'
import { untriedCorrection } from './correction.ts'
import { decide } from './decide.ts'
import { missingStations } from './deciding/findings.ts'
import { foreseen } from './foreseen.ts'
import { outcomeOf } from './report.ts'

// What a driver is still to be asked before anything is concluded: 5.0 of the better eye (article 14(2)2), glasses, a hearing aid; and
// what is known before anything is asked.

const NOW = new Date('2026-11-29T02:00:00.000Z')
const booth: Actor = { kind: 'booth', id: 'booth-1', name: '一号体检亭', site: { id: 's', name: '示范服务厅' } }
const doctor: Actor = { kind: 'doctor', id: 'doctor-1', name: '林知远' }
const digest = 'd'.repeat(64)

const carry = (check: Check | null, command: Command, actor: Actor): Check => {
  const events = decide(check, command, actor, NOW)
  if (isRefusal(events)) throw new Error(events.refused)
  const { state } = recordedAfter(check, events, { id: 'check-1', at: NOW.toISOString(), actor, command: null })
  if (!state) throw new Error('nothing was opened')
  return state
}
const queued = (classes: LicenceClass[]): Check => {
  const facts = { applicant: 'a', birth: '1980-06-01', case: null, business: 'G', squad: null, cardPhoto: null, rules: '172-2025-01-01-2' }
  const open = carry(null, { kind: 'open', classes, ...facts }, booth)
  const declared = carry(open, { kind: 'declare', has: false, diseases: [], signature: digest, consent: true }, booth)
  return carry(declared, { kind: 'photo', file: digest }, booth)
}

type Eye = 'acuity-left' | 'acuity-right'
const started = (check: Check, station: Eye, glasses = false): Check => {
  const eye = station === 'acuity-left' ? 'left' : 'right'
  const setup: AcuitySetup = {
    procedure: 'acuity',
    method: 'limits',
    eye,
    limits: eyeLimits(check, station),
    glasses,
    screen: { pitchMm: 0.2, pathMm: 5000, mirrors: 0 },
  }
  const id = `attempt-${station}-${check.stations[station].attempts.length}`
  return carry(check, { kind: 'start', version: null, attempt: { id, station, seed: '0'.repeat(32), setup, calibrations: [] } }, booth)
}
type Walks = Extract<Score, { procedure: 'acuity' }>['walks']
/** The booth measures an eye that reads `level` and no finer, at the limits that it is asked for. */
const measured = (before: Check, station: Eye, level: number, glasses = false, walks: Walks = []): Check => {
  const check = started(before, station, glasses)
  const attempt = check.stations[station].attempts.at(-1)?.attempt
  if (attempt?.setup.procedure !== 'acuity') throw new Error('not an eye')
  const { limits, eye } = attempt.setup
  const reached = limits.find((limit) => limit <= level) ?? null
  const score: Score = {
    procedure: 'acuity',
    method: 'limits',
    eye,
    glasses,
    practised: true,
    region: level,
    reached,
    borderline: false,
    walks,
    threshold: null,
    lines: [],
  }
  return carry(check, { kind: 'read', attempt: attempt.id, reading: `reading-${attempt.id}`, digest, score }, booth)
}
const rest: Finding[] = [
  { station: 'height', cm: 170 },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
  { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
  { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
  { station: 'trunk', trunk: 'normal' },
]
const concludedBy = (before: Check): Check => {
  let check = carry(before, { kind: 'claim', version: before.version }, doctor)
  for (const finding of rest) check = carry(check, { kind: 'decide', version: check.version, finding, reason: '现场所见' }, doctor)
  return check
}

test('C1 with 4.5 in the first eye: the second is asked for 5.0 at once', () => {
  const check = measured(queued(['C1']), 'acuity-right', 4.5)
  expect(eyeLimits(check, 'acuity-left')).toEqual([5.0, 4.9])
  const good = concludedBy(measured(check, 'acuity-left', 5.1))
  expect([missingStations(good), outcomeOf(good, NOW).kind]).toEqual([[], 'refer'])
  const weak = concludedBy(measured(check, 'acuity-left', 4.9))
  expect([missingStations(weak), outcomeOf(weak, NOW).kind]).toEqual([[], 'unfit'])
})

test('C1 with 4.9 in the first eye and 4.5 in the second: the first is asked again, for 5.0, before anything is concluded', () => {
  const check = measured(measured(queued(['C1']), 'acuity-right', 4.9), 'acuity-left', 4.5)
  expect(untestedBetterEye(check)).toBe('acuity-right')
  expect(missingStations(check)).toContain('acuity-right')
  expect(eyeLimits(check, 'acuity-right')).toEqual([5.0, 4.9])
  // The driver may do it alone: it is no second try at the same question.
  const again = measured(check, 'acuity-right', 5.0)
  expect(untestedBetterEye(again)).toBeNull()
  expect(outcomeOf(concludedBy(again), NOW).kind).toBe('refer')
  const weaker = measured(check, 'acuity-right', 4.9)
  expect(untestedBetterEye(weaker)).toBeNull()
  expect(outcomeOf(concludedBy(weaker), NOW).kind).toBe('unfit')
})

test('a driver has practised when an eye was tested and the large optotypes were read', () => {
  expect(hasPractised(queued(['C1']))).toBe(false)
  expect(hasPractised(started(queued(['C1']), 'acuity-right'))).toBe(false)
  expect(hasPractised(measured(queued(['C1']), 'acuity-right', 4.5))).toBe(true)
})

test('who reaches the limit with both eyes is not asked for more', () => {
  const check = measured(measured(queued(['C1']), 'acuity-right', 4.9), 'acuity-left', 4.9)
  expect(untestedBetterEye(check)).toBeNull()
  expect(outcomeOf(concludedBy(check), NOW).kind).toBe('fit')
})

test('two weak eyes leave no better one, and D no hope in it', () => {
  const both = measured(measured(queued(['C1']), 'acuity-right', 4.5), 'acuity-left', 4.5)
  expect(untestedBetterEye(both)).toBeNull()
  const motorcycle = measured(measured(queued(['D']), 'acuity-right', 4.9), 'acuity-left', 4.5)
  expect(untestedBetterEye(motorcycle)).toBeNull()
  expect(eyeLimits(motorcycle, 'acuity-right')).toEqual([4.9])
})

test('A1 is asked for 5.0 in any case: the better eye that failed there is not asked again', () => {
  const check = measured(measured(queued(['A1']), 'acuity-right', 4.9), 'acuity-left', 4.5)
  expect(untestedBetterEye(check)).toBeNull()
  expect(outcomeOf(concludedBy(check), NOW)).toMatchObject({ kind: 'unfit' })
})

test('a doctor’s decision on the better eye stands: nobody is sent back to the screen by a rule', () => {
  let check = measured(measured(queued(['C1']), 'acuity-right', 4.9), 'acuity-left', 4.5)
  check = carry(check, { kind: 'claim', version: check.version }, doctor)
  const finding: Finding = { station: 'acuity-right', reached: 5.0, glasses: false }
  check = carry(check, { kind: 'decide', version: check.version, finding, reason: '视力表复查' }, doctor)
  expect(untestedBetterEye(check)).toBeNull()
  expect(STATIONS.filter((station) => missingStations(check).includes(station))).not.toContain('acuity-right')
})

test('an eye that fell short without glasses is offered them once, and with them it is no repeat', () => {
  const weak = measured(queued(['C1']), 'acuity-right', 4.5)
  expect(untriedCorrection(weak, 'acuity-right')).toBe('glasses')
  // The same again is a repeat: a doctor's to give.
  expect(() => started(weak, 'acuity-right', false)).toThrow('doctor-needed')
  const corrected = measured(weak, 'acuity-right', 5.0, true)
  expect(corrected.stations['acuity-right'].measured?.finding).toMatchObject({ reached: 4.9, glasses: true })
  expect(untriedCorrection(corrected, 'acuity-right')).toBeNull()
  expect(() => started(corrected, 'acuity-right', true)).toThrow('doctor-needed')
})

test('an eye that tired came to no finding, and is offered glasses like one that fell short', () => {
  const walk = { score: -48, trials: 30, outcome: 'not-reached' as const, borderline: false }
  const fell = (...reached: Walks) => [{ limit: 5, ...walk, fell: true as const }, ...reached]
  const tired = measured(queued(['C1']), 'acuity-right', 4.5, false, fell({ limit: 5, ...walk }))
  expect(tired.stations['acuity-right'].measured?.finding).toBeNull()
  expect(untriedCorrection(tired, 'acuity-right')).toBe('glasses')
  expect(started(tired, 'acuity-right', true).stations['acuity-right'].attempts).toHaveLength(2)
  expect(untriedCorrection(measured(queued(['C1']), 'acuity-right', 4.5, true, fell()), 'acuity-right')).toBeNull()
})

test('nothing is offered to who reached the limit, who wore them, or on whom a doctor has decided', () => {
  expect(untriedCorrection(measured(queued(['C1']), 'acuity-right', 4.9), 'acuity-right')).toBeNull()
  expect(untriedCorrection(measured(queued(['C1']), 'acuity-right', 4.5, true), 'acuity-right')).toBeNull()
  // A1 asks for 5.0: 4.9 falls short there.
  expect(untriedCorrection(measured(queued(['A1']), 'acuity-right', 4.9), 'acuity-right')).toBe('glasses')
  let check = measured(queued(['C1']), 'acuity-right', 4.5)
  check = carry(check, { kind: 'claim', version: check.version }, doctor)
  const finding: Finding = { station: 'acuity-right', reached: 5.0, glasses: true }
  expect(
    untriedCorrection(carry(check, { kind: 'decide', version: check.version, finding, reason: '复查' }, doctor), 'acuity-right'),
  ).toBeNull()
})

type Heard = Extract<Score, { procedure: 'hearing' }>['outcome']
const heard = (classes: LicenceClass[], aid: boolean, before = queued(classes), outcome: Heard = 'referred'): Check => {
  const setup: Setup = { procedure: 'hearing', aid, levelDb: 40, roveDb: 12, noise: { limitDb: 45, microphoneDb: null } }
  const id = `attempt-hearing-${before.stations.hearing.attempts.length}`
  const check = carry(
    before,
    { kind: 'start', version: null, attempt: { id, station: 'hearing', seed: '0'.repeat(32), setup, calibrations: [] } },
    booth,
  )
  const pairs = { leftRight: -9, leftSilent: 0, rightSilent: 0 }
  const score: Score = { procedure: 'hearing', aid, trials: 20, pairs, ambientDb: null, outcome }
  return carry(check, { kind: 'read', attempt: id, reading: `reading-${id}`, digest, score }, booth)
}

test('a hearing test that was referred without an aid is offered one where the class allows it', () => {
  const car = heard(['C1'], false)
  expect(untriedCorrection(car, 'hearing')).toBe('aid')
  expect(untriedCorrection(heard(['C1'], true, car), 'hearing')).toBeNull()
  expect(untriedCorrection(heard(['A1'], false), 'hearing')).toBeNull()
  // A booth that was too noisy says nothing of the ears.
  expect(untriedCorrection(heard(['C1'], false, queued(['C1']), 'too-noisy'), 'hearing')).toBeNull()
})

test('what can’t lead to any class is foreseen before anything is measured: a declared disease, and ages that end every class', () => {
  const with_ = (classes: LicenceClass[], birth: string, has = false, business = 'G'): Check => ({
    ...queued(classes),
    birth,
    business,
    declaration: { has, diseases: has ? [2] : [], at: NOW.toISOString(), signature: digest },
  })
  const said = (check: Check) => foreseen(check, NOW).map(({ code }) => code)
  expect(said(with_(['C1'], '1980-06-01', true))).toEqual(['declared-disease'])
  expect(said(with_(['D'], '1955-11-01'))).toEqual(['age-to-moped'])
  expect(said(with_(['D'], '1955-11-01', false, 'B'))).toEqual(['age-above'])
  expect(said(with_(['A1', 'C1'], '1955-11-01'))).toEqual([])
  expect(said(with_(['C1'], '1940-11-01'))).toEqual([])
})
