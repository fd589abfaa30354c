const dayAndClock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** An instant as day and time in China, `2026-11-25 14:05`; anything else as it is. */
export const dated = (value: string): string => (/^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? dayAndClock.format(new Date(value)) : value)

/** Fields of a sentence with every instant as day and time in China. */
export const datedFields = <V>(fields: Readonly<Record<string, V>>): Record<string, V | string> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? dated(value) : value]))
