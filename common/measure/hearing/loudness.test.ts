import { expect, test } from 'vitest'
import type { SoundRecord, Transducer } from '#protocol/procedures/sound.ts'
import { ceilingDb, ceilings, dbfs } from './loudness.ts'

const every = (db: number) => ({ 500: db, 1000: db, 2000: db, 4000: db })
const sound = (transducer: Transducer, full: number): SoundRecord => ({
  transducer,
  fullScaleDb: { left: every(full), right: every(full) },
  microphoneDb: null,
})

test.each([
  // dBFS = dB HL + RETSPL − SPL at full scale, by hand.
  ['TDH39', 1000, 40, 110, 40 + 7 - 110],
  ['TDH39', 500, 40, 110, 40 + 11.5 - 110],
  ['HD300', 4000, 60, 105, 60 - 1.1 - 105],
  ['HDA200', 2000, 30, 100, 30 + 4.5 - 100],
  ['loudspeakers', 4000, 40, 90, 40 - 5.4 - 90],
] as const)('%s at %d Hz: %d dB HL under a full scale of %d dB SPL is %d dBFS', (transducer, pitch, level, full, expected) => {
  expect(dbfs(sound(transducer, full), 'left', pitch, level)).toBeCloseTo(expected, 10)
})

test('the ceiling is the loudest step of 5 dB that is not above full scale, and never above 80 dB HL', () => {
  for (const full of [50, 62.3, 71.9, 80]) {
    const top = ceilingDb(sound('HD300', full), 'right', 2000)
    expect(dbfs(sound('HD300', full), 'right', 2000, top)).toBeLessThanOrEqual(0)
    expect(dbfs(sound('HD300', full), 'right', 2000, top + 5)).toBeGreaterThan(0)
    expect(top % 5).toBe(0)
  }
  expect(ceilings(sound('TDH39', 120))).toEqual({ left: every(80), right: every(80) })
})
