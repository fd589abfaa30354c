import type { Texts } from '../texts.ts'
import type { tiles as zh } from '../zh/tiles.ts'

/** One doctor watches several booths. */
export const tiles = {
  title: 'Several booths at once',
  help: 'Pictures alone, no sound. Each driver reads your name and that you are watching; each time is on record. 1 to 6 claims a driver, Esc gives them back to the queue and leads here again.',
  back: 'Back to the queue',
  none: 'Free: the next driver who goes through a check alone will be seen here',
  picture: 'Picture of {name}',
  connecting: 'Connecting the picture',
  waiting: 'No picture from the booth yet',
  claim: 'Claim',
  claimNamed: 'Claim {name}',
  alerts: 'Needs attention',
  calm: 'Nothing needs attention',
  waitsForDoctor: 'Has done all that can be done alone, and waits for you',
  alert: {
    called: 'Calls the doctor',
    empty: 'Nobody in the booth',
    lost: 'No answer from: {devices}',
    unseen: 'The camera doesn’t see the driver’s face',
    aside: 'Not accepted by the server: {stations}',
    cancelled: 'Broken off: {stations}',
    short: 'Falls short, or is doubtful: {stations}',
    effort: 'Answers look doubtful: {stations}',
  },
  stations: 'Progress',
  state: { running: 'running', waiting: 'not done', done: 'done', look: 'look at it' },
} satisfies Texts<typeof zh>
