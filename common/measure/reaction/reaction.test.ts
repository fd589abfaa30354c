import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReactionTrial } from '#protocol/procedures/reaction.ts'
import { DONE } from '../procedure.ts'
import { kindOf, reaction, scoredTrials } from './reaction.ts'

const SETUP = { procedure: 'reaction' as const }
const SEED = '3b2a1908f7e6d5c48c0e7b6a5d4c3b2a'
type Given = readonly [answer: ReactionTrial['answer'], ms: number]
const after = (ms: number): Given => ['pressed', ms]
const EARLY: Given = ['too-early', 0]

/** A driver who gives one answer after another; the last is given for ever. */
const sit = (answers: readonly Given[], seed = SEED): ReactionTrial[] => {
  const trials: ReactionTrial[] = []
  for (;;) {
    const stimulus = reaction.next(SETUP, seed, trials)
    if (stimulus === DONE) return trials
    const [answer, ms] = answers[trials.length] ?? answers.at(-1) ?? EARLY
    const shownAt = trials.length * 5000
    trials.push({ stimulus, answer, shownAt, answeredAt: shownAt + ms, source: 'device' })
  }
}
const scoreOf = (...answers: Given[]) => reaction.score(SETUP, SEED, sit(answers))

test('three trials are for practice and fifteen are scored', () => {
  const trials = sit([after(900), after(900), after(900), after(300)])
  expect(trials.map(({ stimulus }) => stimulus.kind)).toEqual([...Array(3).fill('practice'), ...Array(15).fill('trial')])
  expect(reaction.score(SETUP, SEED, trials)).toEqual({
    procedure: 'reaction',
    medianMs: 300,
    madMs: 0,
    counted: 15,
    lapses: 0,
    anticipations: 0,
    relative: true,
  })
})

test('the median of the times, and the median of how far they lie from it', () => {
  // 210, 220 … 350 ms: the middle one is 280, and the middle distance from it 40.
  const times = Array.from({ length: 15 }, (_, n) => after(210 + n * 10))
  expect(scoreOf(after(500), after(500), after(500), ...times.toReversed())).toMatchObject({ medianMs: 280, madMs: 40, counted: 15 })
})

test('a press before green is counted and given again', () => {
  const trials = sit([after(300), after(300), after(300), EARLY, after(300), EARLY, after(300)])
  expect(trials).toHaveLength(3 + 15 + 2)
  expect(reaction.score(SETUP, SEED, trials)).toMatchObject({ counted: 15, anticipations: 2, medianMs: 300 })
})

test('in the practice nothing is counted, and nothing is given again', () => {
  expect(scoreOf(EARLY, ['nothing', 3000], after(40), after(300))).toMatchObject({ counted: 15, anticipations: 0, lapses: 0 })
})

test.each([
  [99, 'anticipation'],
  [100, 'time'],
  [1500, 'time'],
  [1501, 'lapse'],
] as const)('a press %d ms after green is a %s', (ms, kind) => {
  const [trial] = sit([after(ms)])
  expect(trial && kindOf(trial)).toBe(kind)
})

test('a lapse is one of the fifteen and has no time', () => {
  const trials = sit([after(300), after(300), after(300), ['nothing', 3000], after(1600), after(300)])
  expect(trials).toHaveLength(18)
  expect(reaction.score(SETUP, SEED, trials)).toMatchObject({ counted: 13, lapses: 2, medianMs: 300, madMs: 0 })
})

test('it ends after thirty trials whatever is pressed, without a time where none counts', () => {
  const trials = sit([EARLY])
  expect(trials).toHaveLength(30)
  expect(reaction.score(SETUP, SEED, trials)).toMatchObject({ medianMs: null, madMs: null, counted: 0, anticipations: 27 })
})

test('green comes after 1 to 4 s, and having waited long tells nothing about when', () => {
  const waits = Array.from({ length: 400 }, (_, n) => sit([after(300)], n.toString(16).padStart(32, '0')))
    .flat()
    .map(({ stimulus }) => stimulus.foreMs)
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000)
  expect(Math.max(...waits)).toBe(4000)
  // Behind the first two seconds ten steps of 50 ms pass without green in (14/15)^10 of the cases, wherever one begins to wait.
  const still = (ms: number) => waits.filter((wait) => wait >= ms).length
  for (const ms of [2000, 2500, 3000]) expect(still(ms + 500) / still(ms)).toBeCloseTo((14 / 15) ** 10, 1)
  expect(waits.filter((wait) => wait < 2000).length).toBeGreaterThan(waits.length / 4)
})

const anyAnswer: fc.Arbitrary<Given> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 2500 }).map(after) },
  { weight: 1, arbitrary: fc.constant(EARLY) },
  { weight: 1, arbitrary: fc.constant<Given>(['nothing', 3000]) },
)
const anyAnswers = fc.array(anyAnswer, { minLength: 1, maxLength: 30 })

test('however it is answered it ends within thirty trials, scores fifteen at most, and its progress only grows', () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      const trials = sit(answers)
      const { counted, lapses, anticipations } = reaction.score(SETUP, SEED, trials)
      expect(counted + lapses).toBeLessThanOrEqual(15)
      expect(counted + lapses + anticipations).toBe(scoredTrials(trials).length)
      expect(trials.length === 30 || counted + lapses === 15).toBe(true)
      for (let at = 0; at < trials.length; at += 1) {
        const [now, then] = [trials.slice(0, at), trials.slice(0, at + 1)].map((log) => reaction.progress(SETUP, log))
        expect(now).toBeLessThan(then ?? 0)
      }
      expect(reaction.progress(SETUP, trials)).toBe(1)
    }),
  )
})

test('whoever is quicker by as much each time has a median quicker by as much, and the same deviation', () => {
  const times = fc.array(fc.integer({ min: 200, max: 1500 }), { minLength: 18, maxLength: 18 })
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 100 }), (slow, by) => {
      const [slower, quicker] = [scoreOf(...slow.map(after)), scoreOf(...slow.map((ms) => after(ms - by)))]
      expect(quicker.medianMs).toBe((slower.medianMs ?? 0) - by)
      expect(quicker.madMs).toBe(slower.madMs)
    }),
  )
})

test('whoever is quicker at one trial never has a slower median', () => {
  const times = fc.array(fc.integer({ min: 100, max: 1500 }), { minLength: 18, maxLength: 18 })
  fc.assert(
    fc.property(times, fc.nat({ max: 17 }), fc.integer({ min: 0, max: 1400 }), (slow, at, by) => {
      const quick = slow.with(at, Math.max(100, (slow[at] ?? 0) - by))
      expect(scoreOf(...quick.map(after)).medianMs).toBeLessThanOrEqual(scoreOf(...slow.map(after)).medianMs ?? 0)
    }),
  )
})

test('what follows the end of a log is left out', () => {
  const trials = sit([after(300)])
  const [last] = trials.slice(-1)
  if (!last) throw new Error('no trials')
  expect(reaction.score(SETUP, SEED, [...trials, { ...last, answer: 'nothing' }])).toEqual(reaction.score(SETUP, SEED, trials))
})
