import { CLOCK_MOST, mcuLine, parts, whole } from '../../line/mcu-line.ts'

/** What the board says. `deviceMs` is its own clock; noise in tenths of dB(A); light in lux. */
export type CabinLine =
  | { says: 'door'; open: boolean; deviceMs: number }
  | { says: 'occupancy'; occupied: boolean; deviceMs: number }
  | { says: 'noise'; tenths: number; deviceMs: number }
  | { says: 'light'; lux: number; deviceMs: number }
  | { says: 'alive'; deviceMs: number }

/** Reads a line of the board; anything else is null. */
export function readCabin(line: Uint8Array): CabinLine | null {
  const [letter, ...rest] = parts(line)
  const deviceMs = whole(rest.at(-1), 0, CLOCK_MOST)
  if (deviceMs === null) return null
  if (letter === 'H' && rest.length === 1) return { says: 'alive', deviceMs }
  if (rest.length !== 2) return null
  const most = letter === 'D' || letter === 'O' ? 1 : 1_000_000
  const value = whole(rest[0], 0, most)
  if (value === null) return null
  if (letter === 'D') return { says: 'door', open: value === 1, deviceMs }
  if (letter === 'O') return { says: 'occupancy', occupied: value === 1, deviceMs }
  if (letter === 'N') return { says: 'noise', tenths: value, deviceMs }
  return letter === 'L' ? { says: 'light', lux: value, deviceMs } : null
}

export const doorLine = (open: boolean, deviceMs: number): Uint8Array => mcuLine(`D,${open ? 1 : 0},${deviceMs}`)
export const occupancyLine = (occupied: boolean, deviceMs: number): Uint8Array => mcuLine(`O,${occupied ? 1 : 0},${deviceMs}`)
export const noiseLine = (tenths: number, deviceMs: number): Uint8Array => mcuLine(`N,${tenths},${deviceMs}`)
export const lightLine = (lux: number, deviceMs: number): Uint8Array => mcuLine(`L,${lux},${deviceMs}`)
