import type { Texts } from '../texts.ts'
import type { hall as zh } from '../zh/hall.ts'

export const hall = {
  title: 'Health check for drivers',
  booths: 'Booths',
  state: {
    free: 'Free, come in',
    underway: 'Self-check',
    waiting: 'Waits for a doctor',
    examined: 'With the doctor',
    finished: 'Finished',
  },
  offline: 'Out of service',
  noBooths: 'This hall has no booths yet',
  waiting: 'Waiting for a doctor',
  examined: 'With the doctor',
  finishedToday: 'Finished today',
  handedOverToday: 'Handed over today',
  lost: 'The connection to the server is down; connecting again. This is how it stood at {at}.',
  connecting: 'Connecting to the server …',
  refused: 'This screen may not connect: {why}',
  enrol: {
    title: 'Enrol this hall screen',
    intro: 'Type the enrolment code that the administrator got on the administration page.',
    code: 'Enrolment code',
    enter: 'Enrol',
    wrongKind: "This code is a booth's, not a hall screen's. Ask the administrator for a hall screen's code.",
    unsupported: 'This browser cannot keep a device key (Ed25519). Use a recent browser, and open the page over HTTPS or localhost.',
  },
} satisfies Texts<typeof zh>
