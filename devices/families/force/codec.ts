import { CELLS, type Cell } from '#protocol/station.ts'
import { CLOCK_MOST, mcuLine, parts, whole } from '../../line/mcu-line.ts'

/** One value of a cell: the bridge's 24-bit number as it is, the force by the board's calibration, the board's clock. */
export type ForceLine = { cell: Cell; raw: number; millinewtons: number; deviceMs: number }

/** Beyond this the bridge is at its end and the force is not known. */
export const OVERLOAD_RAW = 0x7f_0000

/** Reads `F,<ch>,<raw>,<millinewton>,<ms>`, channels from 1 in the order of `CELLS`; anything else is null. */
export function readForce(line: Uint8Array): ForceLine | null {
  const [letter, ...rest] = parts(line)
  if (letter !== 'F' || rest.length !== 4) return null
  const cell = CELLS[(whole(rest[0], 1, CELLS.length) ?? 0) - 1]
  const raw = whole(rest[1], -0x80_0000, 0x7f_ffff)
  const millinewtons = whole(rest[2], -10_000_000, 10_000_000)
  const deviceMs = whole(rest[3], 0, CLOCK_MOST)
  if (cell === undefined || raw === null || millinewtons === null || deviceMs === null) return null
  return { cell, raw, millinewtons, deviceMs }
}

export const forceLine = ({ cell, raw, millinewtons, deviceMs }: ForceLine): Uint8Array =>
  mcuLine(`F,${CELLS.indexOf(cell) + 1},${raw},${millinewtons},${deviceMs}`)

/** The board's command after which a cell's present load counts as nothing. */
export const tareCommand = (cell: Cell): Uint8Array => new TextEncoder().encode(`T${CELLS.indexOf(cell) + 1}\r\n`)

/** Which cell a command tares; null when it is another command. */
export const readTare = (line: Uint8Array): Cell | null => {
  const [, channel] = /^T(\d)$/.exec(new TextDecoder().decode(line)) ?? []
  return channel === undefined ? null : (CELLS[Number(channel) - 1] ?? null)
}
