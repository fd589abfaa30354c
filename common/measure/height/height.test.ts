import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell } from '#protocol/station.ts'
import { inBareBooth } from '../bare-booth.ts'
import { rehearse } from '../rehearse.ts'
import { goodSamples } from '../samples.ts'
import { height, isLongEnough, roundsOf } from './height.ts'

/** As setups were before there were versions, and as they are. */
const FIRST = { procedure: 'height' as const, floorMm: 2400, limitsMm: [1550, 1500] }
const SETUP = { ...FIRST, version: 2 as const, tapeMm: 2400 }
/** Thirty samples of a sensor that flickers by a millimetre, of somebody `mm` tall. */
const standing = (mm: number) => ({
  step: 'stand' as const,
  samplesMm: Array.from({ length: 30 }, (_, n) => 2400 - mm + ((n * 7) % 3) - 1),
})
const offFloor = { step: 'step-off' as const, floorMm: Array.from({ length: 12 }, () => 2400) }
const stood = (samplesMm: readonly number[], round = 1) => ({
  stimulus: { step: 'stand' as const, round },
  answer: { step: 'stand' as const, samplesMm: [...samplesMm] },
  shownAt: 0,
  answeredAt: 1,
  source: 'device' as const,
})
/** The height of one round, mm, and why there is none. */
const roundOf = (samplesMm: readonly number[], setup: Parameters<typeof roundsOf>[0] = SETUP) => {
  const [round] = roundsOf(setup, [stood(samplesMm)])
  return { mm: round?.mm ?? null, why: round?.why ?? null }
}
const measured = (...rounds: number[]) => {
  const heights = [...rounds]
  const trials = rehearse(height, SETUP, '', ({ step }) => (step === 'stand' ? standing(heights.shift() ?? 0) : offFloor))
  return { steps: trials.map(({ stimulus }) => `${stimulus.step} ${stimulus.round}`), score: height.score(SETUP, '', trials) }
}

test('two rounds that agree give their mean in whole centimetres', () => {
  const { steps, score } = measured(1742, 1749)
  expect(steps).toEqual(['stand 1', 'step-off 1', 'stand 2'])
  expect(score).toEqual({
    procedure: 'height',
    cm: 175,
    roundsMm: [1742, 1749],
    nearLimit: false,
    floor: { mm: 2400, tareMm: 2400, from: 'driver', differs: false },
    outcome: 'measured',
  })
})

test('rounds 10 mm apart agree, 11 mm apart ask for a third, and the two nearest count', () => {
  expect(measured(1700, 1710).steps).toHaveLength(3)
  const third = measured(1700, 1711, 1712)
  expect(third.steps).toEqual(['stand 1', 'step-off 1', 'stand 2', 'step-off 2', 'stand 3'])
  expect(third.score).toMatchObject({ cm: 171, outcome: 'measured' })
})

test('three rounds of which no two agree give no height', () => {
  expect(measured(1600, 1650, 1700).score).toMatchObject({ cm: null, outcome: 'rounds-differ' })
})

test.each([
  [1534, false],
  [1535, true],
  [1565, true],
  [1566, false],
  [1484, false],
  [1485, true],
])('%d mm with limits of 1550 and 1500 is near one: %s', (mm, near) => {
  expect(measured(mm, mm).score.nearLimit).toBe(near)
})

test.each([
  [999, 'implausible', null],
  [1000, 'measured', 100],
  [2300, 'measured', 230],
  [2301, 'implausible', null],
])('%d mm is %s', (mm, outcome, cm) => {
  expect(measured(mm, mm).score).toMatchObject({ outcome, cm })
})

test('an echo from a shoulder or the floor is left out, by 3 median absolute deviations', () => {
  const samples = [...standing(1700).samplesMm, 950, 2400]
  expect(goodSamples(samples)).toHaveLength(30)
  expect(roundOf(samples).mm).toBe(1700)
})

test('a sensor in whole millimetres that hardly flickers keeps its samples', () => {
  expect(goodSamples([...Array.from({ length: 12 }, () => 700), 701, 702, 699, 704])).toHaveLength(15)
})

test('fewer than 15 good samples give no height for the round', () => {
  const same = (length: number) => Array.from({ length }, () => 700)
  expect(roundOf(same(14))).toEqual({ mm: null, why: 'few' })
  expect(roundOf(same(15))).toEqual({ mm: 1700, why: null })
  const trials = rehearse(height, SETUP, '', ({ step }) => (step === 'stand' ? { step, samplesMm: [] } : { step }))
  expect(height.score(SETUP, '', trials)).toMatchObject({ cm: null, roundsMm: [null, null, null], outcome: 'too-few-samples' })
})

/** As many samples as asked that lie evenly over `width` mm around 700: their standard deviation is width / √12. */
const over = (width: number, length: number) => Array.from({ length }, (_, n) => 700 - width / 2 + (width * (n + 0.5)) / length)

test('a round counts when its median is known to 2 mm: 1.25 standard deviations over the root of the count', () => {
  // 25 samples over 27 mm: 1.2533 × 7.8 / 5 = 1.95; over 29 mm 2.1.
  expect(roundOf(over(27, 25)).why).toBeNull()
  expect(roundOf(over(29, 25)).why).toBe('unsteady')
  // The same flicker, listened to for longer.
  expect(roundOf(over(29, 40)).why).toBeNull()
})

test('a steady round ends after 25 samples, one that flickers goes on, and none takes more than 50', () => {
  expect(isLongEnough(over(4, 24))).toBe(false)
  expect(isLongEnough(over(4, 25))).toBe(true)
  expect(isLongEnough(over(20, 25))).toBe(false)
  expect(isLongEnough(over(60, 50))).toBe(true)
})

test('who would not stand still is told apart from a sensor that said too little', () => {
  const swaying = rehearse(height, SETUP, '', ({ step }) => (step === 'stand' ? { step, samplesMm: over(80, 50) } : offFloor))
  expect(height.score(SETUP, '', swaying)).toMatchObject({ cm: null, outcome: 'unsteady' })
})

test('a setup without a version is scored as it always was: by a range of 10 mm, and floor less head', () => {
  expect(roundOf(over(10, 25), FIRST).why).toBeNull()
  expect(roundOf(over(12, 25), FIRST).why).toBe('unsteady')
  const log = rehearse(height, FIRST, '', ({ step }) => (step === 'stand' ? standing(1700) : offFloor))
  expect(height.score(FIRST, '', log)).toEqual({
    procedure: 'height',
    cm: 170,
    roundsMm: [1700, 1700],
    nearLimit: false,
    outcome: 'measured',
  })
  const unsteady = rehearse(height, FIRST, '', ({ step }) => (step === 'stand' ? { step, samplesMm: over(80, 50) } : { step }))
  expect(height.score(FIRST, '', unsteady)).toMatchObject({ outcome: 'too-few-samples' })
})

/** What a sensor that takes the air for 20 °C says of a distance in air of `celsius`: the speed of sound is 331.3 + 0.606 t. */
const said = (mm: number, celsius: number) => (mm * (331.3 + 0.606 * 20)) / (331.3 + 0.606 * celsius)
const inAir = (celsius: number, trueMm: number, floorMm: number[]) => {
  const log = rehearse(height, SETUP, '', ({ step }) =>
    step === 'stand'
      ? { step, samplesMm: Array.from({ length: 25 }, (_, n) => Math.round(said(2400 - trueMm, celsius)) + (n % 3) - 1) }
      : { step, floorMm },
  )
  return height.score(SETUP, '', log)
}

test.each([10, 15, 20, 30, 35])('in air of %d °C, tared at 20 °C, the floor that the driver has left puts the height right', (celsius) => {
  const floor = Array.from({ length: 12 }, (_, n) => Math.round(said(2400, celsius)) + (n % 3) - 1)
  const score = inAir(celsius, 1550, floor)
  expect(Math.abs((score.roundsMm[0] ?? 0) - 1550)).toBeLessThanOrEqual(1)
  expect(score).toMatchObject({ cm: 155, floor: { from: 'driver', differs: Math.abs(celsius - 20) > 3 } })
})

test('where the floor was not seen, or something stood on it, the tare counts and the score says so', () => {
  const nothing = inAir(20, 1550, [])
  expect(nothing).toMatchObject({ cm: 155, floor: { mm: 2400, from: 'tare', differs: false } })
  const bag = inAir(
    20,
    1550,
    Array.from({ length: 12 }, () => 2100),
  )
  expect(bag).toMatchObject({ cm: 155, floor: { mm: 2400, from: 'tare' } })
  const leaving = inAir(
    20,
    1550,
    Array.from({ length: 12 }, (_, n) => 2400 - 25 * n),
  )
  expect(leaving).toMatchObject({ floor: { from: 'tare' } })
})

test('what stands after the end of a log is left out', () => {
  const trials = [stood(standing(1700).samplesMm), { ...stood([]), stimulus: { step: 'step-off' as const, round: 1 }, answer: offFloor }]
  const done = [...trials, stood(standing(1702).samplesMm, 2)]
  const more = [...done, trials[1] ?? stood([]), stood(standing(1760).samplesMm, 3)]
  for (const setup of [FIRST, SETUP]) expect(height.score(setup, '', more)).toEqual(height.score(setup, '', done))
})

/** 15 samples or more of a sensor that flickers by up to 1 mm around somebody `mm` tall. */
const steady = (mm: number) =>
  fc.array(
    fc.double({ min: -1, max: 1, noNaN: true }).map((by) => 2400 - mm + by),
    { minLength: 15, maxLength: 60 },
  )
const tall = fc.integer({ min: 1000, max: 2300 })

test('the order of the samples changes nothing', () => {
  const any = fc.tuple(steady(1700), fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { maxLength: 5 })).map((each) => each.flat())
  const shuffled = any.chain((samples) =>
    fc.tuple(fc.constant(samples), fc.shuffledSubarray(samples, { minLength: samples.length, maxLength: samples.length })),
  )
  fc.assert(
    fc.property(shuffled, ([samples, again]) => {
      expect(roundOf(again)).toEqual(roundOf(samples))
    }),
  )
})

test('one outlier of any size among 15 good samples moves the height by 1 mm at most', () => {
  const outlier = fc.oneof(fc.double({ min: 0, max: 10_000, noNaN: true }), fc.double({ min: 680, max: 720, noNaN: true }))
  fc.assert(
    fc.property(steady(1700), outlier, (samples, wrong) => {
      const [without, within] = [roundOf(samples).mm, roundOf([...samples, wrong]).mm]
      expect(Math.abs((within ?? 0) - (without ?? 0))).toBeLessThanOrEqual(1 + 1e-9)
    }),
    { numRuns: 1000 },
  )
})

test('whoever is taller never scores lower, nor whoever rises within a round', () => {
  const rounds = fc.tuple(tall, fc.integer({ min: -5, max: 5 }), fc.nat({ max: 400 }))
  fc.assert(
    fc.property(rounds, ([mm, between, by]) => {
      const [low, high] = [mm, mm + by].map((first) => measured(first, first + between).score)
      if (low?.cm != null && high?.cm != null) expect(high.cm).toBeGreaterThanOrEqual(low.cm)
    }),
  )
  fc.assert(
    fc.property(tall.chain(steady), fc.double({ min: 0, max: 500, noNaN: true }), (samples, by) => {
      const risen = samples.map((sample) => sample - by)
      expect(roundOf(risen).mm ?? 0).toBeGreaterThanOrEqual((roundOf(samples).mm ?? 0) - 1e-9)
    }),
  )
})

test('the whole centimetre is the mean of the two rounds, rounded; the limit itself is near', () => {
  expect(measured(1544, 1545).score).toMatchObject({ cm: 154, nearLimit: true })
  expect(measured(1545, 1545).score).toMatchObject({ cm: 155, nearLimit: true })
  expect(measured(1550, 1550).score).toMatchObject({ cm: 155, nearLimit: true })
})

test('samples of any kind score without throwing', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { maxLength: 60 }), (samplesMm) => {
      const { mm } = roundOf(samplesMm)
      return mm === null || Number.isFinite(mm)
    }),
  )
})

test('a whole machine gives one value a round, and two that agree are a height', () => {
  const setup = { procedure: 'height' as const, floorMm: 2500, machine: true as const, limitsMm: [] }
  const trial = (stimulus: { step: 'stand' | 'step-off'; round: number }, samplesMm: number[]) => ({
    stimulus,
    answer: stimulus.step === 'stand' ? { step: 'stand' as const, samplesMm } : { step: 'step-off' as const },
    shownAt: 0,
    answeredAt: 1,
    source: 'device' as const,
  })
  const log = [
    trial({ step: 'stand', round: 1 }, [780]),
    trial({ step: 'step-off', round: 1 }, []),
    trial({ step: 'stand', round: 2 }, [778]),
  ]
  expect(height.score(setup, '', log)).toMatchObject({ outcome: 'measured', cm: 172 })
  expect(height.score({ procedure: 'height', floorMm: 2500, limitsMm: [] }, '', log)).toMatchObject({ outcome: 'too-few-samples' })
})

test.each([
  [{ left: 340_000, right: 300_000 }, undefined],
  [{ left: 600_000, right: 40_000 }, 'one'],
  [{ left: -2000, right: 640_000 }, 'one'],
  [{ left: 1000, right: 3000 }, 'none'],
])('with %j mN on the feet the hint is %s, and the height is the same', (feetMn, hint) => {
  const trials = rehearse(height, SETUP, '', ({ step, round }) =>
    step === 'stand' ? { ...standing(1700), ...(round === 2 ? { feetMn } : {}) } : offFloor,
  )
  const score = height.score(SETUP, '', trials)
  expect(score).toMatchObject({ cm: 170, outcome: 'measured' })
  expect(score.feet).toBe(hint)
})

const given = (cells: readonly Cell[]) => {
  const at = '2026-11-25T00:00:00.000Z'
  const tare = { id: 'tare', at, value: { device: 'height' as const, floorMm: 2391, tapeMm: 2400 } }
  const value = { device: 'force' as const, cells: cells.map((cell) => ({ cell, zeroMn: 0, factor: 1 })) }
  return inBareBooth('height', { height: tare, force: { id: 'cells', at, value } }, { heightLimitsMm: [1550] })
}

test('a setup has tape and tare, and feels the feet where cells under both were calibrated; nobody has to have them', () => {
  const base = { procedure: 'height', version: 2, floorMm: 2391, tapeMm: 2400, limitsMm: [1550] }
  expect(height.setUp(given(['pedal-left', 'plate-left']))).toEqual({ setup: base, calibrations: ['tare'] })
  const felt = height.setUp(given(['plate-left', 'plate-right']))
  expect(felt).toEqual({ setup: { ...base, feet: true }, calibrations: ['tare', 'cells'] })
  expect(height.behind({ ...SETUP, feet: true })).toEqual(['height'])
})
