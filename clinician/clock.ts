import type { Language } from '#protocol/basic.ts'

const CHINA = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, dateStyle: 'short', timeStyle: 'short' })
/** Time of day in China, `14:05`. */
export const timeOf = (instant: string): string => clock.format(new Date(instant))
/** Day and time in China, `2026-11-25 14:05`. */
export const dateTimeOf = (instant: string): string => dayAndClock.format(new Date(instant))

const AGES = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
/** How long ago an instant is in its greatest whole unit: `3 days ago`, `3天前`. */
export const agoOf = (instant: string, now: Date, language: Language): string => {
  const ms = Math.max(0, now.getTime() - Date.parse(instant))
  const [unit, unitMs] = AGES.find(([, long]) => ms >= long) ?? AGES[2]
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(ms / unitMs), unit)
}
