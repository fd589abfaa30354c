import { expect, test } from 'vitest'
import type { Score } from '#protocol/measurement.ts'
import type { AcuityScore } from '#protocol/procedures/acuity.ts'
import { flagWords, scoreWords } from './score.ts'

const accepted = { score: 15, plates: 5, outcome: 'accepted' } as const
const weak: Score = {
  procedure: 'colour',
  form: 'openings',
  demonstrationRead: true,
  protan: accepted,
  deutan: accepted,
  weak: { protan: { shown: 2, read: 2 }, deutan: { shown: 2, read: 0 }, noted: true },
  tritan: { shown: 1, read: 1 },
  outcome: 'no-red-green-blindness',
}

test('colour says which plates were shown, how many faint ones were read, and that weakness passes', () => {
  expect(scoreWords(weak, 'en')).toEqual([
    'plates with openings, for people who don’t read digits',
    'red axis: score 15, 5 plates, passed',
    'green axis: score 15, 5 plates, passed',
    'faint plates read: red 2 of 2, green 0 of 2; blue–yellow 1 of 1',
    'a sign of colour weakness, which still passes',
  ])
  expect(scoreWords(weak, 'zh').slice(-2)).toEqual(['浅色图：红 2/2，绿 0/2；蓝黄 1/1', '提示色弱，不影响通过'])
})

test('colour is silent about faint plates where none were shown', () => {
  const none = { shown: 0, read: 0 }
  const score: Score = { ...weak, form: 'digits', weak: { protan: none, deutan: none, noted: false }, tritan: none }
  expect(scoreWords(score, 'zh')).toHaveLength(2)
})

test('how hard a hand grips is told in newtons and in the kilograms of a dynamometer', () => {
  const grip = { task: 'grip-left', done: 'done', peakN: 312, heldMs: 3210 } as const
  const score: Score = { procedure: 'limbs', station: 'upper-limbs', tasks: [grip], symmetry: null, hint: 'as-expected' }
  // 312 N / 9.80665 N
  expect(scoreWords(score, 'en')[0]).toContain('peak 312 N (31.8 kgf), held 3.2 s')
  expect(scoreWords(score, 'zh')[0]).toContain('最大 312 N（31.8 公斤力），保持 3.2 秒')
})

test('an eye’s score says what the camera made of the head, and warns where that settles nothing', () => {
  const watched = (distance: NonNullable<AcuityScore['distance']>): Score => ({
    procedure: 'acuity',
    method: 'limits',
    eye: 'left',
    glasses: false,
    practised: true,
    region: 4.8,
    reached: 5,
    borderline: false,
    walks: [],
    threshold: null,
    lines: [],
    distance,
  })
  const told = (distance: NonNullable<AcuityScore['distance']>) => [
    scoreWords(watched(distance), 'en').slice(1),
    flagWords(watched(distance), 'en'),
  ]
  const away = (uncounted: number, unseen: number) =>
    `head: ${uncounted} not counted as too near or too far, ${unseen} out of the camera’s sight`
  expect(told({ found: true, uncounted: 1, unseen: 6 })).toEqual([[away(1, 6)], []])
  expect(told({ found: true, uncounted: 0, unseen: 7 })).toEqual([[away(0, 7)], ['the head was often out of the camera’s sight']])
  const restless = 'the head left the mark again and again, and the test was ended'
  expect(told({ found: true, uncounted: 7, unseen: 0, ended: true })).toEqual([[away(7, 0), restless], [restless]])
  const unwatched = 'the eyes weren’t found at the mark, so the head wasn’t watched'
  expect(told({ found: false, uncounted: 0, unseen: 0 })).toEqual([[unwatched], [unwatched]])
})
