import { expect, test } from 'vitest'
import { aWeighted, levelOf, listenToRoom, openEar } from './noise.ts'

const RATE = 48_000
/** Level of a full-scale sine of this pitch behind the weighting, dB. */
const weighted = async (hertz: number): Promise<number> => {
  const context = new OfflineAudioContext(1, 2 * RATE, RATE)
  const sine = new OscillatorNode(context, { frequency: hertz })
  aWeighted(context, sine).connect(context.destination)
  sine.start()
  const samples = (await context.startRendering()).getChannelData(0)
  // The filters have settled after the first second.
  return levelOf(samples.subarray(RATE)) ?? Number.NEGATIVE_INFINITY
}

// IEC 61672-1, table 3.
test.each([
  [63, -26.2, 0.5],
  [125, -16.1, 0.5],
  [250, -8.6, 0.5],
  [500, -3.2, 0.5],
  [1000, 0, 0.3],
  [2000, 1.2, 0.5],
  [4000, 1, 0.5],
  [8000, -1.1, 2],
])('at %d Hz the weighting is %d dB', async (hertz, expected, tolerance) => {
  expect(Math.abs((await weighted(hertz)) - expected)).toBeLessThan(tolerance)
})

test('a sine at full scale is 0 dB, half of it 6 dB less, and no signal at all is no level', () => {
  const sine = (gain: number) => Float32Array.from({ length: RATE }, (_, n) => gain * Math.sin((2 * Math.PI * 1000 * n) / RATE))
  expect(levelOf(sine(1))).toBeCloseTo(0, 3)
  expect(levelOf(sine(0.5))).toBeCloseTo(-6.02, 2)
  expect(levelOf(new Float32Array(100))).toBeNull()
})

test('a microphone gives a level below its full scale, and is given back', async () => {
  const context = new AudioContext()
  await context.resume()
  const levels = [await listenToRoom(context, 2000), await listenToRoom(context, 2000), await listenToRoom(context, 100)]
  for (const level of levels) {
    expect(level).not.toBeNull()
    expect(level).toBeLessThan(0)
  }
  await context.close()
})

test('an ear tells a level at once and as often as it is asked, and gives its microphone back', async () => {
  const context = new AudioContext()
  await context.resume()
  const ear = await openEar(context)
  ear?.leaveOut(512)
  await expect.poll(() => ear?.level() ?? 0).toBeLessThan(0)
  ear?.stop()
  await context.close()
})
