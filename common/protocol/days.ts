import type { Day } from './basic.ts'

/** The calendar day in China at an instant: UTC+8, without summer time since 1991. */
export const chinaDay = (at: Date): Day => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Is this a day that the calendar has? The 30th of February is none. */
export const isDay = (day: string): boolean => {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === day
}

/** Full years (周岁) of somebody born on `birth` on the day `on`. Born on 29 February: a year older on 1 March of common years. */
export const ageOn = (birth: Day, on: Day): number => {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) >= birth.slice(5) ? years : years - 1
}

/** The same day some months later; the last day of the month where there is no such day. */
export const monthsAfter = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  const target = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
  return target.toISOString().slice(0, 10)
}

/** `110105********002X`: enough to recognise one's own number by, not enough to know it. */
export const maskedNumber = (number: string): string => number.slice(0, 6) + '*'.repeat(Math.max(0, number.length - 10)) + number.slice(-4)

/** `张**`: the first character and a star for each other one. */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = Array.from(name)
  return first + '*'.repeat(rest.length)
}
