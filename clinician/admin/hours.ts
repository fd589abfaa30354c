import type { Hours, Rota } from '#protocol/rota.ts'

// Hours as an administrator types and reads them: `08:30-12:00 13:30-17:00`, and behind a date for a day of its own.

const SPAN = /^(\d\d:\d\d)\s*[-–—~至到]\s*(\d\d:\d\d)$/

/** The hours of a day in a line. */
export const hoursText = (hours: readonly Hours[]): string => hours.map(({ from, until }) => `${from}-${until}`).join(' ')

/** What a line says of a day's hours, or the part of it that can't be read. */
export const hoursIn = (line: string): Hours[] | { unread: string } => {
  const parts = line
    .replaceAll(/\s*[-–—~至到]\s*/g, '-')
    // Blanks, and commas and semicolons of either language.
    .split(/[\s,;\u3001\uff0c\uff1b]+/)
    .filter(Boolean)
  const hours: Hours[] = []
  for (const part of parts) {
    const [, from, until] = SPAN.exec(part) ?? []
    if (!from || !until) return { unread: part }
    hours.push({ from, until })
  }
  return hours
}

/** Days of their own, one a line, in their order. */
export const exceptionsText = ({ exceptions }: Rota): string =>
  exceptions
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .map(({ on, hours }) => `${on} ${hoursText(hours)}`.trim())
    .join('\n')

/** What lines say of days of their own, or the part of them that can't be read. */
export const exceptionsIn = (text: string): Rota['exceptions'] | { unread: string } => {
  const exceptions: Rota['exceptions'] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const [, on, rest] = /^(\d{4}-\d\d-\d\d)(?:[\s:：]+(.*))?$/.exec(line) ?? []
    const hours = on === undefined ? { unread: line } : hoursIn(rest ?? '')
    if (on === undefined || 'unread' in hours) return { unread: 'unread' in hours ? hours.unread : line }
    exceptions.push({ on, hours })
  }
  return exceptions
}
