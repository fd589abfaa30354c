import { expect, test } from 'vitest'
import type { Finding, LicenceClass } from '#protocol/station.ts'
import { acuityLimits, heightLimitsMm, parseClasses, printClasses } from './classes.ts'
import { evaluate } from './evaluate.ts'
import { rulesOf, rulesOn } from './rules.ts'

const rules = rulesOf('172-2025-01-01')

type Body = {
  cm?: number
  left?: number | null
  right?: number | null
  glasses?: boolean
  colour?: 'no-red-green-blindness' | 'red-green-blind'
  ears?: [boolean, boolean]
  aid?: boolean
  upper?: 'normal' | 'relaxed' | 'abnormal'
  lower?: 'normal' | 'left-leg' | 'abnormal'
  trunk?: 'normal' | 'disorder'
}
const findings = (body: Body): Finding[] => [
  { station: 'height', cm: body.cm ?? 170 },
  { station: 'acuity-right', reached: body.right === undefined ? 5.0 : body.right, glasses: body.glasses ?? false },
  { station: 'acuity-left', reached: body.left === undefined ? 5.0 : body.left, glasses: body.glasses ?? false },
  { station: 'colour', colour: body.colour ?? 'no-red-green-blindness' },
  { station: 'hearing', left: body.ears?.[0] ?? true, right: body.ears?.[1] ?? true, aid: body.aid ?? false },
  { station: 'upper-limbs', upper: body.upper ?? 'normal', left: '', right: '' },
  { station: 'lower-limbs', lower: body.lower ?? 'normal', left: '', right: '' },
  { station: 'trunk', trunk: body.trunk ?? 'normal' },
]
const judge = (classes: LicenceClass[], body: Body, birth = '1980-06-01') =>
  evaluate(rules, { classes, birth, on: '2026-11-25', declaredDisease: false, findings: findings(body) })

// Limits from article 14 of the order: height 155 cm for A1 A2 A3 B2 N, 150 for B1, none otherwise; acuity 5.0 for A B N P, else 4.9.
test.each([
  ['A1', 154, 'lower-classes'],
  ['A1', 155, 'fit'],
  ['A1', 156, 'fit'],
  ['B2', 154, 'lower-classes'],
  ['B2', 155, 'fit'],
  ['B1', 149, 'lower-classes'],
  ['B1', 150, 'fit'],
  ['C1', 120, 'fit'],
  ['C2', 120, 'fit'],
  ['P', 140, 'fit'],
] as const)('%s at %i cm is %s', (one, cm, kind) => {
  expect(judge([one], { cm }).kind).toBe(kind)
})

test.each([
  ['A1', 4.9, 'lower-classes'],
  ['A1', 5.0, 'fit'],
  ['A1', 5.1, 'fit'],
  ['B2', 4.9, 'lower-classes'],
  ['B2', 5.0, 'fit'],
  ['C1', 4.8, 'unfit'],
  ['C1', 4.9, 'fit'],
  ['C1', 5.0, 'fit'],
  ['C2', 4.8, 'unfit'],
  ['C2', 4.9, 'fit'],
] as const)('%s with %f in both eyes is %s', (one, level, kind) => {
  expect(judge([one], { left: level, right: level }).kind).toBe(kind)
})

test('an A1 driver with 4.9 keeps the car classes and is told the limit that was missed', () => {
  const outcome = judge(['A1'], { left: 4.9, right: 5.0 })
  expect(outcome.kind).toBe('lower-classes')
  expect(outcome.classes).toEqual(['C1', 'C2', 'C3', 'C4', 'M'])
  expect(outcome.reasons).toEqual([{ code: 'acuity-below', station: 'acuity-left', classes: ['A1'], found: 4.9, asked: 5 }])
})

test('one weak eye of a car driver goes to a doctor who can measure the field, and is not barred', () => {
  const outcome = judge(['C1'], { left: null, right: 5.0 })
  expect(outcome.kind).toBe('refer')
  expect(outcome.reasons[0]).toMatchObject({ code: 'one-eye-field-unknown', station: 'acuity-left', asked: 150 })
})

test('glasses and a hearing aid become notes on a car licence', () => {
  const outcome = judge(['C1'], { glasses: true, aid: true })
  expect(outcome.kind).toBe('fit-with-conditions')
  expect(outcome.conditions).toEqual(['glasses-left', 'glasses-right', 'hearing-aid'])
})

test('a hearing aid leaves a B2 driver the car classes only', () => {
  const outcome = judge(['B2'], { aid: true })
  expect(outcome.kind).toBe('lower-classes')
  expect(outcome.classes).toEqual(['C1', 'C2'])
})

test.each(['A1', 'B2', 'C1', 'C2'] as const)('%s is barred by red-green blindness, with the reason', (one) => {
  const outcome = judge([one], { colour: 'red-green-blind' })
  expect(outcome.kind).toBe('unfit')
  expect(outcome.reasons.map(({ code }) => code)).toContain('colour-blind')
})

test('the relaxed rule for hands holds for C1 and C2, and leaves a B2 driver those', () => {
  expect(judge(['C1'], { upper: 'relaxed' }).kind).toBe('fit')
  expect(judge(['C2'], { upper: 'relaxed' }).kind).toBe('fit')
  expect(judge(['B2'], { upper: 'relaxed' })).toMatchObject({ kind: 'lower-classes', classes: ['C1', 'C2', 'C3', 'C4'] })
})

test('a missing left leg leaves C2, with its note', () => {
  expect(judge(['C2'], { lower: 'left-leg' })).toMatchObject({ kind: 'fit-with-conditions', conditions: ['left-leg'] })
  expect(judge(['C1'], { lower: 'left-leg' })).toMatchObject({ kind: 'lower-classes', classes: ['C2'] })
})

test('an ear that does not hear is named', () => {
  expect(judge(['C1'], { ears: [true, false] }).reasons[0]).toMatchObject({ code: 'hearing-not-heard', found: 'right' })
})

test('C5 is for a named institution, never for a booth', () => {
  expect(judge(['C5'], {})).toMatchObject({ kind: 'refer', reasons: [{ code: 'special-institution' }] })
})

test('a declared disease stands before all measurements', () => {
  const outcome = evaluate(rules, { classes: ['C1'], birth: '1980-06-01', on: '2026-11-25', declaredDisease: true, findings: findings({}) })
  expect(outcome).toMatchObject({ kind: 'unfit', reasons: [{ code: 'declared-disease' }] })
})

test('stations without a finding make an outcome that says which', () => {
  const outcome = evaluate(rules, {
    classes: ['C1'],
    birth: '1980-06-01',
    on: '2026-11-25',
    declaredDisease: false,
    findings: findings({}).slice(0, 5),
  })
  expect(outcome.kind).toBe('not-measured')
  expect(outcome.reasons.map(({ station }) => station)).toEqual(['upper-limbs', 'lower-limbs', 'trunk'])
})

test('a station referred by the doctor makes the outcome a referral with the doctor’s words', () => {
  const some = findings({}).map(
    (one): Finding => (one.station === 'colour' ? { station: 'colour', refer: 'hospital', words: '红绿难辨' } : one),
  )
  const outcome = evaluate(rules, { classes: ['C1'], birth: '1980-06-01', on: '2026-11-25', declaredDisease: false, findings: some })
  expect(outcome).toMatchObject({ kind: 'refer', reasons: [{ code: 'referred', station: 'colour', found: '红绿难辨' }] })
})

test('ages are told and do not decide', () => {
  expect(judge(['A1'], {}, '1960-01-01')).toMatchObject({
    kind: 'fit',
    reasons: [{ code: 'meets-all' }, { code: 'age-above', found: 66, asked: 63 }],
  })
  expect(judge(['C1'], {}, '1956-11-25').reasons.map(({ code }) => code)).toEqual(['meets-all', 'ability-test'])
  expect(judge(['C1'], {}, '1956-11-26').reasons.map(({ code }) => code)).toEqual(['meets-all'])
})

test('class strings are split and printed as licences print them', () => {
  expect(parseClasses('A1A2E')).toEqual(['A1', 'A2', 'E'])
  expect(parseClasses('C1D')).toEqual(['C1', 'D'])
  expect(parseClasses('b2e')).toEqual(['B2', 'E'])
  expect(parseClasses('C9')).toBeNull()
  expect(parseClasses('')).toBeNull()
  expect(printClasses(['E', 'A1', 'A2'])).toBe('A1A2E')
})

test('limits to measure at come from the licence and all that it covers, strictest first', () => {
  expect(acuityLimits(rules, ['C1'])).toEqual([4.9])
  expect(acuityLimits(rules, ['A1'])).toEqual([5, 4.9])
  expect(heightLimitsMm(rules, ['A1'])).toEqual([1550, 1500])
  expect(heightLimitsMm(rules, ['C1'])).toEqual([])
})

test('the rules of a day are those in force then', () => {
  expect(rulesOn('2026-11-25').version).toBe('172-2025-01-01')
})
