import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { Scene } from '#protocol/booth.ts'
import { circle, gainFor, optotype, plate, sound } from './scene.ts'

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
  expect(optotype(setup(0), stimulus)).toMatchObject({ inverted: false, direction: 'left', eye: 'left' })
  expect(optotype(setup(1), stimulus).inverted).toBe(true)
  expect(optotype(setup(2), stimulus).inverted).toBe(false)
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

test('40 dB HL at 500 Hz is 49.6 dB under a full scale of 94 dB SPL', () => {
  // dBFS = 40 + 4.4 − 94 = −49.6
  expect(20 * Math.log10(gainFor(40, 94))).toBeCloseTo(-49.6)
  expect(gainFor(100, 94)).toBe(1)
})

test('a silent trial sounds from nowhere', () => {
  const silent = { side: 'silent' as const, gapMs: 2000, levelDb: 40 }
  expect(sound(silent, { left: 94, right: 90 }, 0.5)).toEqual({ scene: 'sound', side: 'silent', gapMs: 1000, gain: 0 })
})

test('a circle waits as long as its stimulus says, and says when it is practice', () => {
  expect(circle({ kind: 'practice', foreMs: 1234 }, 1)).toEqual({ scene: 'circle', practice: true, foreMs: 1234 })
  expect(circle({ kind: 'trial', foreMs: 3001 }, 0.1)).toEqual({ scene: 'circle', practice: false, foreMs: 300 })
})
