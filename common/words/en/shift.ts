import type { Texts } from '../texts.ts'
import type { shift as zh } from '../zh/shift.ts'

export const shift = {
  open: 'My day',
  title: 'Summary of {day}',
  help: 'Median: half of them took less time, half more. Only reports that you signed first are counted.',
  loading: 'Adding up …',
  seen: 'Drivers taken',
  signed: 'Reports signed',
  returned: 'Of these returned or refused',
  withDriver: 'From taking a driver to signing (median)',
  whole: 'From the card to signing (median)',
  minutes: '{minutes} min',
  none: 'none yet',
  close: 'Close',
} satisfies Texts<typeof zh>
