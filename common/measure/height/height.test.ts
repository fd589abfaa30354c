import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rehearse } from '../rehearse.ts'
import { goodSamples, height, roundHeight } from './height.ts'

const SETUP = { procedure: 'height' as const, floorMm: 2400, limitsMm: [1550, 1500] }
/** Thirty samples of a sensor that flickers by a millimetre, of somebody `mm` tall. */
const standing = (mm: number) => ({
  step: 'stand' as const,
  samplesMm: Array.from({ length: 30 }, (_, n) => 2400 - mm + ((n * 7) % 3) - 1),
})
const measured = (...rounds: number[]) => {
  const heights = [...rounds]
  const trials = rehearse(height, SETUP, '', ({ step }) =>
    step === 'stand' ? standing(heights.shift() ?? 0) : { step: 'step-off' as const },
  )
  return { steps: trials.map(({ stimulus }) => `${stimulus.step} ${stimulus.round}`), score: height.score(SETUP, '', trials) }
}

test('two rounds that agree give their mean in whole centimetres', () => {
  const { steps, score } = measured(1742, 1749)
  expect(steps).toEqual(['stand 1', 'step-off 1', 'stand 2'])
  expect(score).toEqual({ procedure: 'height', cm: 175, roundsMm: [1742, 1749], nearLimit: false, outcome: 'measured' })
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
  expect(roundHeight(2400, samples)).toBe(1700)
})

test('a sensor in whole millimetres that hardly flickers keeps its samples', () => {
  expect(goodSamples([...Array.from({ length: 12 }, () => 700), 701, 702, 699, 704])).toHaveLength(15)
})

test('fewer than 15 good samples, or a spread over 10 mm, give no height for the round', () => {
  expect(
    roundHeight(
      2400,
      Array.from({ length: 14 }, () => 700),
    ),
  ).toBeNull()
  expect(
    roundHeight(
      2400,
      Array.from({ length: 15 }, () => 700),
    ),
  ).toBe(1700)
  expect(
    roundHeight(
      2400,
      Array.from({ length: 30 }, (_, n) => 700 + n),
    ),
  ).toBeNull()
  const trials = rehearse(height, SETUP, '', ({ step }) => (step === 'stand' ? { step, samplesMm: [] } : { step }))
  expect(height.score(SETUP, '', trials)).toMatchObject({ cm: null, roundsMm: [null, null, null], outcome: 'too-few-samples' })
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
      expect(roundHeight(2400, again)).toBe(roundHeight(2400, samples))
    }),
  )
})

test('one outlier of any size among 15 good samples moves the height by 1 mm at most', () => {
  const outlier = fc.oneof(fc.double({ min: 0, max: 10_000, noNaN: true }), fc.double({ min: 680, max: 720, noNaN: true }))
  fc.assert(
    fc.property(steady(1700), outlier, (samples, wrong) => {
      const [without, within] = [roundHeight(2400, samples), roundHeight(2400, [...samples, wrong])]
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
      expect(roundHeight(2400, risen) ?? 0).toBeGreaterThanOrEqual((roundHeight(2400, samples) ?? 0) - 1e-9)
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
      const mm = roundHeight(2400, samplesMm)
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
