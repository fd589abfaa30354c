import type { Side } from '#protocol/station.ts'
import type { Driver } from '../driver.ts'
import { mcuLines } from '../mcu-line.ts'
import { OVERLOAD_RAW, readForce } from './codec.ts'

/** Force on a pedal, mN; `deviceMs` is when, on the board's own clock. */
export type ForceReading = { side: Side; millinewtons: number; deviceMs: number }

/** The bridge settles after power comes on. */
const SETTLING = 10
/** A live bridge's lowest bits never stand still for two seconds. */
const STUCK = 40

/** The pedals' force cells, 20 values a second each. An overloaded or a stuck cell is a fault and gives no reading. */
export const forceCells: Driver<ForceReading> = {
  kind: 'force',
  name: 'force cells',
  baudRate: 115_200,
  framer: mcuLines,
  talk() {
    const cells = { left: { heard: 0, raw: Number.NaN, same: 0 }, right: { heard: 0, raw: Number.NaN, same: 0 } }
    return {
      hear(frame) {
        const line = readForce(frame)
        if (!line) return { fault: 'not-understood' }
        const cell = cells[line.side]
        cell.heard++
        cell.same = line.raw === cell.raw ? cell.same + 1 : 1
        cell.raw = line.raw
        if (Math.abs(line.raw) > OVERLOAD_RAW) return { fault: 'overload' }
        if (cell.same >= STUCK) return { fault: 'stuck' }
        if (cell.heard <= SETTLING) return {}
        return { readings: [{ side: line.side, millinewtons: line.millinewtons, deviceMs: line.deviceMs }] }
      },
      tick: () => ({}),
    }
  },
  tickMs: null,
  silentAfterMs: 1000,
}
