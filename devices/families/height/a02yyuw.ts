import type { Framer } from '../../line/driver.ts'
import { fixed, sum } from '../../line/frames.ts'

/** The sensor's own measuring range, mm: nearer it says 30 or less, farther it has no echo. */
export const RANGE_MM = { least: 31, most: 4500 } as const

/** A sibling module speaks the same frames in centimetres. */
export type Unit = 'mm' | 'cm'

/** A02YYUW, 9600 8N1: `FF HI LO SUM`, SUM the low byte of the sum of the three before it. */
export const heightFrames = (): Framer => fixed([0xff], 4, (frame) => sum(frame.subarray(0, 3)) === frame[3])

/** Distance from the sensor to what is below it, in mm, from a checked frame. */
export const distanceMm = (frame: Uint8Array, unit: Unit): number => ((frame[1] ?? 0) * 256 + (frame[2] ?? 0)) * (unit === 'cm' ? 10 : 1)

/** The frame that says a distance; `distance` in the sensor's unit, 0 to 65535. */
export function heightFrame(distance: number): Uint8Array {
  const bytes = [0xff, (distance >> 8) & 0xff, distance & 0xff]
  return Uint8Array.of(...bytes, sum(Uint8Array.from(bytes)))
}
