import type { Framer } from '../../line/driver.ts'
import { fixed, sum } from '../../line/frames.ts'
import type { Unit } from './a02yyuw.ts'

/**
 * Benewake TF-Luna and TFmini, 115200 8N1: `59 59`, distance, amplitude, temperature (each two bytes, low first), low byte of the
 * sum of the eight. An old TFmini has its mode in the place of the temperature.
 */
const HEADER = [0x59, 0x59] as const

export type LunaValue = { mm: number; amplitude: number; celsius: number }

export const lunaFrames = (): Framer => fixed(HEADER, 9, (frame) => sum(frame.subarray(0, 8)) === frame[8])

/** What a checked frame says, or why it says nothing: too little light came back, too much, or no distance was found. */
export function readLuna(frame: Uint8Array, unit: Unit): LunaValue | 'weak' | 'overexposed' | 'no-distance' {
  const word = (at: number) => (frame[at] ?? 0) + (frame[at + 1] ?? 0) * 256
  const [distance, amplitude] = [word(2), word(4)]
  if (amplitude === 0xffff) return 'overexposed'
  if (amplitude < 100) return 'weak'
  if (distance === 0 || distance === 0xffff) return 'no-distance'
  return { mm: distance * (unit === 'cm' ? 10 : 1), amplitude, celsius: word(6) / 8 - 256 }
}

/** The frame that says a distance in the sensor's unit, an amplitude, and °C from -256 in eighths. */
export function lunaFrame(distance: number, amplitude: number, celsius: number): Uint8Array {
  const words = [distance, amplitude, Math.round((celsius + 256) * 8)]
  const bytes = Uint8Array.of(...HEADER, ...words.flatMap((word) => [word & 0xff, (word >> 8) & 0xff]))
  return Uint8Array.of(...bytes, sum(bytes))
}

/** A command: `5A`, length of all, id, data, low byte of the sum. */
export function lunaCommand(id: number, ...data: number[]): Uint8Array {
  const bytes = Uint8Array.of(0x5a, data.length + 4, id, ...data)
  return Uint8Array.of(...bytes, sum(bytes))
}

/** Ten values a second in place of a hundred: more than enough to see that somebody is there. */
export const LUNA_TEN_A_SECOND = lunaCommand(0x03, 10, 0)
