import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Setup } from '#protocol/measurement.ts'
import { COUNTS, FASTEST_MS, isClear, ODDS, type Signal, signalsOf } from './effort.ts'

const screen = { pitchMm: 0.1554, pathMm: 5000, mirrors: 1 }
const acuity: Setup = { procedure: 'acuity', method: 'limits', eye: 'right', limits: [4.9], glasses: false, screen }
const colour: Setup = { procedure: 'colour', form: 'digits' }
const hearing: Setup = { procedure: 'hearing', aid: false, levelDb: 40, roveDb: 12 }
const DIRECTIONS = ['up', 'right', 'down', 'left'] as const
type Direction = (typeof DIRECTIONS)[number]

type Timing = { tookMs?: number; early?: number; source?: 'device' | 'touch' | 'timer' }
const timed = ({ tookMs = 700, early, source = 'device' }: Timing, n: number) => ({
  shownAt: n * 2000,
  answeredAt: n * 2000 + tookMs,
  source,
  ...(early ? { early } : {}),
})
/** An E at the limit, or so much easier, and what was answered. */
const shown = (
  direction: Direction,
  answer: Direction | 'cannot-see',
  { easier = 0, ...timing }: Timing & { easier?: number } = {},
  n = 0,
) => ({
  stimulus: { kind: easier > 0 ? 'practice' : 'trial', level: 4.9 - easier, direction, strokePx: 5 },
  answer,
  ...timed(timing, n),
})
/** So many right answers, then so many wrong ones; neither always the same. */
const rightAndWrong = (right: number, wrong: number, easier = 0) =>
  Array.from({ length: right + wrong }, (_, n) => {
    const direction = DIRECTIONS[n % 4] ?? 'up'
    return shown(direction, n < right ? direction : (DIRECTIONS[(n + 1 + (n % 3)) % 4] ?? 'up'), { easier }, n)
  })
const kinds = (signals: Signal[]) => signals.map(({ kind }) => kind)
const only = (signals: Signal[], kind: Signal['kind']) => signals.find((signal) => signal.kind === kind)

test('who sees the easy ones and guesses at the limit, as drivers are told to, gets no signal', () => {
  expect(signalsOf(acuity, [...rightAndWrong(2, 0, 0.6), ...rightAndWrong(2, 6)])).toEqual([])
})

// By hand: guessing gives 0.75² · 0.25 · 0.75⁵; trying gives, for each size, the mean over all chances from 1/4 to 1.
test('who is right by chance alone, also where it is easy, looks like guessing, by the odds of both explanations', () => {
  const easy = 0.75 ** 3 / 3 / 0.75
  const near = (0.75 ** 6 / 6 - 0.75 ** 7 / 7) / 0.75
  const signal = only(signalsOf(acuity, [...rightAndWrong(0, 2, 0.6), ...rightAndWrong(1, 5)]), 'guesses')
  expect(signal).toMatchObject({ strength: 'clear', count: 1, of: 8 })
  expect(signal?.odds).toBeCloseTo((0.75 ** 2 * 0.25 * 0.75 ** 5) / (easy * near), 6)
})

test('none right of twelve is less than chance: who picks the wrong ones sees the right ones', () => {
  const signal = only(signalsOf(acuity, rightAndWrong(0, 12)), 'avoids')
  expect(signal).toMatchObject({ strength: 'hint', count: 0, of: 12 })
  // By hand: the mean of (1 − p)^12 over chances from 0 to 1/4, over 0.75^12.
  expect(signal?.odds).toBeCloseTo((1 - 0.75 ** 13) / 13 / 0.25 / 0.75 ** 12, 6)
})

test('one answer whatever is shown is named with how often it came', () => {
  const always = Array.from({ length: 8 }, (_, n) => shown(DIRECTIONS[n % 4] ?? 'up', 'left', { easier: n < 2 ? 0.6 : 0 }, n))
  expect(only(signalsOf(acuity, always), 'same-answer')).toMatchObject({ strength: 'clear', count: 8, of: 8, answer: 'left' })
  const oneWay = Array.from({ length: 8 }, (_, n) => shown('left', 'left', {}, n))
  expect(kinds(signalsOf(acuity, oneWay))).toEqual([])
})

test('who sees the easy ones and presses one and the same key where nothing is to be seen is not told off for it', () => {
  const easy = rightAndWrong(2, 0, 0.6)
  const limit = Array.from({ length: 7 }, (_, n) => shown(DIRECTIONS[n % 4] ?? 'up', 'left', {}, n + 2))
  expect(kinds(signalsOf(acuity, [...easy, ...limit]))).not.toContain('same-answer')
})

test('a deaf driver who says "nothing" each time gets no signal for it', () => {
  const trials = (['left', 'right', 'silent', 'left', 'right', 'silent'] as const).map((side, n) => ({
    stimulus: { side, gapMs: 1500, levelDb: 40 },
    answer: 'nothing',
    ...timed({}, n),
  }))
  expect(kinds(signalsOf(hearing, trials))).not.toContain('same-answer')
})

test('answers faster than anybody can choose are counted, the timer’s are not', () => {
  const answered = (tookMs: number, source: 'device' | 'timer', n: number) => shown('up', 'up', { tookMs, source }, n)
  const log = (fast: number) => [
    ...Array.from({ length: fast }, (_, n) => answered(FASTEST_MS - 1, 'device', n)),
    ...Array.from({ length: 9 }, (_, n) => answered(FASTEST_MS, 'device', fast + n)),
    answered(0, 'timer', 20),
  ]
  const strengthOf = (fast: number) => only(signalsOf(acuity, log(fast)), 'too-fast')?.strength
  expect([1, COUNTS.hint, COUNTS.clear, COUNTS.strong].map(strengthOf)).toEqual([undefined, 'hint', 'clear', 'strong'])
  expect(only(signalsOf(acuity, log(4)), 'too-fast')).toMatchObject({ count: 4, of: 14, odds: null })
})

test('trials with presses before the stimulus stood there are counted once each', () => {
  const log = [shown('up', 'up', { early: 30 }, 0), ...Array.from({ length: 4 }, (_, n) => shown('up', 'up', { early: 1 }, n + 1))]
  expect(only(signalsOf(acuity, log), 'too-early')).toMatchObject({ strength: 'clear', count: 5, of: 5 })
  expect(kinds(signalsOf(acuity, log.slice(0, 1)))).toEqual([])
})

test('"can’t see" many times and hardly a wrong answer asks for a guess, and accuses nobody', () => {
  const says = (count: number) => Array.from({ length: count }, (_, n) => shown('up', 'cannot-see', {}, n))
  const [signal, ...more] = signalsOf(acuity, [...rightAndWrong(2, 0, 0.6), ...says(7)])
  expect(signal).toMatchObject({ kind: 'withholds', count: 7, of: 9, odds: null })
  expect(signal && isClear(signal)).toBe(false)
  expect(more).toEqual([])
  expect(kinds(signalsOf(acuity, [...rightAndWrong(0, 1), ...says(7)]))).not.toContain('withholds')
})

test('voices that last for a word are counted with the answer and the time; keys that click, and a booth that nobody listens to, are not', () => {
  const heard = (...voices: (number | undefined)[]) =>
    only(
      signalsOf(
        acuity,
        voices.map((voiceMs, n) => ({ ...shown('up', 'up', {}, n), ...(voiceMs === undefined ? {} : { voiceMs }) })),
      ),
      'voices',
    )
  expect(heard(0, 150, 0)).toBeUndefined()
  expect(heard(undefined, undefined)).toBeUndefined()
  expect(heard(undefined, 0, 900, 100)).toEqual({
    kind: 'voices',
    strength: 'hint',
    odds: null,
    count: 1,
    of: 3,
    answer: null,
    heard: [{ answer: 3, afterMs: 4000 }],
  })
  expect([heard(900, 200), heard(1, 900, 900, 900, 900, 900)].map((signal) => signal?.strength)).toEqual(['clear', 'strong'])
})

test('of two digits none right is nothing but a guess: nobody is said to avoid them', () => {
  const plates = Array.from({ length: 20 }, (_, n) => ({
    stimulus: { kind: n === 0 ? 'demonstration' : n % 2 === 0 ? 'protan' : 'deutan', plate: n, figure: '23' },
    answer: `4${n % 10}`,
    ...timed({}, n),
  }))
  expect(kinds(signalsOf(colour, plates))).toEqual(['guesses'])
})

// ---------------------------------------------------------------- for any log

const timing = {
  shownAt: fc.nat(1e6),
  answeredAt: fc.nat(1e6),
  source: fc.constantFrom('device', 'touch', 'timer'),
}
const early = fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined })
const withEarly = <T extends object>(trial: fc.Arbitrary<T>) =>
  fc.tuple(trial, early).map(([rest, count]) => (count === undefined ? rest : { ...rest, early: count }))
const acuityTrial = withEarly(
  fc.record({
    stimulus: fc.record({
      kind: fc.constantFrom('practice', 'trial'),
      level: fc.constantFrom(4.3, 4.9, 5),
      direction: fc.constantFrom(...DIRECTIONS),
      strokePx: fc.constant(5),
    }),
    answer: fc.constantFrom(...DIRECTIONS, 'cannot-see' as const),
    ...timing,
  }),
)
const colourTrial = withEarly(
  fc.record({
    stimulus: fc.record({
      kind: fc.constantFrom('demonstration', 'protan', 'deutan', 'weak-protan', 'tritan'),
      plate: fc.nat(0xffffffff),
      figure: fc.constantFrom('23', '47'),
    }),
    answer: fc.constantFrom('23', '47', '00', 'cannot-see'),
    ...timing,
  }),
)
const hearingTrial = withEarly(
  fc.record({
    stimulus: fc.record({ side: fc.constantFrom('left', 'right', 'silent'), gapMs: fc.constant(1500), levelDb: fc.constant(40) }),
    answer: fc.constantFrom('left', 'right', 'nothing'),
    ...timing,
  }),
)
const log = fc.oneof(
  fc.tuple(fc.constant(acuity), fc.array(acuityTrial, { maxLength: 400, size: 'max' })),
  fc.tuple(fc.constant(colour), fc.array(colourTrial, { maxLength: 200, size: 'max' })),
  fc.tuple(fc.constant(hearing), fc.array(hearingTrial, { maxLength: 200, size: 'max' })),
)

test('any log gives signals, strongest first, each with a figure that makes sense', () => {
  fc.assert(
    fc.property(log, ([setup, trials]) => {
      const signals = signalsOf(setup, trials)
      for (const { odds, count, of } of signals) {
        expect(count).toBeLessThanOrEqual(of)
        expect(odds === null || odds >= ODDS.hint).toBe(true)
      }
      const rank = signals.map(({ strength }) => ['strong', 'clear', 'hint'].indexOf(strength))
      expect(rank).toEqual(rank.toSorted((a, b) => a - b))
      expect(new Set(kinds(signals)).size).toBe(signals.length)
    }),
    { numRuns: 200 },
  )
})

test('what is no log of its setup gives no signals', () => {
  fc.assert(fc.property(fc.constantFrom(acuity, colour, hearing), fc.anything(), (setup, trials) => void signalsOf(setup, trials)))
  expect(signalsOf(acuity, [{ answer: 'up' }])).toEqual([])
})

test('signals hang on what was answered to what, not on what the seed drew: all turned by a quarter they are the same', () => {
  const turned = (answer: Direction) => DIRECTIONS[(DIRECTIONS.indexOf(answer) + 1) % 4] ?? 'up'
  fc.assert(
    fc.property(fc.array(acuityTrial, { maxLength: 60 }), (trials) => {
      const other = trials.map((trial) => ({
        ...trial,
        stimulus: { ...trial.stimulus, direction: turned(trial.stimulus.direction) },
        answer: trial.answer === 'cannot-see' ? trial.answer : turned(trial.answer),
      }))
      const plain = (signals: Signal[]) => signals.map(({ answer: _, ...rest }) => rest)
      expect(plain(signalsOf(acuity, other))).toEqual(plain(signalsOf(acuity, trials)))
    }),
  )
})
