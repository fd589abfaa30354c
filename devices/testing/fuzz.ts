import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { codecs } from '../families/codecs.ts'
import type { Driver } from '../line/driver.ts'

/** Good frames of a codec, to be sent whole or broken, and its checksum worked apart from the codec; null: it has none. */
type Known = { good: readonly Uint8Array[]; holds: ((frame: Uint8Array) => boolean) | null }

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const ascii = (text: string) => new TextEncoder().encode(text)

/** The sum of a frame's bytes but the last, and so many more, is its last byte. */
const sums = (more: number) => (frame: Uint8Array) => {
  let total = more
  for (let at = 0; at < frame.length - 1; at++) total += frame[at] ?? 0
  return total % 256 === frame[frame.length - 1]
}

/** NMEA's way: two digits behind a star, here without the first character. */
const starred = (line: Uint8Array) => {
  let all = 0
  for (let at = 1; at < line.length - 3; at++) all ^= line[at] ?? 0
  return new TextDecoder().decode(line.subarray(-3)).toLowerCase() === `*${all.toString(16).padStart(2, '0')}`
}

const exclusive = (frame: Uint8Array) => {
  let all = 0
  for (let at = 5; at < frame.length; at++) all ^= frame[at] ?? 0
  return all === 0 && (frame[5] ?? 0) * 256 + (frame[6] ?? 0) === frame.length - 7
}

/** A record of spaces and zeros: its XOR is 05 08 90 01 04 alone, since the rest is there an even number of times. */
const record = Uint8Array.of(
  ...hex('AA AA AA 96 69 05 08 00 00 90 01 00 04 00'),
  ...Array.from({ length: 256 }, (_, at) => (at % 2 === 0 ? 0x20 : 0)),
  ...Array<number>(1024).fill(0),
  0x05 ^ 0x08 ^ 0x90 ^ 0x01 ^ 0x04,
)

const head: Known = { good: [hex('FF 07 A1 A7'), hex('FF 06 D6 DB')], holds: sums(0) }

/** Modbus's check, by its table of 256 instead of bit by bit: the remainder over a whole frame is nothing. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = (value >> 1) ^ (value % 2 === 1 ? 0xa001 : 0)
  return value
})
const crc = (frame: Uint8Array) => frame.reduce((check, byte) => (check >> 8) ^ (TABLE[(check ^ byte) & 0xff] ?? 0), 0xffff) === 0

const known: Record<string, Known> = {
  SDT: {
    good: [
      hex('AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97'),
      hex('AA AA AA 96 69 00 04 00 00 80 84'),
      hex('AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C'),
      record,
    ],
    holds: exclusive,
  },
  keypad: { good: [ascii('H,1000*2D\r\n'), ascii('K,up,1,1500*1C\r\n'), ascii('K,up,0,1620*1C\r\n')], holds: starred },
  'force-board': {
    good: [ascii('F,1,12001,0,0*03\r\n'), ascii('F,2,12002,0,0*03\r\n'), ascii('F,1,12002,0,50*35\r\n'), ascii('F,2,12003,0,50*37\r\n')],
    holds: starred,
  },
  A02YYUW: head,
  joystick: { good: [ascii('J,0,0,1000*2D\r\n'), ascii('J,1000,-20,1100*02\r\n'), ascii('K,ok,1,1500*1D\r\n')], holds: starred },
  'cabin-board': { good: [ascii('D,0,1000*31\r\n'), ascii('N,385,1000*3F\r\n'), ascii('L,320,1000*30\r\n')], holds: starred },
  'modbus-force': {
    good: [hex('01 04 04 43 DA C0 00 9F FB'), hex('02 04 04 43 DA C0 00 AC FB'), hex('01 83 02 C0 F1'), hex('01 06 00 15 00 01 59 CE')],
    holds: crc,
  },
  'US-100': { good: [hex('06 D6'), hex('07 A1')], holds: null },
  URM: { good: [hex('55 AA 11 02 02 06 D6 F0'), hex('55 AA 11 02 02 FF FF 12')], holds: sums(0) },
  'TF-Luna': { good: [hex('59 59 AF 00 E8 03 00 09 55'), hex('59 59 D6 06 E8 03 00 09 82')], holds: sums(0) },
  'BCM-H10': { good: [hex('A5 5A 05 64 35 06 95 39'), hex('A5 5A 03 64 01 68')], holds: sums(1) },
  'height-line': { good: [ascii('W:065.5 H:170.5\r\n'), ascii('W=65.5,H=170.5\r\n')], holds: null },
  'weigh-indicator': { good: [ascii('ST,GS,+  123.456  kg\r\n'), ascii('US,NT,+   65.50  kg\r\n')], holds: null },
}

export type Fuzzed = { frames: number; readings: number; dropped: number; badFrames: number; grownBytes: number }

/**
 * Sends a driver so many chunks of good, broken and random bytes, cut anywhere, with time going by. Gives what came of it: the frames
 * whose checksum doesn't hold, which must be none, and how far the memory in use grew. Throws what the driver throws.
 */
export function fuzz(name: string, chunks: number, random: () => number): Fuzzed {
  const { driver, good, holds } = codecOf(name)
  const framer = driver.framer()
  const talk = driver.talk()
  const below = (most: number) => Math.floor(random() * most)
  const result = { frames: 0, readings: 0, dropped: 0, badFrames: 0, grownBytes: 0 }
  let stream: Uint8Array = new Uint8Array(0)
  let at = 0
  let before = 0
  for (let chunk = 0; chunk < chunks; chunk++) {
    // What the engine makes of the code itself is done after a while.
    if (chunk === Math.floor(chunks / 10)) before = bytesInUse()
    if (stream.length === 0) stream = piece(good, below)
    const length = 1 + below(below(4) === 0 ? 1400 : 40)
    at += below(20) === 0 ? below(2000) : below(15)
    for (const frame of framer.push(stream.subarray(0, length), at)) {
      result.frames++
      if (holds && !holds(frame)) result.badFrames++
      result.readings += talk.hear(frame, at).readings?.length ?? 0
    }
    stream = stream.subarray(length)
    if (below(4) === 0) talk.tick(at)
  }
  result.grownBytes = bytesInUse() - before
  result.dropped = framer.dropped
  return result
}

/** A frame as it is, with a byte changed, lost, put in or cut off behind, or bytes that are no frame. */
function piece(good: readonly Uint8Array[], below: (most: number) => number): Uint8Array {
  const frame = good[below(good.length)] ?? new Uint8Array(0)
  const place = below(frame.length)
  switch (below(8)) {
    case 0:
      return frame.map((byte, at) => (at === place ? byte ^ (1 + below(255)) : byte))
    case 1:
      return Uint8Array.of(...frame.subarray(0, place), ...frame.subarray(place + 1))
    case 2:
      return Uint8Array.of(...frame.subarray(0, place), below(256), ...frame.subarray(place))
    case 3:
      return frame.subarray(0, place)
    case 4:
      return Uint8Array.from({ length: 1 + below(200) }, () => below(256))
    default:
      return frame
  }
}

/** A driver and what is known of its bytes. Throws when nobody wrote down good frames of a new codec. */
export function codecOf(name: string): Known & { driver: Driver<unknown> } {
  const [driver, bytes] = [codecs[name], known[name]]
  if (!driver || !bytes) throw new Error(`There are no good frames of ${name} in devices/testing/fuzz.ts`)
  return { driver, ...bytes }
}

/** The same chances again for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes that are really held: what is garbage is collected first. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
