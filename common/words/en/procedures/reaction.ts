import type { Texts } from '../../texts.ts'
import type { reaction as zh } from '../../zh/procedures/reaction.ts'

export const reaction = {
  name: 'Reaction time',
  /** What the driver reads. */
  booth: {
    title: 'When the circle turns green, press',
    text: {
      keypad:
        'The circle is grey at first: don’t press. As soon as it is green, press OK on the keypad. First there are three for practice.',
      stick:
        'The circle is grey at first: don’t press. As soon as it is green, press OK beside the stick. First there are three for practice.',
      touch:
        'The circle is grey at first: don’t press. As soon as it is green, touch the screen anywhere. First there are three for practice.',
    },
    ready: 'Ready, start',
    wait: 'Wait for green',
    now: 'Press!',
    tooEarly: 'Too early. Wait for green',
    practice: 'Practice',
  },
  /** What a score says to a doctor. */
  score: {
    median: 'median {median} ms, median deviation {mad} ms, {counted} counted',
    none: 'no time counted',
    ms: '{ms} ms',
    others: '{lapses} over 1.5 s, {anticipations} too early',
    relative: 'for information only: screen and keys add about 30–100 ms; there is no limit, and the outcome does not depend on it',
  },
  /** What the picture of a log says. */
  log: {
    label: 'Log of reaction time. {median}{counted} counted, {lapses} over 1.5 s, {anticipations} too early.',
    median: 'Median {ms} ms, median deviation {mad} ms. ',
    line: 'median {ms} ms',
    milliseconds: '{ms} ms',
    lapse: 'lapse',
    anticipation: 'too early',
    legend: '● counted   ○ over 1.5 s   ✕ too early, repeated. The times include the delays of screen and keys: for information only.',
  },
} satisfies Texts<typeof zh>
