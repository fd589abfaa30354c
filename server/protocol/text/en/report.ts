import type { Texts } from '../index.ts'
import type { report as zh } from '../zh/report.ts'

export const report = {
  reasons: {
    'meets-all': 'All results meet the conditions for {classes}.',
    'height-below': 'Your height is {found} cm; {classes} asks for at least {asked} cm.',
    'acuity-below': '{station}: {found}; {classes} asks for {asked}, with or without glasses.',
    'one-eye-field-unknown':
      'One eye sees too little. {classes} then asks that the other eye sees 150 degrees across, which the booth can’t measure. Please have it examined at a hospital.',
    'one-eye-not-allowed': 'One eye sees too little, and {classes} can’t be driven with one eye.',
    'colour-blind': 'The doctor found red-green colour blindness, which {classes} doesn’t allow.',
    'hearing-not-heard': 'The direction of a sound could not be told with {found}; {classes} asks for it with each ear.',
    'hearing-aid-not-allowed': 'Hearing meets the conditions only with a hearing aid, which {classes} doesn’t allow.',
    'upper-limbs': 'What was found of the arms and hands doesn’t meet the conditions for {classes}. {found}',
    'lower-limbs': 'What was found of the legs doesn’t meet the conditions for {classes}. {found}',
    trunk: 'Movement of the trunk or neck is limited, which {classes} doesn’t allow.',
    'declared-disease': 'You declared one of the listed diseases or circumstances; with it, {classes} can’t be applied for.',
    'age-below': 'For your information: you are {found}; {classes} asks for at least {asked} years. The vehicle office decides.',
    'age-above': 'For your information: you are {found}; {classes} can be driven up to {asked} years. The vehicle office decides.',
    'ability-test':
      'For your information: from {asked} years on the test of memory, judgement and reaction is needed too; the vehicle office holds it.',
    'special-institution':
      'The certificate for {classes} comes only from hospitals named for it by the province. Please go to one of them.',
    'not-measured': '{station}: not examined yet.',
    referred: '{station}: this can’t be settled at a distance. {found}',
  },
  belowAll: 'below the lowest level asked for',
  ears: { left: 'the left ear', right: 'the right ear', both: 'either ear' },
  elsewhere: 'Please have it examined at a hospital.',
  wholeCheck: 'This check',
  allClasses: 'the class applied for',
} satisfies Texts<typeof zh>
