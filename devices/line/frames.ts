import type { Framer } from './driver.ts'

/** XOR of all bytes. */
export const xor = (bytes: Uint8Array): number => bytes.reduce((all, byte) => all ^ byte, 0)

/** Low byte of the sum of all bytes. */
export const sum = (bytes: Uint8Array): number => bytes.reduce((all, byte) => (all + byte) & 0xff, 0)

const LINE_FEED = 0x0a
const RETURN = 0x0d

/**
 * Cuts at line feeds; a frame is the line without its ending. `longest`: bytes of a line; what is longer is thrown away up to the
 * next line feed while it comes in. `valid` sees each line that is not empty.
 */
export function lines(longest: number, valid: (line: Uint8Array) => boolean): Framer {
  let rest = new Uint8Array(0)
  let overlong = false
  let dropped = 0

  const take = (line: Uint8Array, frames: Uint8Array[]) => {
    const bare = line.at(-1) === RETURN ? line.subarray(0, -1) : line
    if (bare.length === 0) return
    if (bare.length <= longest && valid(bare)) frames.push(bare.slice())
    else dropped++
  }

  return {
    push(bytes) {
      const frames: Uint8Array[] = []
      let from = 0
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        if (!overlong) take(joined(rest, bytes.subarray(from, end)), frames)
        rest = new Uint8Array(0)
        overlong = false
        from = end + 1
      }
      if (overlong) return frames
      if (rest.length + bytes.length - from > longest + 1) {
        overlong = true
        dropped++
        rest = new Uint8Array(0)
      } else rest = joined(rest, bytes.subarray(from))
      return frames
    },
    get dropped() {
      return dropped
    },
  }
}

/** How long a frame is that begins like this: a number of bytes, `short` when more must be seen, `wrong` when it can be none. */
export type Measure = (bytes: Uint8Array) => number | 'short' | 'wrong'

/** Frames of one length behind a header. */
export const fixed = (header: readonly number[], length: number, valid: (frame: Uint8Array) => boolean): Framer =>
  headed(header, () => length, valid, Infinity)

/**
 * Frames that say their own length, two bytes high first (or one), right behind the header; it counts the bytes that follow it. A length
 * outside `shortest` to `longest` is no frame. A frame that is still not whole when bytes come `gapMs` after the last ones is
 * given up: else one wrong length would swallow the answers that follow.
 */
export const counted = (
  header: readonly number[],
  { shortest, longest, gapMs, lengthBytes = 2 }: { shortest: number; longest: number; gapMs: number; lengthBytes?: 1 | 2 },
  valid: (frame: Uint8Array) => boolean,
): Framer => {
  const measure: Measure = (bytes) => {
    const high = lengthBytes === 2 ? bytes[header.length] : 0
    const low = bytes[header.length + lengthBytes - 1]
    if (high === undefined || low === undefined) return 'short'
    const count = high * 256 + low
    return count < shortest || count > longest ? 'wrong' : header.length + lengthBytes + count
  }
  return headed(header, measure, valid, gapMs)
}

/**
 * Frames without a header, whose first bytes tell their length. `gapMs` as above: on a bus where one asks and one answers a frame
 * that isn't whole by then never will be.
 */
export const measured = (measure: Measure, gapMs: number, valid: (frame: Uint8Array) => boolean): Framer =>
  headed([], measure, valid, gapMs)

/** After a broken frame the search goes on one byte behind its header's first, so that a good frame inside is not lost. */
function headed(header: readonly number[], measure: Measure, valid: (frame: Uint8Array) => boolean, gapMs: number): Framer {
  let rest = new Uint8Array(0)
  let lastAt = -Infinity
  let dropped = 0
  /** Within a run of bytes that belong to no frame: it is counted once. */
  let astray = false

  const stray = () => {
    if (!astray) dropped++
    astray = true
  }
  const breaks = () => {
    dropped++
    astray = true
  }

  /** Cuts what can be cut and gives the rest. `late`: what is not whole has waited too long, and nothing is left. */
  const cut = (bytes: Uint8Array, late: boolean, frames: Uint8Array[]): Uint8Array<ArrayBuffer> => {
    let from = 0
    while (from < bytes.length) {
      const begun = startOf(header, bytes, from)
      if (begun > from) stray()
      from = begun
      const left = bytes.subarray(from)
      const length = left.length < header.length ? 'short' : measure(left)
      const whole = typeof length === 'number' && left.length >= length
      if (whole && valid(left.subarray(0, length))) {
        frames.push(left.slice(0, length))
        from += length
        astray = false
      } else if (whole || length === 'wrong') {
        // Where there is no header every byte of garbage looks like a beginning: the run counts once.
        if (header.length > 0) breaks()
        else stray()
        from += 1
      } else if (late && left.length > 0) {
        stray()
        from += 1
      } else break
    }
    return bytes.slice(from)
  }

  return {
    push(bytes, at) {
      const frames: Uint8Array[] = []
      if (rest.length > 0 && at - lastAt > gapMs) rest = cut(rest, true, frames)
      lastAt = at
      rest = cut(joined(rest, bytes), false, frames)
      return frames
    },
    get dropped() {
      return dropped
    },
  }
}

/** Where the header, or the beginning of one at the very end, starts; the end when nowhere. */
function startOf(header: readonly number[], bytes: Uint8Array, from: number): number {
  for (let start = from; start < bytes.length; start++) {
    if (header.every((byte, at) => start + at >= bytes.length || bytes[start + at] === byte)) return start
  }
  return bytes.length
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
