import { chinaDay } from '#protocol/days.ts'
import { OUTCOMES } from '#protocol/report.ts'
import type { Shift } from '#protocol/shift.ts'
import type { Deps } from '../../deps.ts'
import { attendedOn, signedOn } from '../../store/attendances.ts'
import type { Reader } from '../people/access.ts'

/** The middle one, of two the mean of both; null of none. */
const median = (numbers: readonly number[]): number | null => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
const minutes = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 6000) / 10)

/** What a doctor has done today, by China's calendar. */
export const shiftOf = async ({ db, clock }: Pick<Deps, 'db' | 'clock'>, { id }: Reader): Promise<Shift> => {
  const day = chinaDay(clock())
  const attended = await attendedOn(db, id, day)
  const signed = await signedOn(db, id, day)
  const taken = new Map(attended.map(({ check, at }) => [check, at]))
  return {
    day,
    seen: attended.length,
    signed: OUTCOMES.flatMap((outcome) => {
      const count = signed.filter((one) => one.outcome.kind === outcome).length
      return count > 0 ? [{ outcome, count }] : []
    }),
    returned: signed.filter(({ phase }) => phase === 'returned' || phase === 'refused').length,
    withDriver: median(signed.flatMap(({ check, at }) => (taken.has(check) ? [minutes(taken.get(check) ?? at, at)] : []))),
    whole: median(signed.map(({ openedAt, at }) => minutes(openedAt, at))),
  }
}
