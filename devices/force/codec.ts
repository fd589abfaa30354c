import type { Side } from '#protocol/station.ts'
import { CLOCK_MOST, mcuLine, parts, whole } from '../mcu-line.ts'

/** One value of a cell: the bridge's 24-bit number as it is, the force by the board's calibration, the board's clock. */
export type ForceLine = { side: Side; raw: number; millinewtons: number; deviceMs: number }

/** The board's channels, in order from 1. */
const CHANNELS = ['left', 'right'] as const

/** Beyond this the bridge is at its end and the force is not known. */
export const OVERLOAD_RAW = 0x7f_0000

/** Reads `F,<ch>,<raw>,<millinewton>,<ms>`; anything else is null. */
export function readForce(line: Uint8Array): ForceLine | null {
  const [letter, ...rest] = parts(line)
  if (letter !== 'F' || rest.length !== 4) return null
  const channel = whole(rest[0], 1, 2)
  const raw = whole(rest[1], -0x80_0000, 0x7f_ffff)
  const millinewtons = whole(rest[2], -10_000_000, 10_000_000)
  const deviceMs = whole(rest[3], 0, CLOCK_MOST)
  if (channel === null || raw === null || millinewtons === null || deviceMs === null) return null
  return { side: channel === 1 ? 'left' : 'right', raw, millinewtons, deviceMs }
}

export const forceLine = ({ side, raw, millinewtons, deviceMs }: ForceLine): Uint8Array =>
  mcuLine(`F,${CHANNELS.indexOf(side) + 1},${raw},${millinewtons},${deviceMs}`)

/** The command after which the present load of a pedal counts as nothing. */
export const tare = (side: Side): Uint8Array => new TextEncoder().encode(`T${CHANNELS.indexOf(side) + 1}\r\n`)

/** Which pedal a command tares; null when it is another command. */
export function readTare(line: Uint8Array): Side | null {
  const text = new TextDecoder().decode(line)
  return text === 'T1' ? 'left' : text === 'T2' ? 'right' : null
}
