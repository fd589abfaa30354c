import { setTimeout as sleep } from 'node:timers/promises'
import { CELLS, type Cell } from '#protocol/station.ts'
import type { OnBench } from '../bench/bench.ts'

/** Which cells a booth's force sensors have. */
export type Cells = {
  /** The cells that have spoken so far, in their order, when every board has had time to speak. */
  all: () => Promise<Cell[]>
  /** The device that a cell is on. */
  on: (cell: Cell) => OnBench | null
  stop: () => void
}

/** A board gives each of its cells ten times a second; so long, ms, is enough to hear all. */
const HEARD_MS = 300

/** Listens to the force sensors: a board says which cells it has by what it sends. While nobody asks, nobody listens. */
export const hearCells = (devices: readonly OnBench[]): Cells => {
  const byCell = new Map<Cell, OnBench>()
  const stops = devices.flatMap((device) =>
    device.kind === 'force' ? [device.line.onReading(({ cell }) => void byCell.set(cell, device))] : [],
  )
  const spoken = stops.length > 0 ? sleep(HEARD_MS) : Promise.resolve()
  return {
    async all() {
      await spoken
      return CELLS.filter((cell) => byCell.has(cell))
    },
    on: (cell) => byCell.get(cell) ?? null,
    stop: () => stops.forEach((stop) => stop()),
  }
}
