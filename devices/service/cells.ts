import { CELLS, type Cell } from '#protocol/station.ts'
import type { OnBench } from '../bench.ts'

/**
 * Listens which cells a booth's force sensors have: a board says so by what it sends. Gives the cells heard so far, in their order, and
 * the device that a cell is on.
 */
export const hearCells = (devices: readonly OnBench[]): { cells: () => Cell[]; on: (cell: Cell) => OnBench | null } => {
  const heard = new Map<Cell, OnBench>()
  for (const device of devices) {
    if (device.kind === 'force') device.line.onReading(({ cell }) => void heard.set(cell, device))
  }
  return { cells: () => CELLS.filter((cell) => heard.has(cell)), on: (cell) => heard.get(cell) ?? null }
}
