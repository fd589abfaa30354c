import { chinaDay } from '#protocol/days.ts'

const HOUR = 3_600_000

/** The instant at which the calendar day of `at` began in China. */
export const dayStart = (at: Date): Date => new Date(Date.parse(`${chinaDay(at)}T00:00:00.000Z`) - 8 * HOUR)

/** The same clock, so many days back. */
export const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * 24 * HOUR)

/** Noon of a calendar day in China: four hours after midnight of UTC. */
const noon = (day: string) => new Date(`${day}T04:00:00.000Z`)
/** From the beginning of a calendar day in China to the end of another. */
export const spanOf = (from: string, to: string): { since: string; before: string } => ({
  since: dayStart(noon(from)).toISOString(),
  before: dayStart(daysBefore(noon(to), -1)).toISOString(),
})
