import { expect, test } from 'vitest'
import { hearVoices, listenForVoices } from './voices.ts'

/** What is heard of levels that come every 50 ms: the longest voice, ms. */
const longest = (levels: readonly (number | null)[]): number => {
  const hear = hearVoices()
  return levels.reduce<number>((most, level) => Math.max(most, hear(level)), 0)
}
/** A level for so many ms, with the little that noise flickers in 43 ms of such a band. */
const steady = (dB: number, ms: number) => Array.from({ length: ms / 50 }, (_, n) => dB + Math.sin(n * 2.4) * 0.4)
/** Syllables: four a second, 16 dB between a vowel and the gap before it. */
const speech = (dB: number, ms: number) => Array.from({ length: ms / 50 }, (_, n) => dB - 8 + 8 * Math.sin((n * 2 * Math.PI) / 5))
const ROOM = steady(-62, 10_000)

test('a quiet room, a fan that is switched on, and a key that clicks are no voice', () => {
  expect(longest(ROOM)).toBe(0)
  expect(longest([...ROOM, ...steady(-40, 20_000)])).toBe(0)
  expect(longest([...ROOM, ...steady(-40, 5000), ...ROOM])).toBe(0)
  expect(longest([...ROOM, -30, ...steady(-62, 1000), -28, -40, ...steady(-62, 1000)])).toBeLessThanOrEqual(100)
  expect(longest(Array.from({ length: 400 }, () => null))).toBe(0)
})

test('a word and a sentence last as long as they are said, above the noise of a booth as well', () => {
  for (const room of [-62, -50]) {
    const heard = (ms: number) => longest([...steady(room, 10_000), ...speech(room + 28, ms), ...steady(room, 2000)])
    expect(heard(600)).toBeGreaterThanOrEqual(400)
    expect(heard(600)).toBeLessThanOrEqual(650)
    expect(heard(200)).toBeGreaterThanOrEqual(150)
    expect(heard(3000)).toBeGreaterThanOrEqual(2500)
  }
})

test('two words with a pause between them are two', () => {
  expect(longest([...ROOM, ...speech(-34, 500), ...steady(-62, 600), ...speech(-34, 500)])).toBeLessThanOrEqual(500)
})

test('the microphone is listened to while anybody asks, and given back', async () => {
  const context = new AudioContext()
  await context.resume()
  const control = new AbortController()
  let told = 0
  await listenForVoices(context, control.signal, () => (told += 1))
  await expect.poll(() => told).toBeGreaterThan(3)
  control.abort()
  const after = told
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(told).toBe(after)
  await context.close()
})
