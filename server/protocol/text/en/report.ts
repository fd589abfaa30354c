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
    'hearing-not-heard': 'The direction of a sound could not be told with each ear, which {classes} asks for.',
    'hearing-aid-not-allowed': 'Hearing meets the conditions only with a hearing aid, which {classes} doesn’t allow.',
    'upper-limbs': 'What was found of the arms and hands doesn’t meet the conditions for {classes}.',
    'lower-limbs': 'What was found of the legs doesn’t meet the conditions for {classes}.',
    trunk: 'Movement of the trunk or neck is limited, which {classes} doesn’t allow.',
    'declared-disease': 'You declared: {found}. With this, {classes} can’t be applied for.',
    'age-below': 'You are {found}; {classes} asks for at least {asked} years.',
    'age-above': 'You are {found}; {classes} can be driven up to {asked} years.',
    'ability-test':
      'From {asked} years on, {classes} also asks for the test of memory, judgement and reaction, which the vehicle office holds.',
    'special-institution':
      'The certificate for {classes} comes only from hospitals named for it by the province. Please go to one of them.',
    'not-measured': '{station}: not examined yet.',
    referred: '{station}: this can’t be settled at a distance. {found}',
  },
  belowAll: 'below the lowest level asked for',
  referrals: {
    'in-person': 'Please come in person to be examined by a doctor.',
    hospital: 'Please have it examined at a hospital.',
  },
  wholeCheck: 'This check',
  allClasses: 'the class applied for',
} satisfies Texts<typeof zh>
