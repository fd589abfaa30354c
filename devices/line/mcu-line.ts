import type { Framer } from './driver.ts'
import { lines, xor } from './frames.ts'
import type { Outlet, Wire } from './simulator.ts'

/**
 * The text lines of the small boards in the booth (keypad, force cells): `F,1,8388,250000,5012*HH\r\n`. HH is the XOR, in two
 * hexadecimal digits, of the characters between the first one and the `*`, both left out.
 */
export const mcuLine = (text: string): Uint8Array => {
  const check = xor(new TextEncoder().encode(text.slice(1)))
    .toString(16)
    .toUpperCase()
    .padStart(2, '0')
  return new TextEncoder().encode(`${text}*${check}\r\n`)
}

/** Cuts such lines, at most 64 characters, and drops those whose checksum is wrong or missing. */
export const mcuLines = (): Framer => lines(64, sound)

/** The parts of a sound line between commas, without the checksum. */
export const parts = (line: Uint8Array): string[] => text(line.subarray(0, -3)).split(',')

/** Text of printable ASCII: one character a byte. */
const text = (line: Uint8Array): string => String.fromCharCode(...line)

const STAR = 0x2a

function sound(line: Uint8Array): boolean {
  if (line.length < 4 || line.some((byte) => byte < 0x20 || byte > 0x7e) || line.at(-3) !== STAR) return false
  const check = text(line.subarray(-2))
  return /^[0-9A-Fa-f]{2}$/.test(check) && xor(line.subarray(1, -3)) === parseInt(check, 16)
}

/** Whole number from text, or null. `least` and `most` are included. */
export function whole(text: string | undefined, least: number, most: number): number | null {
  if (text === undefined || !/^-?\d{1,10}$/.test(text)) return null
  const value = Number(text)
  return value >= least && value <= most ? value : null
}

/** The board's clock: milliseconds in 32 bits, begins again after 49 days. */
export const CLOCK_MOST = 0xffff_ffff

/** Asks a board who it is: also the way to hear whether a quiet one lives. */
export const ASK = new TextEncoder().encode('?\r\n')

const QUESTION = 0x3f

/** A board's answer to that, `?,<kind>,<version>`: it lives. */
export const isAlive = (line: Uint8Array): boolean => line[0] === QUESTION

/** The simulated board's end: answers `ASK` with its kind. Returns how to stop. */
export function answering(wire: Wire, out: Outlet, kind: string): () => void {
  const questions = lines(16, () => true)
  return wire.onBytes((bytes) => {
    for (const line of questions.push(bytes, 0)) if (isAlive(line)) out.send(mcuLine(`?,${kind},1`))
  })
}
