import { chinaDay, isDay } from '#protocol/days.ts'
import type { Hours, Rota } from '#protocol/rota.ts'

// Doctors' hours, by the calendar and the clock of China, which knows no summer time.

const DAY_MS = 24 * 3_600_000
/** So many days ahead are looked through: over the longest holidays of a year. */
const AHEAD = 14

/** Nobody is ever here. */
export const NO_HOURS: Rota = { week: [[], [], [], [], [], [], []], exceptions: [] }

/** The hours of a day: those that were written for it, else those of its weekday. */
export const hoursOn = ({ week, exceptions }: Rota, day: string): readonly Hours[] =>
  exceptions.find(({ on }) => on === day)?.hours ?? week[(new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7] ?? []

const instantOf = (day: string, time: string): number => Date.parse(`${day}T${time}:00.000+08:00`)

/**
 * When the next of these doctors begins, within two weeks. Null: none does, or one should be here already, so that nobody knows when they come.
 */
export const comesNext = (rotas: readonly Rota[], now: Date): Date | null => {
  const at = now.getTime()
  for (let ahead = 0; ahead <= AHEAD; ahead++) {
    const day = chinaDay(new Date(at + ahead * DAY_MS))
    const hours = rotas.flatMap((rota) => hoursOn(rota, day))
    if (hours.some(({ from, until }) => instantOf(day, from) <= at && at < instantOf(day, until))) return null
    const begin = hours.map(({ from }) => instantOf(day, from)).filter((from) => from > at)
    if (begin.length > 0) return new Date(Math.min(...begin))
  }
  return null
}

const inOrder = (hours: readonly Hours[]): boolean =>
  hours.every(({ from, until }, place) => from < until && (place === 0 || (hours[place - 1]?.until ?? '') <= from))

/** Do these hours fit together: each ends after it begins, none begins before the one before has ended, and no day is told of twice? */
export const isRota = ({ week, exceptions }: Rota): boolean =>
  week.every(inOrder) &&
  exceptions.every(({ on, hours }) => isDay(on) && inOrder(hours)) &&
  new Set(exceptions.map(({ on }) => on)).size === exceptions.length
