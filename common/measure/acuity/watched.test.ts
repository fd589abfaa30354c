import { expect, test } from 'vitest'
import type { AcuityAnswer, AcuityLogged, AcuityStimulus, Optotype } from '#protocol/procedures/acuity.ts'
import { inBareBooth } from '../bare-booth.ts'
import { DONE } from '../procedure.ts'
import { acuity } from './acuity.ts'
import { awayWhile, isMark, mostOf, moveTo, spanAtMark } from './watched.ts'

const SEED = '00112233445566778899aabbccddeeff'
const unwatched = {
  procedure: 'acuity' as const,
  version: 2 as const,
  method: 'limits' as const,
  eye: 'right' as const,
  limits: [5],
  glasses: false,
  screen: { pitchMm: 0.1554, pathMm: 2500, mirrors: 1 },
}
const setup = { ...unwatched, distance: { cameraMm: 700, mostOff: 0.03 } }

type Sat = { answer: AcuityAnswer; away?: number | null }

/** A whole log: `sits` says what is answered and where the head was, for each optotype that is shown, from 0. */
const log = (of: typeof unwatched, sits: (stimulus: Optotype, n: number) => Sat, spanPx: number | null = 90): AcuityLogged[] => {
  const trials: AcuityLogged[] = []
  const logged = (stimulus: AcuityStimulus): Pick<AcuityLogged, 'answer' | 'away'> =>
    isMark(stimulus) ? { answer: { spanPx } } : sits(stimulus, trials.filter((trial) => !isMark(trial.stimulus)).length)
  for (let at = 0; ; at += 61_000) {
    const stimulus = acuity.next(of, SEED, trials)
    if (stimulus === DONE) return trials
    trials.push({ stimulus, ...logged(stimulus), shownAt: at, answeredAt: at + 900, source: 'touch' })
  }
}
const sees = (away?: number | null) => (stimulus: Optotype) => ({ answer: stimulus.direction, ...(away === undefined ? {} : { away }) })
const kindsOf = (trials: readonly AcuityLogged[]) =>
  trials.map(({ stimulus }) => (isMark(stimulus) ? 'mark' : `${stimulus.kind} ${stimulus.level}`))

test('a booth whose camera watches begins with the mark, and goes on as one without', () => {
  const plain = log(unwatched, sees())
  const watched = log(setup, sees(0.004))
  expect(kindsOf(watched)).toEqual(['mark', ...kindsOf(plain)])
  expect(acuity.replay(setup, SEED, watched)).toMatchObject({
    ok: true,
    score: { reached: 5, distance: { found: true, uncounted: 0, unseen: 0 } },
  })
  expect(acuity.score(unwatched, SEED, plain)).not.toHaveProperty('distance')
})

test.each([
  ['nearer', -0.031],
  ['further away', 0.031],
])('what is answered from 3.1 % %s isn’t counted, and another one is asked of the same size', (_, away) => {
  const trials = log(setup, (stimulus, n) => ({ answer: n === 5 ? 'cannot-see' : stimulus.direction, away: n === 5 ? away : 0.01 }))
  const plain = log(setup, sees(0.01))
  const [mark = '', ...rest] = kindsOf(plain)
  expect(kindsOf(trials)).toEqual([mark, ...rest.slice(0, 5), ...rest.slice(5, 6), ...rest.slice(5)])
  const { walks, distance, reached } = acuity.score(setup, SEED, trials)
  expect([walks, reached, distance]).toEqual([acuity.score(setup, SEED, plain).walks, 5, { found: true, uncounted: 1, unseen: 0 }])
  expect(acuity.replay(setup, SEED, trials)).toMatchObject({ ok: true })
  // A booth that counts it all the same asks otherwise, and its log isn't one of this setup.
  expect(acuity.replay(unwatched, SEED, trials.slice(1))).toMatchObject({ ok: false })
})

test('2.9 % counts', () => {
  expect(acuity.score(setup, SEED, log(setup, sees(-0.029))).distance).toEqual({ found: true, uncounted: 0, unseen: 0 })
})

test('an uncounted one of the practice and of the way down is asked again too', () => {
  const trials = log(setup, (stimulus, n) => ({ answer: stimulus.direction, away: n === 0 || n === 3 ? -0.05 : 0 }))
  expect(kindsOf(trials).slice(0, 7)).toEqual([
    'mark',
    'practice 4.4',
    'practice 4.4',
    'practice 4.4',
    'descent 4.6',
    'descent 4.6',
    'trial 5',
  ])
})

test('a head that is off for the seventh time ends the test, and nothing is settled', () => {
  const trials = log(setup, (stimulus, n) => ({ answer: stimulus.direction, away: n % 2 === 1 ? -0.06 : 0 }))
  const { distance, ...rest } = acuity.score(setup, SEED, trials)
  expect(distance).toEqual({ found: true, uncounted: 7, unseen: 0, ended: true })
  expect(trials.filter(({ away }) => away === -0.06)).toHaveLength(7)
  expect(trials.at(-1)?.away).toBe(-0.06)
  expect(acuity.finding?.({ ...rest, ...(distance ? { distance } : {}) }, 'acuity-right')).toBeNull()
  expect(acuity.replay(setup, SEED, trials)).toMatchObject({ ok: true })
})

test('who leans out of the camera’s sight again and again settles nothing either; now and then is no matter', () => {
  const unseen = (most: number) =>
    acuity.score(
      setup,
      SEED,
      log(setup, (stimulus, n) => ({ answer: stimulus.direction, away: n < most ? null : 0 })),
    )
  expect(unseen(7).distance).toEqual({ found: true, uncounted: 0, unseen: 7 })
  expect(acuity.finding?.(unseen(7), 'acuity-right')).toBeNull()
  expect(acuity.finding?.(unseen(6), 'acuity-right')).toEqual({ station: 'acuity-right', reached: 5, glasses: false })
})

test('eyes that aren’t found at the mark are tested without being watched, and the score says so', () => {
  const trials = log(setup, sees(), null)
  const score = acuity.score(setup, SEED, trials)
  expect(score).toMatchObject({ reached: 5, distance: { found: false, uncounted: 0, unseen: 0 } })
  expect(acuity.finding?.(score, 'acuity-right')).toMatchObject({ reached: 5 })
})

test('rests come after as many optotypes as without a camera', () => {
  const rested = (of: typeof unwatched, away?: number) =>
    log(of, (stimulus, n) => ({ ...(away === undefined ? {} : { away }), answer: n % 3 === 0 ? 'cannot-see' : stimulus.direction }))
      .filter(({ stimulus }) => !isMark(stimulus))
      .flatMap(({ stimulus }, n) => (!isMark(stimulus) && stimulus.restMs !== undefined ? [n] : []))
  expect(rested(setup, 0)[0]).toBe(16)
  expect(rested(unwatched)[0]).toBe(16)
})

test('the camera watches where its distance to the mark was measured, and only there', () => {
  const screen = (more: object) => ({
    id: 'a',
    at: '2026-11-01T00:00:00.000Z',
    value: { device: 'screen' as const, pitchMm: 0.1554, pathMm: 5000, mirrors: 0, luminance: 200, veil: 4, ...more },
  })
  const set = (more: object) => acuity.setUp(inBareBooth('acuity-left', { screen: screen(more) }, { acuityLimits: [5] }))
  expect(set({ cameraMm: 700 })).toMatchObject({ setup: { distance: { cameraMm: 700, mostOff: 0.03 } } })
  expect(set({})).not.toHaveProperty('setup.distance')
  // Half of the path away, an error of 3 % of it is 1.5 % of the path.
  expect(set({ cameraMm: 2500 })).toHaveProperty('setup.distance')
  expect(set({ cameraMm: 2501 })).toEqual({ refused: 'camera-too-far', fields: { camera: 2501, most: 2500 } })
})

test('the mark is taken once twelve pictures agree: not while somebody still sits down, nor while a hand hides the eyes', () => {
  const still = Array.from({ length: 12 }, (_, n) => 90 + (n % 3) * 0.3)
  expect(spanAtMark(still)).toBeCloseTo(90.3, 6)
  expect(spanAtMark(still.slice(1))).toBeNull()
  expect(spanAtMark([...still.slice(0, 11), null])).toBeNull()
  expect(spanAtMark(Array.from({ length: 30 }, (_, n) => 90 + n))).toBeNull()
  // One wrong picture in between, and it is still the middle.
  expect(spanAtMark([...still.slice(0, 5), 130, ...still.slice(6)])).toBeCloseTo(90.3, 6)
  expect(spanAtMark([...Array.from({ length: 20 }, (_, n) => 60 + n), ...still])).toBeCloseTo(90.3, 6)
})

const MARK = { spanPx: 90, cameraMm: 700, pathMm: 2500 }
/** Pixels between eyes that are so many mm in front of the camera: similar triangles. */
const at = (mm: number) => (90 * 700) / mm

test('who leans out of the picture for three pictures in a row isn’t seen; a blink of the camera is no matter', () => {
  const before = [at(700), at(700), at(700)]
  expect(awayWhile([...before, null, null, ...before], MARK)).toBeCloseTo(0, 6)
  expect(awayWhile([...before, null, null, null, ...before], MARK)).toBeNull()
  expect(awayWhile([], MARK)).toBeNull()
})

test('the driver is told to go back, to come nearer, or that it is right, well within what counts', () => {
  const to = (mm: number) => moveTo([at(700), at(mm), at(mm), at(mm)], MARK, 0.03)
  expect([to(600), to(800), to(700)]).toEqual(['back', 'nearer', 'still'])
  // 60 mm are 2.4 % of 2.5 m: they would count, and aren't well within.
  expect([to(640), to(660)]).toEqual(['back', 'still'])
  expect(moveTo([at(700), null, null, null], MARK, 0.03)).toBeNull()
})

test('a hint is what most of the newest pictures show, and none where they differ', () => {
  const hint = (covered: 'left' | 'right' | null, by: 'hand' | 'other' | null) => ({ covered, by })
  const hints = [...Array(8).fill(hint('left', 'hand')), ...Array(4).fill(hint(null, 'other'))]
  expect(mostOf(hints)).toEqual({ covered: 'left', by: 'hand' })
  expect(mostOf([hint('left', 'hand'), hint('right', 'hand')])).toEqual({ covered: null, by: 'hand' })
  expect(mostOf([...hints, ...Array(12).fill(hint('right', null))])).toEqual({ covered: 'right', by: null })
})
