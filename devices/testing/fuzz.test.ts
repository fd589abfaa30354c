import { expect, it } from 'vitest'
import { codecs } from '../families/codecs.ts'
import { codecOf, fuzz, seeded } from './fuzz.ts'

/** Each codec hears so many chunks; `ROADFIT_FUZZ=full` takes its time. */
const CHUNKS = process.env['ROADFIT_FUZZ'] === 'full' ? 1_000_000 : 10_000
const names = Object.keys(codecs)

it.each(names)(
  '%s: whatever comes in, it does not throw, holds no memory and lets no broken frame through',
  { timeout: 300_000 },
  (name) => {
    const { frames, dropped, badFrames, grownBytes } = fuzz(name, CHUNKS, seeded(names.indexOf(name) + 1))
    expect(badFrames).toBe(0)
    expect(grownBytes).toBeLessThan(5_000_000)
    // It was a test of something: both happened.
    expect(frames).toBeGreaterThan(100)
    expect(dropped).toBeGreaterThan(100)
  },
)

it.each(names.filter((name) => codecOf(name).holds))(
  '%s: a frame with any one byte changed is no reading, and the same frame after it is',
  (name) => {
    const { driver, good } = codecOf(name)
    for (const frame of good)
      for (let place = 0; place < frame.length; place++) {
        const framer = driver.framer()
        const broken = frame.map((byte, at) => (at === place ? byte ^ 0x01 : byte))
        const through = framer.push(broken, 0).filter((one) => !codecOf(name).holds?.(one))
        expect(through).toEqual([])
        framer.push(frame, 1000)
        expect([...framer.push(frame, 2000), ...framer.push(frame, 3000)].length).toBeGreaterThan(0)
      }
  },
)
