import type { Cell } from '#protocol/station.ts'
import type { Driver, Turn } from '../../line/driver.ts'
import { ASK, isAlive, mcuLines } from '../../line/mcu-line.ts'
import { OVERLOAD_RAW, readForce, tareCommand } from './codec.ts'

/**
 * Force on a cell, mN, as the device gives it: neither tared nor calibrated by the booth. `moving`: the device says that its value has
 * not come to rest, as under every foot; no calibration is made of it. `resting`: it has been the very same for so long that nobody
 * can press, or that the cell is stuck; nobody is measured by it, but an empty cell may be calibrated.
 */
export type ForceReading = { cell: Cell; millinewtons: number; moving?: true; resting?: true }

/** The bridge settles after power comes on: so many of a cell's first values are thrown away. */
const SETTLING = 10
/** A live bridge's lowest bits never stand still for two seconds. */
const STUCK = 40
/** Of so many of a cell's newest values the median is given: a bridge's single wild value is no peak. */
const WINDOW = 5

/** What is remembered of a cell. */
type Memory = { heard: number; raw: number; same: number; window: number[] }

/** A board with strain gauges (HX711) on up to six cells, 20 values a second each. An overloaded or a stuck cell gives no reading. */
export const forceBoard: Driver<ForceReading> = {
  kind: 'force',
  name: 'force board',
  baudRate: 115_200,
  framer: mcuLines,
  talk() {
    const cells = new Map<Cell, Memory>()
    return {
      hear(frame): Turn<ForceReading> {
        if (isAlive(frame)) return {}
        const line = readForce(frame)
        if (!line) return { fault: 'not-understood' }
        const cell = cells.get(line.cell) ?? { heard: 0, raw: Number.NaN, same: 0, window: [] }
        cells.set(line.cell, cell)
        cell.heard++
        cell.same = line.raw === cell.raw ? cell.same + 1 : 1
        cell.raw = line.raw
        if (Math.abs(line.raw) > OVERLOAD_RAW) return { fault: 'overload' }
        // A run of one value is one fault.
        if (cell.same >= STUCK) return cell.same === STUCK ? { fault: 'stuck' } : {}
        if (cell.heard <= SETTLING) return {}
        cell.window = [...cell.window, line.millinewtons].slice(-WINDOW)
        return { readings: [{ cell: line.cell, millinewtons: median(cell.window) }] }
      },
      tick: () => ({}),
      tare: (cell) => ({ send: tareCommand(cell) }),
    }
  },
  tickMs: null,
  silentAfterMs: 1600,
  poll: ASK,
}

/** The middle value; of an even number the lower of the two. */
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
