const CHINA = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, dateStyle: 'short', timeStyle: 'short' })
/** Time of day in China, `14:05`. */
export const timeOf = (instant: string): string => clock.format(new Date(instant))
/** Day and time in China, `2026-11-25 14:05`. */
export const dateTimeOf = (instant: string): string => dayAndClock.format(new Date(instant))
