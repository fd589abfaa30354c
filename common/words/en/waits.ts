import type { Texts } from '../texts.ts'
import type { waits as zh } from '../zh/waits.ts'

/** How long it takes: for somebody who waits in a booth, and for whoever has just come into the hall. */
export const waits = {
  waiting: {
    minutes: 'About {minutes} more minutes',
    hours: 'About {hours} more hours',
    untold: {
      'no-doctor': 'No doctor is here now; you will be called in turn when one is',
      unmeasured: 'Nobody can tell yet how long it will take',
      updating:
        'The system is about to be updated, and no doctor takes a driver meanwhile. It usually takes some minutes; please wait, you keep your place',
    },
    comes: 'No doctor is here now. The next one begins at {at}; you will be called in turn',
  },
  joining: {
    minutes: 'Whoever comes now waits about {minutes} minutes',
    hours: 'Whoever comes now waits about {hours} hours',
    untold: {
      'no-doctor': 'No doctor is here now',
      unmeasured: 'Nobody can tell yet how long it will take',
      updating: 'The system is about to be updated, and no doctor takes a driver meanwhile. It usually takes some minutes; please wait',
    },
    comes: 'No doctor is here now; the next one begins at {at}',
  },
} satisfies Texts<typeof zh>
