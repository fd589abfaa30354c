import type { Texts } from '../texts.ts'
import type { provision as zh } from '../zh/provision.ts'

export const provision = {
  button: 'Accept, papers missing',
  title: 'Accept report {number} without all papers?',
  help: 'A report can be accepted while papers are missing. If they don’t come in time, that lapses by itself, and the driver and the counter are told.',
  missing: 'What is missing',
  until: 'Last day for it (included)',
  note: 'Note (optional)',
  yes: 'Accept, papers missing',
  cancel: 'Cancel',
  none: 'Choose at least one paper that is missing.',
  accept: 'Papers are complete: accept',
  change: 'Change',
  state: 'Accepted by {by} on {at} without {missing}; that may come until {until}.',
  lapsed: 'Accepted by {by} on {at} without {missing}; that didn’t come by {until}, so it lapsed. It can still be accepted once it comes.',
  noted: 'Note: {note}',
  list: 'Papers to come',
  today: 'due today',
  days: '{days} days left',
  over: 'overdue',
} satisfies Texts<typeof zh>
