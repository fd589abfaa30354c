import { expect, test } from 'vitest'
import { weakIn } from './weak.ts'

const levels = (db: number) => ({ 500: db, 1000: db, 2000: db, 4000: db })
const sound = (left: number, right = left) => ({
  transducer: 'loudspeakers' as const,
  fullScaleDb: { left: levels(left), right: levels(right) },
})

// By ISO 389-7 0 dB HL at 500 Hz are 4.4 dB SPL from a loudspeaker, and the loudest sound of the fork is 70 dB HL.
test('loudspeakers that give 74.4 dB SPL at 500 Hz are loud enough, and a tenth less is not', () => {
  expect(weakIn(sound(74.4))).toEqual([])
  expect(weakIn(sound(74.4, 74.3))).toEqual([{ source: 'loudspeakers', ear: 'right', pitch: 500, reached: 74.3, needed: 74.4 }])
})

test('each pitch of pure tones has to reach 50 dB HL', () => {
  const weak = weakIn({ ...sound(80), fullScaleDb: { left: { ...levels(80), 4000: 44.5 }, right: levels(80) } })
  expect(weak).toEqual([{ source: 'loudspeakers', ear: 'left', pitch: 4000, reached: 44.5, needed: 44.6 }])
})

// 58 dB HL at most by headphones, and 11.5 dB SPL at 0 dB HL for TDH39 (ISO 389-1).
test('headphones are asked for less, and beside loudspeakers for the direction alone', () => {
  expect(weakIn({ transducer: 'TDH39', fullScaleDb: { left: levels(69.5), right: levels(69.5) } })).toEqual([])
  const headphones = { transducer: 'TDH39' as const, fullScaleDb: { left: { ...levels(50), 500: 69 }, right: levels(69.5) } }
  expect(weakIn({ ...sound(80), headphones })).toEqual([{ source: 'TDH39', ear: 'left', pitch: 500, reached: 69, needed: 69.5 }])
})
