import type { Reason } from '#protocol/report.ts'
import { alike, type Sentence } from '../reader.ts'

export const reasons = {
  'meets-all': alike('All results meet the conditions for {classes}.'),
  'height-below': {
    toDriver: 'Your height is {found} cm; for {classes} it must be {asked} cm at least.',
    ofDriver: 'The height is {found} cm; for {classes} it must be {asked} cm at least.',
  },
  'acuity-below': alike('{station}: {found}; for {classes} it must be {asked}, with or without glasses.'),
  'one-eye-field-unknown': {
    toDriver:
      '{station}: {found}. {classes} may be driven with one eye, when the other reaches 5.0 and sees {asked} degrees across, which the booth can’t measure. Please have it examined at a medical institution.',
    ofDriver:
      '{station}: {found}. {classes} may be driven with one eye, when the other reaches 5.0 and sees {asked} degrees across, which the booth can’t measure. It has to be examined at a medical institution.',
  },
  'one-eye-not-allowed': alike('{station}: {found}, and {classes} can’t be driven with one eye.'),
  'colour-blind': alike('The doctor found red-green colour blindness, which isn’t allowed for {classes}.'),
  'hearing-not-heard': alike('The direction of a sound could not be told with {found}; for {classes} each ear must tell it.'),
  'hearing-aid-not-allowed': alike('Hearing meets the conditions only with a hearing aid, which isn’t allowed for {classes}.'),
  'upper-limbs': alike('What was found of the arms and hands doesn’t meet the conditions for {classes}. {found}'),
  'lower-limbs': alike('What was found of the legs doesn’t meet the conditions for {classes}. {found}'),
  trunk: alike('Movement of the trunk or neck is limited, which isn’t allowed for {classes}.'),
  'declared-disease': {
    toDriver: 'You declared one of the listed diseases or circumstances; with it, {classes} can’t be applied for.',
    ofDriver: 'The driver declared one of the listed diseases or circumstances; with it, {classes} can’t be applied for.',
  },
  'age-below': {
    toDriver: 'For your information: you are {found}; whoever applies for {classes} is at least {asked}. The vehicle office decides.',
    ofDriver: 'Note: the driver is {found}; whoever applies for {classes} is at least {asked}. The vehicle office decides.',
  },
  'age-above': {
    toDriver: 'For your information: you are {found}; {classes} can be applied for up to {asked} years. The vehicle office decides.',
    ofDriver: 'Note: the driver is {found}; {classes} can be applied for up to {asked} years. The vehicle office decides.',
  },
  'age-to-car': {
    toDriver:
      'For your information: you are {found}; from {asked} years on {classes} may not be driven. Please exchange the licence for C1 or C2 at the vehicle office.',
    ofDriver:
      'Note: the driver is {found}; from {asked} years on {classes} may not be driven. The licence has to be exchanged for C1 or C2 at the vehicle office.',
  },
  'age-to-car-and-c6': {
    toDriver:
      'For your information: you are {found}; from {asked} years on {classes} may not be driven. Please exchange the licence for C1 or C2 at the vehicle office; you may keep C6.',
    ofDriver:
      'Note: the driver is {found}; from {asked} years on {classes} may not be driven. The licence has to be exchanged for C1 or C2 at the vehicle office; C6 may be kept.',
  },
  'age-to-moped': {
    toDriver:
      'For your information: you are {found}; from {asked} years on {classes} may not be driven. Please exchange the licence for F at the vehicle office.',
    ofDriver:
      'Note: the driver is {found}; from {asked} years on {classes} may not be driven. The licence has to be exchanged for F at the vehicle office.',
  },
  'age-ends': {
    toDriver:
      'For your information: you are {found}; from {asked} years on {classes} may not be driven. A licence of nothing else is cancelled by the vehicle office.',
    ofDriver:
      'Note: the driver is {found}; from {asked} years on {classes} may not be driven. A licence of nothing else is cancelled by the vehicle office.',
  },
  'age-may-ask': {
    toDriver:
      'For your information: you are {found}; from your next birthday on {classes} may not be driven. If you want to drive on, ask the vehicle office before; with the test of memory, judgement and reaction passed you may do so until {asked} at most.',
    ofDriver:
      'Note: the driver is {found}; from the next birthday on {classes} may not be driven. Whoever wants to drive on asks the vehicle office before, and with the test of memory, judgement and reaction passed may do so until {asked} at most.',
  },
  'age-may-drive-on': {
    toDriver:
      'For your information: you are {found}. Whoever asked in time, passed the test and was allowed to drive on may drive {classes} until {asked} at most.',
    ofDriver:
      'Note: the driver is {found}. Whoever asked in time, passed the test and was allowed to drive on may drive {classes} until {asked} at most.',
  },
  'ability-test': {
    toDriver:
      'For your information: you are {found}; from {asked} years on a driver’s review includes the test of memory, judgement and reaction; the vehicle office holds it.',
    ofDriver:
      'Note: the driver is {found}; from {asked} years on a driver’s review includes the test of memory, judgement and reaction; the vehicle office holds it.',
  },
  'ability-test-applying': {
    toDriver:
      'For your information: you are {found}; whoever applies for {classes} from {asked} years on passes the test of memory, judgement and reaction; the vehicle office holds it.',
    ofDriver:
      'Note: the driver is {found}; whoever applies for {classes} from {asked} years on passes the test of memory, judgement and reaction; the vehicle office holds it.',
  },
  'step-down': {
    toDriver:
      'Please apply at a vehicle office within {asked} days for a licence of lower classes (article 67 of the licence order). Do not drive {classes} meanwhile.',
    ofDriver:
      'The driver has to apply at a vehicle office within {asked} days for a licence of lower classes (article 67 of the licence order), and is not to drive {classes} meanwhile.',
  },
  'give-up-licence': {
    toDriver:
      'Please apply at the vehicle office that issued the licence within {asked} days to have {classes} cancelled (article 67 of the licence order). Do not drive meanwhile.',
    ofDriver:
      'The driver has to apply at the vehicle office that issued the licence within {asked} days to have {classes} cancelled (article 67 of the licence order), and is not to drive meanwhile.',
  },
  'special-institution': {
    toDriver: 'The report for {classes} comes only from medical institutions named for it by the province. Please go to one of them.',
    ofDriver:
      'The report for {classes} comes only from medical institutions named for it by the province; the driver has to go to one of them.',
  },
  'not-measured': alike('{station}: not examined yet.'),
  referred: alike('{station}: this can’t be settled at a distance. {found}'),
} satisfies Record<Reason['code'], Sentence>

export const elsewhere: Sentence = {
  toDriver: 'Please have it examined at a medical institution.',
  ofDriver: 'It has to be examined at a medical institution.',
}
