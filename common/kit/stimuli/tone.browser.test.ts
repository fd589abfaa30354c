import { expect, test } from 'vitest'
import { playPure, playTone } from './tone.ts'

const RATE = 48_000
const heard = async (side: 'left' | 'right' | 'silent', gapMs: number) => {
  const context = new OfflineAudioContext(2, 3 * RATE, RATE)
  const ended = playTone(context, { side, gain: 0.5, gapMs })
  const buffer = await context.startRendering()
  await ended
  return { left: buffer.getChannelData(0), right: buffer.getChannelData(1) }
}
/** Where a whole second of the noise stands, between its beginning and its end. */
const FROM = 0.8 * RATE
const loudest = (samples: Float32Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

test('a tone comes from one loudspeaker alone, after its gap, and dies away in a second', async () => {
  const { left, right } = await heard('left', 800)
  expect(loudest(right)).toBe(0)
  expect(loudest(left.subarray(0, 0.8 * RATE))).toBe(0)
  expect(loudest(left)).toBeGreaterThan(0.45)
  expect(loudest(left)).toBeLessThanOrEqual(0.5)
  // Half a second is the time in which it falls to 1/e.
  const secondHalf = loudest(left.subarray(1.31 * RATE, 1.8 * RATE))
  expect(secondHalf).toBeLessThan(0.5 / Math.E)
  expect(secondHalf).toBeGreaterThan(0)
  expect(loudest(left.subarray(1.81 * RATE))).toBe(0)
})

test('it sounds at 512 Hz, and begins and ends softly', async () => {
  const { right } = await heard('right', 0)
  const half = right.subarray(0.1 * RATE, 0.6 * RATE)
  const rising = half.filter((sample, n) => n > 0 && (half[n - 1] ?? 0) < 0 && sample >= 0).length
  expect(Math.abs(rising - 256)).toBeLessThanOrEqual(1)
  expect(loudest(right.subarray(0, 0.002 * RATE))).toBeLessThan(0.06)
  expect(loudest(right.subarray(0.998 * RATE))).toBeLessThan(0.05 * Math.exp(-2))
})

test('silence lasts as long as a tone, and is silent', async () => {
  const { left, right } = await heard('silent', 500)
  expect(loudest(left) + loudest(right)).toBe(0)
})

test('noise at both ears is as loud as it should be, lies around the tone, and is another at each', async () => {
  const context = new OfflineAudioContext(2, 3 * RATE, RATE)
  let seed = 1
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  const ended = playTone(context, { side: 'silent', gain: 0, gapMs: 800, noise: { left: 0.1, right: 0.05 } }, () => {}, random)
  const buffer = await context.startRendering()
  await ended
  const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)]
  const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  // A sine of amplitude 0.1 has a power of 0.005.
  expect(power(left.subarray(FROM, FROM + RATE)) / 0.005).toBeCloseTo(1, 2)
  expect(power(right.subarray(FROM, FROM + RATE)) / 0.00125).toBeCloseTo(1, 2)
  const product = left.subarray(FROM, FROM + RATE).reduce((sum, sample, n) => sum + sample * (right[FROM + n] ?? 0), 0) / RATE
  expect(Math.abs(product) / Math.sqrt(0.005 * 0.00125)).toBeLessThan(0.5)
  const second = left.subarray(FROM, FROM + RATE)
  const rising = second.filter((sample, n) => n > 0 && (second[n - 1] ?? 0) < 0 && sample >= 0).length
  expect(rising).toBeGreaterThan(456)
  expect(rising).toBeLessThan(575)
  expect(loudest(left.subarray(0, 0.002 * RATE))).toBeLessThan(0.01)
  expect(loudest(left.subarray(2.01 * RATE))).toBe(0)
})

test('a pure tone comes at one ear alone, is as loud all along, and begins and ends within 50 ms', async () => {
  const context = new OfflineAudioContext(2, 3 * RATE, RATE)
  const told: string[] = []
  const ended = playPure(context, { ear: 'right', pitch: 2000, gapMs: 500, toneMs: 1200, gain: 0.25 }, () => told.push('begun'))
  const buffer = await context.startRendering()
  await ended.then(() => told.push('ended'))
  expect(told).toEqual(['begun', 'ended'])
  const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)]
  expect(loudest(left)).toBe(0)
  expect(loudest(right.subarray(0, 0.5 * RATE))).toBe(0)
  for (const at of [0.55, 1, 1.6]) expect(loudest(right.subarray(at * RATE, (at + 0.04) * RATE))).toBeCloseTo(0.25, 3)
  expect(loudest(right.subarray(0.5 * RATE, 0.505 * RATE))).toBeLessThan(0.02)
  expect(loudest(right.subarray(1.701 * RATE))).toBe(0)
  const second = right.subarray(0.6 * RATE, 1.6 * RATE)
  const rising = second.filter((sample, n) => n > 0 && (second[n - 1] ?? 0) < 0 && sample >= 0).length
  expect(Math.abs(rising - 2000)).toBeLessThanOrEqual(1)
})

test('tells when the gap is over, before the sound has ended', async () => {
  for (const gapMs of [0, 500]) {
    const context = new OfflineAudioContext(2, 3 * RATE, RATE)
    const told: string[] = []
    const ended = playTone(context, { side: 'left', gain: 0.5, gapMs }, () => told.push('begun'))
    await context.startRendering()
    await ended.then(() => told.push('ended'))
    expect(told).toEqual(['begun', 'ended'])
  }
})
