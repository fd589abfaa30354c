import { expect, test } from 'vitest'
import type { ReadingOutput } from '#protocol/service.ts'
import { readingWords, subjectOf } from './reading-words.ts'

test.each<[ReadingOutput, string, string]>([
  [{ mm: 1712 }, 'Distance', '1\u202f712 mm'],
  [{ mm: 560 }, 'Distance', '560 mm'],
  [{ stature: { mm: 1705, grams: 65_500 } }, 'Height', '1\u202f705 mm · 65.5 kg'],
  [{ stature: { mm: 1705, grams: null } }, 'Height', '1\u202f705 mm'],
  [{ stature: null }, 'Height', 'Nobody is inside'],
  [{ presenceMm: 750 }, 'Distance', '750 mm'],
  [{ weight: { steady: true, net: false, grams: 23_400 } }, 'Weight', '23.4 kg'],
  [{ weight: { steady: false, net: true, grams: -200 } }, 'Weight', '-0.2 kg · net · not steady yet'],
  [{ key: 'left', deviceMs: 7 }, 'Key', '←'],
  [{ key: '7', deviceMs: 7 }, 'Key', '7'],
  [{ cell: 'pedal-left', millinewtons: 203_480 }, 'left pedal', '203.5 N'],
  [{ cell: 'pedal-left', millinewtons: 1_203_480 }, 'left pedal', '1\u202f203.5 N'],
  [{ cell: 'grip-left', millinewtons: 98_000, moving: true }, 'left grip', '98.0 N · not steady yet'],
  [{ door: 'open' }, '', 'Door open'],
  [{ occupied: false }, '', 'Nobody is inside'],
  [{ noiseDb: 38 }, 'Noise', '38.0 dB(A)'],
  [{ lux: 100_000 }, 'Light', '100\u202f000 lx'],
  [{ event: 'unreadable' }, '', 'The card can’t be read'],
])('%j is shown as %s %s', (reading, of, value) => {
  expect(readingWords(reading, 'en')).toEqual({ of, value })
})

test('the newest of each cell and of each thing that a board notices is kept apart; two keys are one thing', () => {
  const subjects = (readings: readonly ReadingOutput[]) => new Set(readings.map(subjectOf)).size
  expect(
    subjects([
      { cell: 'pedal-left', millinewtons: 1 },
      { cell: 'pedal-right', millinewtons: 1 },
    ]),
  ).toBe(2)
  expect(subjects([{ door: 'open' }, { occupied: true }, { noiseDb: 40 }, { lux: 300 }])).toBe(4)
  expect(
    subjects([
      { key: 'up', deviceMs: 1 },
      { key: 'ok', deviceMs: 2 },
    ]),
  ).toBe(1)
})
