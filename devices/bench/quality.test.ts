import { afterEach, expect, test, vi } from 'vitest'
import { heightHead } from '../families/height/driver.ts'
import { openLine } from '../line/port.ts'
import { openPty } from '../simulate/pty.ts'
import type { OnBench } from './bench.ts'
import { watchQuality } from './quality.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A height head on a real terminal whose frames are written by hand, on a clock that stands still until it is moved. */
const head = async () => {
  let now = 1000
  const clock = () => now
  const pty = await openPty('height')
  const line = openLine(heightHead('mm'), async () => ({ path: pty.path, id: 'usb-head-7' }), { clock })
  closing.push(pty.close, line.close)
  // What comes right after the opening is said to nobody.
  await vi.waitFor(() => expect(line.port).toBe('usb-head-7'))
  now += 200
  let mm = 600
  /** Frames of the A02YYUW: FF, distance in two bytes, sum. */
  const say = async (sumIsWrong = false) => {
    mm += 3
    const bytes = [0xff, mm >> 8, mm & 0xff]
    const [before, faults] = [line.frames, line.faults]
    pty.wire.write(Uint8Array.of(...bytes, (bytes.reduce((sum, byte) => sum + byte) + (sumIsWrong ? 1 : 0)) & 0xff))
    await vi.waitFor(() => expect([line.frames > before, line.faults > faults]).toEqual([!sumIsWrong, sumIsWrong]))
  }
  const devices: OnBench[] = [{ name: 'head', model: 'A02YYUW', kind: 'height', line }]
  return { say, step: (ms: number) => (now += ms), watch: (signal: AbortSignal) => watchQuality({ devices }, clock, signal) }
}

test('of a device only what came while it was watched counts: good frames, broken ones, and the longest time between good ones', async () => {
  const { say, step, watch } = await head()
  await say()
  await say(true)
  const uses = watch(new AbortController().signal)
  step(100)
  await say()
  step(300)
  await say(true)
  step(400)
  await say()
  await say()
  step(50)
  expect(uses(['height'])).toEqual([
    { id: 'usb-head-7', kind: 'height', model: 'A02YYUW', quality: { frames: 3, faults: 1, longestGapMs: 700 } },
  ])
})

test('silence up to the end is a gap too, and a device without a line is named without figures', async () => {
  const { say, step, watch } = await head()
  const uses = watch(new AbortController().signal)
  await say()
  step(2500)
  expect(uses(['height', 'screen'])).toEqual([
    { id: 'usb-head-7', kind: 'height', model: 'A02YYUW', quality: { frames: 1, faults: 0, longestGapMs: 2500 } },
    { id: 'screen', kind: 'screen', model: 'screen', quality: { frames: 0, faults: 0, longestGapMs: 0 } },
  ])
})
