import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { array, assert, constant, integer, oneof, property } from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Framer } from './driver.ts'
import { counted, fixed, lines, sum, xor } from './frames.ts'

const text = (frames: Uint8Array[]) => frames.map((frame) => new TextDecoder().decode(frame))
const ascii = (words: string) => new TextEncoder().encode(words)
const anyLines = () => lines(16, () => true)
const sensor = () => fixed([0xff], 4, (frame) => sum(frame.subarray(0, 3)) === frame[3])
const reader = () =>
  counted([0xaa, 0xaa, 0xaa, 0x96, 0x69], { shortest: 3, longest: 100, gapMs: 250 }, (frame) => xor(frame.subarray(5)) === 0)
const NO_CARD = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x04, 0x00, 0x00, 0x80, 0x84]
const HEIGHT = [0xff, 0x07, 0xa1, 0xa7]

const makers = { lines: anyLines, fixed: sensor, counted: reader }
const whole = { lines: [...ascii('F,1,2\r\n')], fixed: HEIGHT, counted: NO_CARD }

describe.each(['lines', 'fixed', 'counted'] as const)('a framer of %s', (kind) => {
  const good = whole[kind]
  const bare = kind === 'lines' ? good.slice(0, -2) : good

  it('gives a frame that was split at any byte once, when its last byte is there', () => {
    for (let cut = 1; cut < good.length; cut++) {
      const framer = makers[kind]()
      expect(framer.push(Uint8Array.from(good.slice(0, cut)), 0)).toEqual([])
      expect(framer.push(Uint8Array.from(good.slice(cut)), 1)).toEqual([Uint8Array.from(bare)])
      expect(framer.dropped).toBe(0)
    }
  })

  it('keeps to the same frames however the bytes are cut', () => {
    const stream = array(oneof(constant(good), array(integer({ min: 0, max: 255 }), { maxLength: 9 })), { maxLength: 8 })
    const cuts = array(integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 })
    assert(
      property(stream, cuts, (parts, cuts) => {
        const bytes = Uint8Array.from(parts.flat())
        const [once, cut] = [makers[kind](), makers[kind]()]
        const frames = []
        for (let from = 0, turn = 0; from < bytes.length; turn++) {
          const length = cuts[turn % cuts.length] ?? 1
          frames.push(...cut.push(bytes.subarray(from, from + length), 0))
          from += length
        }
        expect(frames).toEqual(once.push(bytes, 0))
        expect(cut.dropped).toBe(once.dropped)
      }),
    )
  })

  it('finds the next good frame after a flood of garbage, and holds none of the flood', async () => {
    const framer = makers[kind]()
    const flood = new Uint8Array(64 * 1024).map((_, at) => (at * 131 + (at >> 7)) & 0xff)
    const before = held()
    for (let times = 0; times < 400; times++) framer.push(flood, times)
    await letsGo(before)
    expect(framer.dropped).toBeGreaterThan(0)
    framer.push(ascii('\n'), 401)
    expect(hearAfterPause(framer, good)).toContainEqual(Uint8Array.from(bare))
  })
})

it('an endless line is counted once and thrown away while it comes', async () => {
  const framer = anyLines()
  const before = held()
  for (let times = 0; times < 400; times++) framer.push(new Uint8Array(64 * 1024).fill(0x41), times)
  await letsGo(before)
  expect(framer.dropped).toBe(1)
  expect(text(framer.push(ascii('AAA\nB\n'), 500))).toEqual(['B'])
})

it('a line of the greatest length passes and one longer does not', () => {
  const framer = anyLines()
  expect(text(framer.push(ascii(`${'A'.repeat(16)}\r\n${'B'.repeat(17)}\r\nC\n`), 0))).toEqual(['A'.repeat(16), 'C'])
  expect(framer.dropped).toBe(1)
})

it('a frame with a wrong checksum is dropped, and a good one inside it is found', () => {
  const framer = reader()
  const swallowing = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x0c, ...NO_CARD, 0x00]
  expect(framer.push(Uint8Array.from(swallowing), 0)).toEqual([Uint8Array.from(NO_CARD)])
  expect(framer.dropped).toBe(2)
})

it('a length that is too great to be true does not wait for its bytes', () => {
  const framer = reader()
  expect(framer.push(Uint8Array.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0xff, 0xff, ...NO_CARD]), 0)).toEqual([Uint8Array.from(NO_CARD)])
})

it('a broken-off frame is given up when bytes come after a pause', () => {
  const framer = reader()
  framer.push(Uint8Array.from(NO_CARD.slice(0, 8)), 0)
  expect(framer.push(Uint8Array.from(NO_CARD), 300)).toEqual([Uint8Array.from(NO_CARD)])
  expect(framer.dropped).toBe(1)
})

/** Bytes that are really held: what is garbage is collected first. */
function held(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** What a framer keeps stays, whatever else happens in this process; what other files' tests left behind goes. */
async function letsGo(before: number): Promise<void> {
  await vi.waitFor(() => expect(held() - before).toBeLessThan(6_000_000))
}

/** A header in the flood may still wait for its frame: the pause ends that, as it does on a wire. */
function hearAfterPause(framer: Framer, good: number[]) {
  return [
    ...framer.push(Uint8Array.from(good), 1000),
    ...framer.push(Uint8Array.from(good), 2000),
    ...framer.push(Uint8Array.from(good), 3000),
  ]
}
