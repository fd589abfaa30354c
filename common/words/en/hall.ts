import type { Texts } from '../texts.ts'
import type { hall as zh } from '../zh/hall.ts'

export const hall = {
  title: 'Health check for drivers',
  booths: 'Booths',
  state: {
    free: 'Free, come in',
    underway: 'Self-check',
    waiting: 'Waiting for a doctor',
    examined: 'With the doctor',
    finished: 'Finished',
  },
  calls: 'Calls the staff: please go there',
  offline: 'Out of service',
  noBooths: 'This site has no booths yet',
  waiting: 'Waiting for a doctor',
  examined: 'With the doctor',
  finishedToday: 'Finished today',
  handedOverToday: 'Handed over today',
  lost: 'The connection to the server is down; reconnecting. This was the state at {at}.',
  connecting: 'Connecting to the server …',
  refused: 'This screen may not connect: {why}',
} satisfies Texts<typeof zh>
