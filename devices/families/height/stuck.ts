import type { Talk } from '../../line/driver.ts'
import type { Unit } from './a02yyuw.ts'

/**
 * The same millimetre so many times in a row comes from no ultrasonic head: the air alone moves by one in a minute. At ten a second it is
 * a minute, so that a quiet booth over a hard floor isn't called broken.
 */
const STUCK = 600

/**
 * A talk whose distances are no readings any more once they stand still; a run counts as one fault, and ends with another value. Of
 * whole centimetres nobody can tell: those of an empty booth stand still all night.
 */
export const unstuck = <R extends { mm: number }>(talk: Talk<R>, unit: Unit = 'mm'): Talk<R> => {
  if (unit === 'cm') return talk
  let last: number | null = null
  let same = 0
  return {
    ...talk,
    hear(frame, at) {
      const turn = talk.hear(frame, at)
      const [reading] = turn.readings ?? []
      if (!reading) return turn
      same = reading.mm === last ? same + 1 : 1
      last = reading.mm
      if (same <= STUCK) return turn
      const { readings: _, ...rest } = turn
      return same === STUCK + 1 ? { ...rest, fault: 'stuck' } : rest
    },
  }
}
