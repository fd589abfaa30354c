import { CELLS, type Cell } from '#protocol/station.ts'
import type { OnBench } from '../bench.ts'

/** Listens which cells each force sensor has: a board says so by what it sends. Gives the cells of a device heard so far, in their order. */
export const hearCells = (devices: readonly OnBench[]): ((name: string) => Cell[]) => {
  const heard = new Map<string, Set<Cell>>()
  for (const device of devices) {
    if (device.kind !== 'force') continue
    const cells = new Set<Cell>()
    heard.set(device.name, cells)
    device.line.onReading(({ cell }) => void cells.add(cell))
  }
  return (name) => CELLS.filter((cell) => heard.get(name)?.has(cell))
}
