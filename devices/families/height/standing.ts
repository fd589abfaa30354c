import type { Talk } from '../../line/driver.ts'
import type { StatureReading } from './readings.ts'
import type { Stature } from './text-line.ts'

/** So many answers in a row, so near to each other, mm: somebody who is only stepping under or stands up isn't measured yet. */
const ALIKE = { answers: 3, withinMm: 10 }

/**
 * The talk with a machine that measures whenever it is asked. It gives somebody's stature, the middle one of the newest answers, while
 * those are alike; below what a person measures nobody stands there. `read`: a stature in a frame, or why there is none.
 */
export function standing(ask: Uint8Array, read: (frame: Uint8Array) => Stature | string): Talk<StatureReading> {
  let newest: Stature[] = []
  return {
    hear(frame) {
      const stature = read(frame)
      if (typeof stature === 'string') {
        newest = []
        return stature === 'below-range' ? { readings: [{ stature: null }] } : { fault: stature }
      }
      newest = [...newest, stature].slice(-ALIKE.answers)
      const sorted = newest.toSorted((a, b) => a.mm - b.mm)
      const [lowest, middle, highest] = sorted
      if (!lowest || !middle || !highest || highest.mm - lowest.mm > ALIKE.withinMm) return {}
      return { readings: [{ stature: middle }] }
    },
    tick: () => ({ send: ask }),
  }
}
