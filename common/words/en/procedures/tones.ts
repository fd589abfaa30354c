import type { Texts } from '../../texts.ts'
import type { tones as zh } from '../../zh/procedures/tones.ts'

export const tones = {
  /** What the driver reads. */
  booth: {
    title: 'Listen for quiet tones',
    text: {
      keypad:
        'Sit straight, head still. Each time there is one quiet tone, or none. Press OK on the keypad if you heard it, even if it was very quiet, or else No.',
      stick:
        'Sit straight, head still. Each time there is one quiet tone, or none. Press OK beside the stick if you heard it, even if it was very quiet, or else No.',
      touch:
        'Sit straight, head still. Each time there is one quiet tone, or none. Touch “I heard it” even if it was very quiet, or “Nothing heard”.',
    },
    ready: 'Ready, start',
    side: 'Listen to this side: {side}',
    listen: 'Listen',
    question: 'Did you hear it?',
    heard: 'I heard it',
    nothing: 'Nothing heard',
  },
  /** What a score says to a doctor. */
  score: {
    ear: '{ear}: {thresholds} dB HL (500, 1000, 2000, 4000 Hz)',
    ears: { left: 'left', right: 'right' },
    noResponse: '>{db}',
    atFloor: '≤{db}',
    earAverage: '{ear}: mean of 500–2000 Hz {db} dB HL',
    averageNote: 'the mean is for information (some countries ask for 40 dB); our rule asks only for the direction of the tuning fork',
    silences: '“heard” after {count} of {silences} silences',
    transducers: {
      loudspeakers: 'loudspeakers: shows only the side, the other ear is not masked',
      TDH39: 'headphones TDH39, not masked',
      HD300: 'headphones HD300, not masked',
      HDA200: 'headphones HDA200, not masked',
    },
    faults: {
      'too-noisy': 'too noisy, not tested',
      'false-positives': 'not valid: “heard” too often in silence',
      'retest-differs': 'not valid: two tests at 1000 Hz differ by more than 5 dB',
      unsettled: 'not valid: unsteady answers at some pitch',
      unfinished: 'not finished',
    },
    valid: 'pure tones valid (for information, not a result)',
  },
  /** What the picture of a log says. */
  log: {
    label: 'Audiogram. Right: {right}. Left: {left}.',
    point: '{pitch} Hz {found}',
    threshold: '{db} dB',
    'no-response': 'no response at {db} dB',
    unsettled: 'unsettled',
    'not-tested': 'not tested',
    right: 'right',
    left: 'left',
    and: ', ',
    axis: 'dB HL',
    legend: '○ right   ✕ left   ↓ no response at the loudest. Not tested below {floor} dB.',
    freeField: 'From loudspeakers: both ears hear each side and the other isn’t masked, so this shows only the side. ',
    retest: 'Second test at 1000 Hz differs by {right} dB right, {left} dB left. ',
    false: '“Heard” after {count} of {silences} silences. ',
  },
} satisfies Texts<typeof zh>
