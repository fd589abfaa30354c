import type { Framer } from '../../line/driver.ts'

/** US-100, 9600 8N1: the booth sends this byte and the sensor answers HI LO, mm. No header and no checksum. */
export const US100_ASK = Uint8Array.of(0x55)

/** What the module can see, mm: its sheet says 2 cm to 4.5 m. */
export const US100_RANGE_MM = { least: 20, most: 4500 } as const

/** An answer's two bytes come right behind each other; a lone byte older than this, ms, is the rest of something else. */
const GAP_MS = 20

/** Bytes in twos. Nothing in them can be checked: whoever takes them asks three times and looks at the median. */
export function us100Frames(): Framer {
  let first: number | null = null
  let lastAt = -Infinity
  let dropped = 0
  return {
    push(bytes, at) {
      const frames: Uint8Array[] = []
      if (first !== null && at - lastAt > GAP_MS) {
        first = null
        dropped++
      }
      lastAt = at
      for (const byte of bytes) {
        if (first === null) first = byte
        else {
          frames.push(Uint8Array.of(first, byte))
          first = null
        }
      }
      return frames
    },
    get dropped() {
      return dropped
    },
  }
}

/** Distance in mm from an answer. */
export const us100Mm = (frame: Uint8Array): number => (frame[0] ?? 0) * 256 + (frame[1] ?? 0)

/** The answer that says a distance, 0 to 65535 mm. */
export const us100Frame = (mm: number): Uint8Array => Uint8Array.of((mm >> 8) & 0xff, mm & 0xff)
