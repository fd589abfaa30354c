import type { Texts } from '../texts.ts'
import type { rota as zh } from '../zh/rota.ts'

/** Doctors' hours, as an administrator writes them. */
export const rota = {
  tab: 'Doctors’ hours',
  title: 'Doctors’ hours',
  help: 'While no doctor is here, hall screens and booths tell from these hours when the next one begins. All times are China’s. Each change is kept.',
  doctor: 'Doctor',
  week: 'Every week',
  exceptions: 'Other days',
  never: 'none written',
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  hoursHelp: 'For example 08:30-12:00 13:30-17:00; empty: not here.',
  exceptionsHelp: 'A day each line, for example 2026-12-24 08:30-12:00; nothing behind the date: not here on that day.',
  unread: 'This can’t be read: {part}. Write it as in the example.',
  off: 'not here',
  changing: 'Hours of {name}',
  historyOf: 'Hours of {name}: history',
} satisfies Texts<typeof zh>
