import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FORK_LOUDEST_DB } from '#measure/hearing/weak.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Outcome } from '#protocol/report.ts'
import { CLASSES, type Finding, type LicenceClass } from '#protocol/station.ts'
import { acuityLimits, heightLimitsMm, parseClasses, printClasses, withCovered } from './classes.ts'
import { evaluate } from './evaluate.ts'
import type { Tested } from './objections.ts'
import { forkOf, type Rules, rulesOf, rulesOn, VERSIONS } from './rules.ts'

const rules = rulesOf('172-2025-01-01')
const again = rulesOf('172-2025-01-01-2')
const newest = rulesOf('172-2025-01-01-3')

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
type Who = { birth?: string; business?: string; tested?: Tested }
const judgeToday = (classes: LicenceClass[], body: Body, who: Who = {}) =>
  evaluate(newest, {
    classes,
    birth: '1980-06-01',
    business: 'G',
    on: '2026-11-29',
    declaredDisease: false,
    findings: findings(body),
    ...who,
  })
const judge = (classes: LicenceClass[], body: Body, birth = '1980-06-01') =>
  evaluate(rules, { classes, birth, on: '2026-11-25', declaredDisease: false, findings: findings(body) })

/** A class and all that it covers is out, or the class alone is. */
const metBy = (one: LicenceClass, body: Body) => judge([one], body).classes.includes(one)

// Article 14 of the order, read as: height 155 cm for A1 A2 A3 B2 N, 150 for B1, none otherwise; acuity 5.0 for A B N P, else 4.9;
// aid for C1 C2; relaxed hands for C1 to C4; the left leg for C2. C5 is for named institutions and stands in a test of its own.
const BY_ORDER: [LicenceClass, height: number | null, acuity: number, aid: boolean, relaxed: boolean, leftLeg: boolean][] = [
  ['A1', 155, 5.0, false, false, false],
  ['A2', 155, 5.0, false, false, false],
  ['A3', 155, 5.0, false, false, false],
  ['B1', 150, 5.0, false, false, false],
  ['B2', 155, 5.0, false, false, false],
  ['C1', null, 4.9, true, true, false],
  ['C2', null, 4.9, true, true, true],
  ['C3', null, 4.9, false, true, false],
  ['C4', null, 4.9, false, true, false],
  ['C6', null, 4.9, false, false, false],
  ['D', null, 4.9, false, false, false],
  ['E', null, 4.9, false, false, false],
  ['F', null, 4.9, false, false, false],
  ['M', null, 4.9, false, false, false],
  ['N', 155, 5.0, false, false, false],
  ['P', null, 5.0, false, false, false],
]
test.each(BY_ORDER)('%s: each line of the order on its limit, just under and just over', (one, height, acuity, aid, relaxed, leftLeg) => {
  if (height === null) expect([50, 120, 260].map((cm) => metBy(one, { cm }))).toEqual([true, true, true])
  else expect([height - 1, height, height + 1].map((cm) => metBy(one, { cm }))).toEqual([false, true, true])
  const tenths = Math.round(acuity * 10)
  const levels = [tenths - 1, tenths, tenths + 1].map((level) => level / 10)
  expect(levels.map((level) => metBy(one, { left: level, right: level }))).toEqual([false, true, true])
  expect(levels.map((level) => metBy(one, { left: level }))).toEqual([false, true, true])
  expect(levels.map((level) => metBy(one, { right: level }))).toEqual([false, true, true])
  expect(metBy(one, { aid: true })).toBe(aid)
  expect([metBy(one, { ears: [false, true] }), metBy(one, { ears: [true, false] })]).toEqual([false, false])
  expect((['normal', 'relaxed', 'abnormal'] as const).map((upper) => metBy(one, { upper }))).toEqual([true, relaxed, false])
  expect((['normal', 'left-leg', 'abnormal'] as const).map((lower) => metBy(one, { lower }))).toEqual([true, leftLeg, false])
  expect(metBy(one, { colour: 'red-green-blind' })).toBe(false)
  expect(metBy(one, { trunk: 'disorder' })).toBe(false)
})

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

test('a bus driver with one weak eye keeps the hope of the car classes: a doctor measures the field', () => {
  const outcome = judge(['A1'], { left: null, right: 5.0 })
  expect(outcome).toMatchObject({ kind: 'refer', classes: [] })
  expect(outcome.reasons).toEqual([
    { code: 'acuity-below', station: 'acuity-left', classes: ['A1'], found: null, asked: 5 },
    { code: 'one-eye-field-unknown', station: 'acuity-left', classes: ['C1', 'C2', 'C3', 'C4'], found: null, asked: 150 },
  ])
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

// ---------------------------------------------------------------- ages: articles 14(1) and 65 of the order, as Order 172 changed them

const agesSaid = (classes: LicenceClass[], birth: string, business = 'G') =>
  judgeToday(classes, {}, { birth, business }).reasons.flatMap(({ code, classes, asked }) =>
    code.startsWith('age-') ? [`${code} ${classes.join('')} ${asked}`] : [],
  )
const bornYearsAgo = (years: number, day = '11-29') => `${2026 - years}-${day}`

test.each([
  // From 63 no A1 A2 A3 B1 B2 M N P, exchanged for C1 or C2; who holds A2 may keep C6. To 66 with the test, asked for in the year before.
  ['A1', 61, []],
  ['A1', 62, ['age-may-ask A1 66']],
  ['A1', 63, ['age-to-car A1 63', 'age-may-drive-on A1 66']],
  ['A1', 65, ['age-to-car A1 63', 'age-may-drive-on A1 66']],
  ['A1', 66, ['age-to-car A1 63']],
  ['A2', 63, ['age-to-car-and-c6 A2 63', 'age-may-drive-on A2 66']],
  ['A2', 70, ['age-to-car A2 63']],
  ['A3', 63, ['age-to-car A3 63', 'age-may-drive-on A3 66']],
  ['B1', 63, ['age-to-car B1 63', 'age-may-drive-on B1 66']],
  ['B2', 63, ['age-to-car B2 63', 'age-may-drive-on B2 66']],
  ['M', 63, ['age-ends M 63', 'age-may-drive-on M 66']],
  ['N', 63, ['age-ends N 63', 'age-may-drive-on N 66']],
  ['P', 63, ['age-ends P 63', 'age-may-drive-on P 66']],
  // From 70 no C3 C4 C6 D E: D and E exchanged for F, C6 for C1 or C2.
  ['C3', 65, []],
  ['C3', 69, []],
  ['C3', 70, ['age-ends C3 70']],
  ['C4', 70, ['age-ends C4 70']],
  ['C6', 70, ['age-to-car C6 70']],
  ['D', 69, []],
  ['D', 70, ['age-to-moped D 70']],
  ['E', 70, ['age-to-moped E 70']],
  // C1 C2 C5 F have none.
  ['C1', 95, []],
  ['C2', 95, []],
  ['C5', 95, []],
  ['F', 95, []],
] as const)('who keeps %s and is %i hears what article 65 says of it', (one, years, said) => {
  expect(agesSaid([one], bornYearsAgo(years))).toEqual(said)
  // The day before the birthday the driver is a year younger.
  expect(agesSaid([one], bornYearsAgo(years, '11-30'))).toEqual(agesSaid([one], bornYearsAgo(years - 1)))
})

test.each([
  ['C1', 17, ['age-below C1 18']],
  ['C1', 90, []],
  ['C3', 63, []],
  ['C3', 64, ['age-above C3 63']],
  ['M', 64, ['age-above M 63']],
  ['D', 70, []],
  ['D', 71, ['age-above D 70']],
  ['C6', 19, ['age-below C6 20']],
  ['C6', 71, ['age-above C6 70']],
  ['A1', 21, ['age-below A1 22']],
  ['A1', 63, []],
  ['A1', 64, ['age-above A1 63']],
  ['N', 64, ['age-above N 63']],
] as const)('who applies for %s at %i hears the ages of article 14, both ends included', (one, years, said) => {
  for (const business of ['A', 'B', 'C', 'D']) expect(agesSaid([one], bornYearsAgo(years), business)).toEqual(said)
})

test('every business but A to D keeps a class, and so does one that nobody knows', () => {
  const born = bornYearsAgo(64)
  for (const business of ['E', 'F', 'G', 'H', 'L', 'P', 'R', 'Z']) expect(agesSaid(['B1'], born, business)[0]).toMatch(/^age-to-car/)
  expect(
    evaluate(newest, { classes: ['B1'], birth: born, on: '2026-11-29', declaredDisease: false, findings: findings({}) }).reasons.map(
      ({ code }) => code,
    ),
  ).toContain('age-to-car')
})

test('the ability test is asked of applicants of 70 for C1 C2 C5 F (14(2)9), and of every holder of 70 (73)', () => {
  const said = (classes: LicenceClass[], business: string, years = 70) =>
    judgeToday(classes, {}, { birth: bornYearsAgo(years), business }).reasons.flatMap(({ code, classes }) =>
      code.startsWith('ability-') ? [`${code} ${classes.join('')}`] : [],
    )
  expect(said(['C1', 'D'], 'A')).toEqual(['ability-test-applying C1'])
  expect(said(['D'], 'B')).toEqual([])
  expect(said(['C1', 'D'], 'G')).toEqual(['ability-test C1D'])
  expect(said(['A1'], 'G', 69)).toEqual([])
  expect(said(['F'], 'D')).toEqual(['ability-test-applying F'])
})

test('a check opened under the first version is told the ages as that version told them', () => {
  const before = evaluate(rules, {
    classes: ['C3'],
    birth: '1961-11-29',
    on: '2026-11-29',
    business: 'G',
    declaredDisease: false,
    findings: findings({}),
  })
  expect(before.reasons.map(({ code }) => code)).toEqual(['meets-all', 'age-above'])
})

// ---------------------------------------------------------------- open and barred side by side

const codesOf = (outcome: Outcome) => outcome.reasons.map(({ code, classes }) => `${code} ${classes.join('')}`)

test.each([
  ['C2', 'D'],
  ['C4', 'E'],
  ['C4', 'M'],
] as const)('%s%s with one weak eye: the first is open and referred, whatever bars the second', (open, shut) => {
  const both = judgeToday([open, shut], { left: null, right: 5.0 })
  expect(judgeToday([open], { left: null, right: 5.0 }).kind).toBe('refer')
  expect(both).toMatchObject({ kind: 'refer', classes: [], conditions: [] })
  expect(codesOf(both)).toEqual([`one-eye-field-unknown ${open}`, `acuity-below ${shut}`])
})

test('C5 is open whatever is barred beside it', () => {
  const outcome = judgeToday(['C5', 'D'], { left: 4.8, right: 4.8 })
  expect(outcome).toMatchObject({ kind: 'refer', classes: [] })
  expect(codesOf(outcome)).toEqual(['special-institution C5', 'acuity-below D', 'acuity-below D'])
})

test('open classes are said beside those that are kept', () => {
  const outcome = judgeToday(['C5', 'M', 'P'], { left: 5.0, right: 4.9 })
  expect(outcome).toMatchObject({ kind: 'refer', classes: ['M'] })
  expect(codesOf(outcome)).toEqual(['special-institution C5', 'acuity-below P'])
})

test('a bar that was found is named beside a referral, and decides where nothing is left open', () => {
  const hearing: Finding = { station: 'hearing', refer: 'hospital', words: '双耳待查' }
  const referredWith = (classes: LicenceClass[], body: Body) =>
    evaluate(newest, {
      classes,
      birth: '1980-06-01',
      business: 'G',
      on: '2026-11-29',
      declaredDisease: false,
      findings: findings(body).map((one) => (one.station === 'hearing' ? hearing : one)),
    })
  const tram = referredWith(['N'], { cm: 150 })
  expect(tram.kind).toBe('unfit')
  expect(codesOf(tram)).toEqual(['referred N', 'height-below N', 'give-up-licence N'])
  // The coach is barred, but the classes below it wait for the ears.
  const coach = referredWith(['A1'], { cm: 154 })
  expect(coach).toMatchObject({ kind: 'refer', classes: [] })
  expect(codesOf(coach)).toEqual(['referred A1B1C1C2C3C4M', 'height-below A1'])
  expect(codesOf(referredWith(['C1'], {}))).toEqual(['referred C1'])
})

test('a bar is named while stations are still missing', () => {
  const some = findings({ cm: 150 }).filter(({ station }) => station !== 'hearing')
  const outcome = evaluate(newest, { classes: ['N'], birth: '1980-06-01', on: '2026-11-29', declaredDisease: false, findings: some })
  expect(outcome.kind).toBe('not-measured')
  expect(codesOf(outcome)).toEqual(['not-measured N', 'height-below N'])
})

test('the better eye must have been able to reach 5.0: where it failed there, the one-eye rule can’t hold', () => {
  // A1 is tested at 5.0 and at 4.9.
  expect(judgeToday(['A1'], { left: null, right: 4.9 })).toMatchObject({ kind: 'unfit', classes: [] })
  expect(judgeToday(['A1'], { left: null, right: 5.0 })).toMatchObject({ kind: 'refer', classes: [] })
  // C1 is tested at 4.9: whether 5.0 is reached nobody knows until it was asked.
  expect(judgeToday(['C1'], { left: null, right: 4.9 }).kind).toBe('refer')
  const asked = { 'acuity-left': [4.9], 'acuity-right': [5.0, 4.9] }
  expect(judgeToday(['C1'], { left: null, right: 4.9 }, { tested: asked }).kind).toBe('unfit')
  expect(judgeToday(['C1'], { left: null, right: 5.0 }, { tested: asked }).kind).toBe('refer')
  expect(judgeToday(['C1'], { left: 4.5, right: 4.9 }, { tested: asked }).kind).toBe('unfit')
})

test('conditions stand for the classes that are kept alone', () => {
  expect(judgeToday(['C1'], { lower: 'left-leg', glasses: true })).toMatchObject({
    kind: 'lower-classes',
    classes: ['C2'],
    conditions: ['glasses-left', 'glasses-right', 'left-leg'],
  })
  expect(judgeToday(['C2'], { left: null, glasses: true, aid: true, lower: 'left-leg' })).toMatchObject({ kind: 'refer', conditions: [] })
  expect(judgeToday(['D'], { glasses: true, colour: 'red-green-blind' })).toMatchObject({ kind: 'unfit', conditions: [] })
})

// ---------------------------------------------------------------- article 67

test('a holder who loses a class hears of the 30 days and not to drive it; an applicant loses nothing', () => {
  expect(codesOf(judgeToday(['A1'], { cm: 154 }))).toEqual(['height-below A1', 'step-down A1'])
  expect(judgeToday(['A1'], { cm: 154 }).reasons.at(-1)).toMatchObject({ asked: 30 })
  expect(codesOf(judgeToday(['C1'], { colour: 'red-green-blind' }))).toEqual(['colour-blind C1', 'give-up-licence C1'])
  expect(codesOf(judgeToday(['C1'], { colour: 'red-green-blind' }, { business: 'A' }))).toEqual(['colour-blind C1'])
  expect(codesOf(judgeToday(['A1'], { cm: 154 }, { business: 'B' }))).toEqual(['height-below A1'])
  const ill = { classes: ['C1'] as const, birth: '1980-06-01', business: 'L', on: '2026-11-29', declaredDisease: true, findings: [] }
  expect(codesOf(evaluate(newest, ill))).toEqual(['declared-disease C1', 'give-up-licence C1'])
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

test('the rules of a day are those in force then, in their newest reading', () => {
  expect(rulesOn('2026-11-25').version).toBe('172-2025-01-01-3')
})

test('a version that has judged checks stays as it was, whatever is added', () => {
  expect(createHash('sha256').update(canonical(rules)).digest('hex')).toBe(
    '92f036953f2f1e11bfc94b82a94c30aab816755994636eab66d3d21158bfc1dc',
  )
})

test('the third reading asks the same of every class, and names the sounds of the fork', () => {
  expect({ ...newest, version: again.version, fork: undefined }).toEqual({ ...again, fork: undefined })
  expect([rules, again, newest].map(forkOf)).toEqual([
    { softestDb: 28, loudestDb: 52 },
    { softestDb: 28, loudestDb: 52 },
    { softestDb: 38, loudestDb: 70 },
  ])
  // What a booth's loudspeakers are asked for at the morning's test.
  expect(forkOf(newest).loudestDb).toBe(FORK_LOUDEST_DB)
})

/** What the order might say one day: 5.0 for cars, and no hearing aid. */
const later: Rules = {
  ...rules,
  version: 'made-up-2027-01-01',
  inForce: '2027-01-01',
  classes: { ...rules.classes, C1: { ...rules.classes.C1, acuity: 5.0, hearingAid: false } },
}
const grown = [...VERSIONS, later]

test('a later version judges from the day that it is in force, and not before', () => {
  expect(rulesOn('2026-12-31', grown)).toBe(newest)
  expect(rulesOn('2027-01-01', grown)).toBe(later)
  expect(rulesOn('2024-12-31', grown)).toBe(rules)
})

// ---------------------------------------------------------------- for any body and any licence

const level = fc.option(fc.integer({ min: 40, max: 53 }).map((tenths) => tenths / 10))
const body: fc.Arbitrary<Required<Body>> = fc.record({
  cm: fc.integer({ min: 140, max: 175 }),
  left: level,
  right: level,
  glasses: fc.boolean(),
  colour: fc.constantFrom('no-red-green-blindness', 'no-red-green-blindness', 'red-green-blind'),
  ears: fc.tuple(fc.boolean(), fc.boolean()),
  aid: fc.boolean(),
  upper: fc.constantFrom('normal', 'relaxed', 'abnormal'),
  lower: fc.constantFrom('normal', 'left-leg', 'abnormal'),
  trunk: fc.constantFrom('normal', 'normal', 'disorder'),
})
/** Mostly sound, so that one thing decides. */
const nearlySound = fc
  .tuple(body, fc.subarray(['cm', 'left', 'right', 'colour', 'ears', 'aid', 'upper', 'lower', 'trunk'] as const))
  .map(([some, sound]): Body => Object.fromEntries(Object.entries(some).filter(([part]) => !sound.some((one) => one === part))))
const licence = fc.subarray([...CLASSES], { minLength: 1 })
const barred = (classes: LicenceClass[], has: Body) =>
  new Set(judge(classes, has).reasons.flatMap(({ code, classes }) => (code === 'meets-all' ? [] : classes.map((one) => `${one} ${code}`))))

test('an outcome always has a reason, and grants nothing that the licence does not cover', () => {
  fc.assert(
    fc.property(licence, nearlySound, (classes, has) => {
      const { kind, classes: kept, reasons } = judge(classes, has)
      expect(reasons.length).toBeGreaterThan(0)
      expect(withCovered(rules, classes)).toEqual(expect.arrayContaining(kept))
      expect(kept.length > 0).toBe(['fit', 'fit-with-conditions', 'lower-classes'].includes(kind) || (kind === 'refer' && kept.length > 0))
      if (kind === 'fit' || kind === 'fit-with-conditions') expect(kept).toEqual(classes)
    }),
    { numRuns: 2000 },
  )
})

test('more classes never make the outcome milder: what stands against one stands, and what is not wholly fit does not become it', () => {
  fc.assert(
    fc.property(licence, licence, nearlySound, (some, more, has) => {
      const all = CLASSES.filter((one) => some.includes(one) || more.includes(one))
      const [fewer, many] = [judge(some, has), judge(all, has)]
      const whole = (kind: string) => kind === 'fit' || kind === 'fit-with-conditions'
      if (whole(many.kind)) expect(whole(fewer.kind)).toBe(true)
      const against = (classes: LicenceClass[]) =>
        [...barred(classes, has)].filter((one) => some.some((mine) => one.startsWith(`${mine} `)))
      const open = 'one-eye-field-unknown'
      // A covered class is named in the hope that a closer examination leaves it; held itself, the same is said of it.
      expect(against(all)).toEqual(expect.arrayContaining(against(some).filter((one) => !one.endsWith(open))))
    }),
    { numRuns: 2000 },
  )
})

test('whoever is taller, sees more or moves better keeps at least the same classes', () => {
  fc.assert(
    fc.property(
      licence,
      nearlySound,
      fc.constantFrom('cm', 'left', 'right', 'colour', 'ears', 'upper', 'lower', 'trunk'),
      (classes, has, part) => {
        const { [part]: _, ...better } = has
        const sound = {
          ...better,
          ...(part === 'cm' ? { cm: 200 } : {}),
          ...(part === 'left' ? { left: 5.3 } : {}),
          ...(part === 'right' ? { right: 5.3 } : {}),
        }
        // Who keeps the whole licence keeps what it covers, without its being named.
        expect(withCovered(rules, judge(classes, sound).classes)).toEqual(expect.arrayContaining(judge(classes, has).classes))
      },
    ),
    { numRuns: 2000 },
  )
})

test('splitting and printing a set of classes is stable', () => {
  fc.assert(
    fc.property(licence, (classes) => {
      const text = printClasses(classes)
      expect(parseClasses(text)).toEqual(CLASSES.filter((one) => classes.includes(one)))
      expect(printClasses(parseClasses(text) ?? [])).toBe(text)
    }),
  )
})

test('any text is split into classes or refused, and never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseClasses(text)))
})

test('an old check judged again after the rules have grown comes to the same; a new one to what the new rules say', () => {
  const judgeBy = (by: Rules, classes: LicenceClass[], has: Body) =>
    evaluate(by, { classes, birth: '1980-06-01', on: '2027-03-01', declaredDisease: false, findings: findings(has) })
  fc.assert(
    fc.property(licence, nearlySound, (classes, has) => {
      const kept = judgeBy(rules, classes, has)
      expect(judgeBy(rulesOf(kept.rules, grown), classes, has)).toEqual(kept)
    }),
    { numRuns: 500 },
  )
  const weak = { left: 4.9, right: 4.9 }
  expect(judgeBy(rulesOf('172-2025-01-01', grown), ['C1'], weak).kind).toBe('fit')
  expect(judgeBy(rulesOn('2027-03-01', grown), ['C1'], weak)).toMatchObject({ kind: 'lower-classes', rules: 'made-up-2027-01-01' })
})

test('a check that names rules which never were is a bug, and says so', () => {
  expect(() => rulesOf('never')).toThrow('never')
})
