import type { Texts } from '../../texts.ts'
import type { hearing as zh } from '../../zh/procedures/hearing.ts'

export const hearing = {
  /** What the driver reads. */
  booth: {
    title: 'Where does the sound come from?',
    text: {
      keypad: 'Sit straight, head still. Press the arrow for the side that you hear it from. Sometimes there is no sound: then press No.',
      stick: 'Sit straight, head still. Push the stick to the side that you hear it from. Sometimes there is no sound: then press No.',
      touch: 'Sit straight, head still. Touch the side that you hear it from. Sometimes there is no sound: then touch the middle.',
    },
    ready: 'Ready, start',
    listen: 'Listen',
    question: 'Which side was it?',
    left: 'Left',
    right: 'Right',
    nothing: 'Nothing heard',
  },
  /** What a score says to a doctor. */
  score: {
    pairs: 'left–right {leftRight}, left–silent {leftSilent}, right–silent {rightSilent}; {trials} trials',
    outcomes: { 'both-ears': 'both ears tell the direction', referred: 'for the doctor to decide', 'too-noisy': 'too noisy, not tested' },
    oneEar: 'If only one ear may hear (loudness alone can be enough to pass), repeat by headphones.',
    drowned: '{count} drowned by noise and asked again',
    ambient: 'ambient noise {db} dB(A)',
    ambientUnknown: 'ambient noise not measured',
  },
  /** What the picture of a log says. */
  log: {
    label: 'Log of hearing, {trials} trials. Left and right {leftRight}, left and silence {leftSilent}, right and silence {rightSilent}.',
    leftRight: 'left / right',
    leftSilent: 'left / silent',
    rightSilent: 'right / silent',
    left: 'left',
    right: 'right',
    silent: 'silent',
    level: '{softest}–{loudest} dB',
    ambient: 'Ambient noise {db} dB(A), limit {limit}. ',
    ambientUnknown: 'Ambient noise not measured. ',
    legend: 'All three at +{heard}: both ears tell the direction. Any at −{refer}: to the doctor. ● right ✕ wrong',
    drowned: ' ○ drowned by noise, not counted',
    headphones: 'By headphones, with noise at both ears. ',
  },
} satisfies Texts<typeof zh>
