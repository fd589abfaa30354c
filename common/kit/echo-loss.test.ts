import { expect, test } from 'vitest'
import { type EchoMeasured, echoResult, judgeEcho } from './echo-loss.ts'

/** A loudspeaker at one table with its microphone, in a quiet room, with a canceller that takes all of it out. */
const WELL: EchoMeasured = { played: -23, raw: { quiet: -70, during: -40 }, sent: { quiet: -80, during: -80 } }
const judged = (more: Partial<EchoMeasured>) => judgeEcho({ ...WELL, ...more })
/** What a microphone hears where the room and an echo sound together, dB: their powers add. */
const together = (...levels: number[]) => 10 * Math.log10(levels.reduce((sum, db) => sum + 10 ** (db / 10), 0))

test('an echo that does not stand out from the room any more is taken out, at least by what was listened for', () => {
  expect(judged({})).toEqual({ found: 'cancelled', lossDb: 57 })
  expect(judged({ sent: { quiet: null, during: null } })).toEqual({ found: 'cancelled', lossDb: 77 })
})

// 3GPP TS 26.132, 8.7.1: at least 46 dB while one side speaks. 30 dB is the house's.
test.each([
  [46, 'cancelled', 'good'],
  [45, 'faint', 'warn'],
  [30, 'faint', 'warn'],
  [29, 'heard', 'bad'],
  [-6, 'heard', 'bad'],
] as const)('an echo that comes back %d dB weaker is %s', (lossDb, found, result) => {
  const sent = { quiet: -85, during: together(-85, WELL.played - lossDb) }
  expect(judged({ sent })).toEqual({ found, lossDb })
  expect(echoResult(judged({ sent }))).toBe(result)
})

test('the room’s own noise is no echo, even where it is half of what is heard', () => {
  // An echo as loud as the room is twice the room's power: 3 dB.
  expect(judged({ sent: { quiet: -60, during: together(-60, -59.9) } })).toEqual({ found: 'faint', lossDb: 37 })
  expect(judged({ sent: { quiet: -60, during: together(-60, -60.2) } })).toMatchObject({ found: 'cancelled', lossDb: 34 })
})

test('a microphone that hears nothing of the loudspeaker is asked about, for it may be headphones', () => {
  const unheard = judged({ raw: { quiet: -70, during: -68 } })
  expect(unheard).toEqual({ found: 'unheard' })
  expect(echoResult(unheard)).toBe('warn')
})

test('a room that could hide an echo nobody can talk with is too loud to tell, and a quieter one is not', () => {
  const room = (db: number) => ({ quiet: db, during: db })
  // 30 dB below what is played, and a little above that.
  expect(judged({ raw: room(-53), sent: room(-53) })).toEqual({ found: 'unheard' })
  expect(judged({ raw: room(-53), sent: room(-52.9) })).toEqual({ found: 'too-loud' })
  expect(judged({ raw: room(-52.9), sent: room(-80) })).toEqual({ found: 'too-loud' })
  expect(echoResult({ found: 'too-loud' })).toBe('warn')
})

test('a microphone without any signal is one that nobody hears', () => {
  const silent = judged({ raw: { quiet: null, during: null } })
  expect(silent).toEqual({ found: 'silent' })
  expect(echoResult(silent)).toBe('bad')
  expect(echoResult({ found: 'missing', problem: 'denied' })).toBe('bad')
})
