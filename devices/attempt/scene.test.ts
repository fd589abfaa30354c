import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Scene } from '#protocol/measurement.ts'
import type { SoundRecord } from '#protocol/procedures/sound.ts'
import { optotype } from './ask/acuity.ts'
import { plate } from './ask/colour.ts'
import { sound } from './ask/hearing.ts'
import { circle } from './ask/reaction.ts'
import { gainFor, listening } from './ask/sound.ts'
import { tone } from './ask/tones.ts'

const setup = (mirrors: number) => ({
  procedure: 'acuity' as const,
  method: 'limits' as const,
  eye: 'left' as const,
  limits: [5],
  glasses: false,
  screen: { pitchMm: 0.1554, pathMm: 5000, mirrors },
})

test('an odd count of mirrors turns the optotype over', () => {
  const stimulus = { kind: 'trial' as const, level: 5, direction: 'left' as const, strokePx: 9.36 }
  expect(optotype(setup(0), stimulus, false)).toMatchObject({ inverted: false, direction: 'left', eye: 'left' })
  expect(optotype(setup(1), stimulus, false).inverted).toBe(true)
  expect(optotype(setup(2), stimulus, false).inverted).toBe(false)
})

test.each([
  ['digits', '74'],
  ['openings', 'left'],
] as const)('a plate with %s carries its dots and neither what it shows nor its number', (form, figure) => {
  const scene = plate({ procedure: 'colour', form }, { kind: 'weak-protan', plate: 123_456_789, figure })
  expect(Value.Check(Scene, scene)).toBe(true)
  expect(Object.keys(scene).toSorted()).toEqual(['demonstration', 'dots', 'form', 'ground', 'scene'])
  expect(JSON.stringify(scene)).not.toMatch(/123456789|left|weak/)
})

const SPEAKERS: SoundRecord = {
  transducer: 'loudspeakers',
  fullScaleDb: { left: { 500: 94, 1000: 94, 2000: 94, 4000: 94 }, right: { 500: 90, 1000: 91, 2000: 92, 4000: 93 } },
  microphoneDb: null,
}

test('40 dB HL at 500 Hz is 49.6 dB under a full scale of 94 dB SPL', () => {
  // dBFS = 40 + 4.4 − 94 = −49.6
  expect(20 * Math.log10(gainFor(SPEAKERS, 'left', 500, 40))).toBeCloseTo(-49.6)
  expect(gainFor(SPEAKERS, 'left', 500, 100)).toBe(1)
})

test('a silent trial sounds from nowhere', () => {
  const silent = { side: 'silent' as const, gapMs: 2000, levelDb: 40 }
  expect(sound(silent, SPEAKERS, { pace: 0.5, first: true })).toEqual({
    scene: 'sound',
    first: true,
    headphones: false,
    side: 'silent',
    gapMs: 1000,
    gain: 0,
  })
})

test('by headphones the noise at both ears is as loud as it has to be to hide a tone of its level', () => {
  const every = (db: number) => ({ 500: db, 1000: db, 2000: db, 4000: db })
  const speakers = { ...SPEAKERS, headphones: { transducer: 'TDH39' as const, fullScaleDb: { left: every(110), right: every(104) } } }
  const stimulus = { side: 'right' as const, gapMs: 1000, levelDb: 50 }
  const scene = sound(stimulus, speakers, { pace: 1, first: false, maskDb: 30 })
  // TDH39: 11.5 dB SPL at 0 dB HL and 500 Hz; a third of an octave of noise hides a tone 4 dB below it.
  expect(20 * Math.log10(scene.gain)).toBeCloseTo(50 + 11.5 - 104, 6)
  expect(20 * Math.log10(scene.noise?.left ?? 0)).toBeCloseTo(30 + 11.5 + 4 - 110, 6)
  expect(20 * Math.log10(scene.noise?.right ?? 0)).toBeCloseTo(30 + 11.5 + 4 - 104, 6)
  expect(scene).toMatchObject({ headphones: true, side: 'right' })
  expect(sound(stimulus, speakers, { pace: 1, first: false })).toMatchObject({ headphones: false })
})

test('a tone carries what must be played and no level in dB HL; silence is a gain of nothing', () => {
  const stimulus = { ear: 'right' as const, pitch: 2000 as const, levelDb: 40, sounds: true, gapMs: 1500, toneMs: 1200 }
  const scene = tone(stimulus, SPEAKERS, 1, false)
  expect(Value.Check(Scene, scene)).toBe(true)
  // dBFS = 40 − 1.3 − 92 = −53.3
  expect(scene).toEqual({
    scene: 'tone',
    first: false,
    headphones: false,
    ear: 'right',
    pitch: 2000,
    gapMs: 1500,
    toneMs: 1200,
    gain: expect.closeTo(10 ** (-53.3 / 20), 8),
  })
  expect(tone(stimulus, { ...SPEAKERS, transducer: 'TDH39' }, 1, true)).toMatchObject({ first: true, headphones: true })
  expect(tone({ ...stimulus, sounds: false }, SPEAKERS, 1, false)).toEqual({ ...scene, gain: 0 })
})

test('the page that listens learns neither the limit nor what its level means', () => {
  expect(listening({ listen: 'noise', round: 2 }, 1)).toEqual({ scene: 'listen', round: 2, listenMs: 2000 })
})

test('a circle waits as long as its stimulus says, and says when it is practice', () => {
  expect(circle({ kind: 'practice', foreMs: 1234 }, 1)).toEqual({ scene: 'circle', practice: true, foreMs: 1234 })
  expect(circle({ kind: 'trial', foreMs: 3001 }, 0.1)).toEqual({ scene: 'circle', practice: false, foreMs: 300 })
})
