import type { Framer } from '../../line/driver.ts'
import { fixed, sum } from '../../line/frames.ts'
import type { Unit } from './a02yyuw.ts'

/** DFRobot URM at its first address, 19200 8N1: `55 AA 11`, count of data, command 02, data, low byte of the sum of all before. */
const HEADER = [0x55, 0xaa, 0x11, 0x02, 0x02] as const

/** Asks for a distance. */
export const URM_ASK = Uint8Array.of(0x55, 0xaa, 0x11, 0x00, 0x02, 0x12)

/** A booth's floor is never farther, and a head never nearer, mm. FFFF is the sensor's word for no echo. */
export const URM_RANGE_MM = { least: 20, most: 4500 } as const

export const urmFrames = (): Framer => fixed(HEADER, 8, (frame) => sum(frame.subarray(0, 7)) === frame[7])

/** Distance in mm from a checked answer. The unit differs from model to model. */
export const urmMm = (frame: Uint8Array, unit: Unit): number => ((frame[5] ?? 0) * 256 + (frame[6] ?? 0)) * (unit === 'cm' ? 10 : 1)

/** The answer that says a distance in the sensor's unit, 0 to 65535. */
export function urmFrame(distance: number): Uint8Array {
  const bytes = Uint8Array.of(...HEADER, (distance >> 8) & 0xff, distance & 0xff)
  return Uint8Array.of(...bytes, sum(bytes))
}
