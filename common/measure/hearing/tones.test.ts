import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { PITCHES, type Pitch } from '#protocol/procedures/sound.ts'
import type { TonesTrial } from '#protocol/procedures/tones.ts'
import { type Side } from '#protocol/station.ts'
import { rehearse } from '../rehearse.ts'
import { follow, TONES, tones } from './tones.ts'

const SEED = '0123456789abcdeffedcba9876543210'
const every = (db: number) => ({ 500: db, 1000: db, 2000: db, 4000: db })
const setupOf = (ceiling = 80) => ({
  procedure: 'tones' as const,
  aid: false,
  transducer: 'loudspeakers' as const,
  ceilingDb: { left: every(ceiling), right: every(ceiling) },
  noise: { limitDb: 45, microphoneDb: null },
})
const SETUP = setupOf()
const nothing = { shownAt: 0, answeredAt: 1, source: 'device' as const }

/** The first search, answered `+` heard or `-` not: the levels that are asked, and what is found. */
const search = (answers: string, ceiling = 80) => {
  const setup = setupOf(ceiling)
  const trials: TonesTrial[] = []
  const levels: number[] = []
  for (const answer of answers) {
    const { now } = follow(setup, trials)
    if (!now || follow(setup, trials).found.right.length > 0) throw new Error(`found after ${levels.join(' ')}`)
    levels.push(now.levelDb)
    const stimulus = { ear: now.ear, pitch: now.pitch, levelDb: now.levelDb, sounds: true, gapMs: 2000, toneMs: 1000 }
    trials.push({ stimulus, answer: answer === '+' ? 'heard' : 'nothing', ...nothing })
  }
  return { levels, found: follow(setup, trials).found.right[0] ?? null }
}

// Worked by hand from the rule: 10 down until the first miss, 5 up until it is heard, 10 down again; two of three ascents.
test.each([
  // Hears 30 and louder: two ascents end at 30.
  ['+++--+--+', [50, 40, 30, 20, 25, 30, 20, 25, 30], { state: 'threshold', levelDb: 30 }],
  // Ascents end at 35, 30 and 30: two of three.
  ['++-+-+--+', [50, 40, 30, 35, 25, 30, 20, 25, 30], { state: 'threshold', levelDb: 30 }],
  // Ascents end at 35, 30 and 25: none twice, so again from 10 dB above the last; then twice at 30.
  ['++-+-+-++-+--+', [50, 40, 30, 35, 25, 30, 20, 25, 35, 25, 30, 20, 25, 30], { state: 'threshold', levelDb: 30 }],
  // Hears everything: the floor was reached on the way down, which is no ascent, and is then heard twice more.
  ['++++++', [50, 40, 30, 20, 20, 20], { state: 'threshold', levelDb: 20 }],
  // Hears 60 and louder: 10 dB up while nothing was heard, then down, then up.
  ['-+--+--+', [50, 60, 50, 55, 60, 50, 55, 60], { state: 'threshold', levelDb: 60 }],
  // A tone heard again without a miss before it ends no ascent: it goes on down.
  ['++-+++--+', [50, 40, 30, 35, 25, 20, 20, 25, 30], null],
  ['-----', [50, 60, 70, 80, 80], { state: 'no-response', levelDb: 80 }],
])('answers %s ask for %j', (answers, levels, found) => {
  expect(search(answers)).toEqual({ levels, found })
})

test('the loudest that the booth gives is missed twice before there is no response, and heard twice it is a threshold', () => {
  expect(search('----', 65)).toEqual({ levels: [50, 60, 65, 65], found: { state: 'no-response', levelDb: 65 } })
  expect(search('--+--+--+', 65)).toEqual({ levels: [50, 60, 65, 55, 60, 65, 55, 60, 65], found: { state: 'threshold', levelDb: 65 } })
})

test('ascents that never end twice at one level are unsettled after two new beginnings', () => {
  // Each round ends at 35, 30 and 25, and the next begins 10 dB above the last.
  expect(search(`++-+-+-+${'+--+-+-+'.repeat(2)}`).found).toEqual({ state: 'unsettled', levelDb: null })
})

type Ear = Record<Pitch, number>
/** The log of somebody who hears exactly from these levels on; `says` what they answer to silence. */
type Manner = { ceiling?: number; says?: 'heard' | 'nothing'; seed?: string }
const logOf = (ears: Record<Side, Ear>, { ceiling = 80, says = 'nothing', seed = SEED }: Manner = {}) => {
  const setup = setupOf(ceiling)
  const trials = rehearse(tones, setup, seed, (stimulus) => {
    if ('listen' in stimulus) return { dbfs: null }
    if (!stimulus.sounds) return says
    return stimulus.levelDb >= ears[stimulus.ear][stimulus.pitch] ? 'heard' : 'nothing'
  })
  return { trials, score: tones.score(setup, seed, trials) }
}
const NORMAL = { left: every(5), right: every(5) }

test('each ear begins at 1000 Hz, goes on to 2000, 4000 and 500 and comes back to 1000; the right ear first', () => {
  const { trials, score } = logOf(NORMAL)
  const asked = trials.flatMap(({ stimulus }) => ('pitch' in stimulus && stimulus.sounds ? [`${stimulus.ear} ${stimulus.pitch}`] : []))
  const order = asked.filter((one, n) => one !== asked[n - 1])
  expect(order).toEqual(['right', 'left'].flatMap((ear) => [1000, 2000, 4000, 500, 1000].map((pitch) => `${ear} ${pitch}`)))
  expect(score).toMatchObject({ faults: [], falsePositives: 0, ambientDb: null })
  expect(score.ears.right).toEqual({
    thresholds: PITCHES.map((pitch) => ({ pitch, state: 'threshold', levelDb: 20 })),
    retestDb: 0,
    averageDb: 20,
  })
})

test('an audiogram: a loss at high pitches on the left, nothing at all at 4000 Hz', () => {
  const { score } = logOf({ right: every(25), left: { 500: 30, 1000: 40, 2000: 55, 4000: 95 } })
  expect(score.ears.left).toEqual({
    thresholds: [
      { pitch: 500, state: 'threshold', levelDb: 30 },
      { pitch: 1000, state: 'threshold', levelDb: 40 },
      { pitch: 2000, state: 'threshold', levelDb: 55 },
      { pitch: 4000, state: 'no-response', levelDb: 80 },
    ],
    retestDb: 0,
    // (30 + 40 + 55) / 3
    averageDb: 41.7,
  })
  expect(score.faults).toEqual([])
})

test('about one presentation in five is silent, none before the ear has heard something, and silence looks like a tone', () => {
  const all = Array.from({ length: 40 }, (_, n) => logOf(NORMAL, { seed: n.toString(16).padStart(32, '0') }).trials).flat()
  const silent = all.filter(({ stimulus }) => 'sounds' in stimulus && !stimulus.sounds)
  expect(Math.abs(silent.length / all.length - 0.2)).toBeLessThan(0.03)
  for (const { stimulus } of all) {
    if ('listen' in stimulus) continue
    expect(stimulus.gapMs).toBeGreaterThanOrEqual(stimulus.toneMs)
    expect(stimulus.toneMs).toBeGreaterThanOrEqual(1000)
    expect(stimulus.toneMs).toBeLessThanOrEqual(2000)
  }
  const gaps = new Set(all.map(({ stimulus }) => ('gapMs' in stimulus ? stimulus.gapMs : 0)))
  expect(gaps.size).toBeGreaterThan(500)
  const deaf = logOf({ left: every(200), right: every(200) })
  expect(deaf.score).toMatchObject({ silences: 0, faults: [] })
})

test('who says "heard" whatever comes is found out by the silences', () => {
  expect(logOf(NORMAL, { says: 'heard' }).score.faults).toEqual(['false-positives'])
})

test('a quarter of the silences may be said to be heard, no more', () => {
  const silence = (answer: 'heard' | 'nothing'): TonesTrial => ({
    stimulus: { ear: 'right', pitch: 1000, levelDb: 40, sounds: false, gapMs: 2000, toneMs: 1000 },
    answer,
    ...nothing,
  })
  const faults = (heard: number, of: number) =>
    tones.score(
      SETUP,
      SEED,
      Array.from({ length: of }, (_, n) => silence(n < heard ? 'heard' : 'nothing')),
    ).faults
  expect(faults(2, 8)).not.toContain('false-positives')
  expect(faults(3, 8)).toContain('false-positives')
})

test('two thresholds at 1000 Hz more than 5 dB apart make it not valid', () => {
  const run = (second: number) => {
    // The right ear's 1000 Hz after 500 Hz was tested is the retest.
    let seen500 = false
    const trials: TonesTrial[] = []
    for (;;) {
      const stimulus = tones.next(SETUP, SEED, trials)
      if (stimulus === 'done') return tones.score(SETUP, SEED, trials)
      if (!('pitch' in stimulus)) throw new Error('no tone')
      seen500 ||= stimulus.pitch === 500
      const from = stimulus.ear === 'right' && stimulus.pitch === 1000 && seen500 ? second : 30
      trials.push({ stimulus, answer: stimulus.sounds && stimulus.levelDb >= from ? 'heard' : 'nothing', ...nothing })
    }
  }
  expect(run(35)).toMatchObject({ faults: [], ears: { right: { retestDb: 5 } } })
  expect(run(40)).toMatchObject({ faults: ['retest-differs'], ears: { right: { retestDb: 10 } } })
})

test('too noisy three times: no tone is played, and nothing is said of the ears', () => {
  const setup = { ...SETUP, noise: { limitDb: 45, microphoneDb: 110 } }
  const trials = rehearse(tones, setup, SEED, () => ({ dbfs: -40 }))
  expect(trials).toHaveLength(3)
  expect(tones.score(setup, SEED, trials)).toMatchObject({ faults: ['too-noisy'], trials: 0, ambientDb: 70 })
})

const hears = fc.record({
  500: fc.integer({ min: -10, max: 100 }),
  1000: fc.integer({ min: -10, max: 100 }),
  2000: fc.integer({ min: -10, max: 100 }),
  4000: fc.integer({ min: -10, max: 100 }),
})
const seeds = fc.integer({ min: 0, max: 2 ** 31 }).map((n) => n.toString(16).padStart(32, '0'))

test('without a slip the threshold is the first level heard in steps of 5 dB, from 20 up, or no response', () => {
  fc.assert(
    fc.property(hears, hears, fc.integer({ min: 10, max: 16 }), seeds, (left, right, steps, seed) => {
      const ceiling = 5 * steps
      const { score } = logOf({ left, right }, { ceiling, seed })
      expect(score.faults).toEqual([])
      for (const [ear, own] of [
        ['left', left],
        ['right', right],
      ] as const)
        for (const { pitch, state, levelDb } of score.ears[ear].thresholds) {
          const due = Math.max(TONES.floor, 5 * Math.ceil(own[pitch] / 5))
          expect({ state, levelDb }).toEqual(
            due > ceiling ? { state: 'no-response', levelDb: ceiling } : { state: 'threshold', levelDb: due },
          )
        }
    }),
    { numRuns: 60 },
  )
})

test('a better ear never has a higher threshold', () => {
  fc.assert(
    fc.property(hears, fc.nat({ max: 60 }), seeds, (own, better, seed) => {
      const finer = { 500: own[500] - better, 1000: own[1000] - better, 2000: own[2000] - better, 4000: own[4000] - better }
      const { ears } = logOf({ left: own, right: finer }, { seed }).score
      for (const [n, { levelDb }] of ears.right.thresholds.entries())
        expect(levelDb ?? 0).toBeLessThanOrEqual(ears.left.thresholds[n]?.levelDb ?? 0)
    }),
    { numRuns: 40 },
  )
})

test('whatever is answered, it ends, asks for nothing softer than the floor or louder than the ceiling, and scores the same again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 300, maxLength: 300 }),
      fc.integer({ min: 10, max: 16 }),
      seeds,
      (answers, steps, seed) => {
        const setup = setupOf(5 * steps)
        const trials = rehearse(tones, setup, seed, (_, n) => (answers[n % 300] ? 'heard' : 'nothing'))
        expect(trials.length).toBeLessThanOrEqual(TONES.most)
        for (const { stimulus } of trials)
          if ('levelDb' in stimulus) {
            expect(stimulus.levelDb).toBeGreaterThanOrEqual(TONES.floor)
            expect(stimulus.levelDb).toBeLessThanOrEqual(5 * steps)
          }
        expect(tones.score(setup, seed, trials)).toEqual(tones.score(setup, seed, structuredClone(trials)))
        for (const length of [0, 1, 17, 60]) expect(tones.score(setup, seed, trials.slice(0, length))).toHaveProperty('procedure', 'tones')
      },
    ),
    { numRuns: 60 },
  )
})
