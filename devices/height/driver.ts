import type { Driver } from '../driver.ts'
import { distanceMm, heightFrames, RANGE_MM, type Unit } from './codec.ts'

/** From the sensor down to the head or the floor, mm. */
export type HeightReading = { mm: number }

/**
 * The ultrasonic height head A02YYUW, some ten values a second. A value out of the sensor's range is a fault. `unit` is what the
 * module at hand speaks: two kinds are sold with the same frame.
 */
export const heightHead = (unit: Unit = 'mm'): Driver<HeightReading> => ({
  kind: 'height',
  name: 'A02YYUW',
  baudRate: 9600,
  framer: heightFrames,
  talk: () => ({
    hear(frame) {
      const mm = distanceMm(frame, unit)
      if (mm < RANGE_MM.least) return { fault: 'below-range' }
      if (mm > RANGE_MM.most) return { fault: 'above-range' }
      return { readings: [{ mm }] }
    },
    tick: () => ({}),
  }),
  tickMs: null,
  silentAfterMs: 1500,
})
