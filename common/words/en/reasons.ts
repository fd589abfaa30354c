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
      '{station}: {found}. {classes} may be driven with one eye, if the other reaches 5.0 and sees {asked} degrees across, which the booth can’t measure. Please have it examined at a medical institution.',
    ofDriver:
      '{station}: {found}. {classes} may be driven with one eye, if the other reaches 5.0 and sees {asked} degrees across, which the booth can’t measure. It has to be examined at a medical institution.',
  },
  'one-eye-not-allowed': alike('{station}: {found}, and {classes} can’t be driven with one eye.'),
  'colour-blind': alike('The doctor found red-green colour blindness, which isn’t allowed for {classes}.'),
  'hearing-not-heard': alike('The direction of a sound could not be told with {found}; {classes} needs both ears to tell it.'),
  'hearing-aid-not-allowed': alike('Hearing meets the conditions only with a hearing aid, which isn’t allowed for {classes}.'),
  'upper-limbs': alike('The result for arms and hands doesn’t meet the conditions for {classes}. {found}'),
  'lower-limbs': alike('The result for legs and feet doesn’t meet the conditions for {classes}. {found}'),
  trunk: alike('Movement of the trunk or neck is limited, which isn’t allowed for {classes}.'),
  'declared-disease': {
    toDriver: 'You declared one of the listed diseases or circumstances; with it, {classes} can’t be applied for.',
    ofDriver: 'The driver declared one of the listed diseases or circumstances; with it, {classes} can’t be applied for.',
  },
  'age-below': {
    toDriver: 'For your information: you are {found}; the minimum age for {classes} is {asked}. The vehicle office decides.',
    ofDriver: 'Note: the driver is {found}; the minimum age for {classes} is {asked}. The vehicle office decides.',
  },
  'age-above': {
    toDriver: 'For your information: you are {found}; the age limit to apply for {classes} is {asked}. The vehicle office decides.',
    ofDriver: 'Note: the driver is {found}; the age limit to apply for {classes} is {asked}. The vehicle office decides.',
  },
  'age-to-car': {
    toDriver:
      'For your information: you are {found}; from the age of {asked}, {classes} may not be driven. Please exchange the licence for C1 or C2 at the vehicle office.',
    ofDriver:
      'Note: the driver is {found}; from the age of {asked}, {classes} may not be driven. The licence has to be exchanged for C1 or C2 at the vehicle office.',
  },
  'age-to-car-and-c6': {
    toDriver:
      'For your information: you are {found}; from the age of {asked}, {classes} may not be driven. Please exchange the licence for C1 or C2 at the vehicle office; you may keep C6.',
    ofDriver:
      'Note: the driver is {found}; from the age of {asked}, {classes} may not be driven. The licence has to be exchanged for C1 or C2 at the vehicle office; C6 may be kept.',
  },
  'age-to-moped': {
    toDriver:
      'For your information: you are {found}; from the age of {asked}, {classes} may not be driven. Please exchange the licence for F at the vehicle office.',
    ofDriver:
      'Note: the driver is {found}; from the age of {asked}, {classes} may not be driven. The licence has to be exchanged for F at the vehicle office.',
  },
  'age-ends': {
    toDriver:
      'For your information: you are {found}; from the age of {asked}, {classes} may not be driven. The vehicle office cancels a licence that covers nothing else.',
    ofDriver:
      'Note: the driver is {found}; from the age of {asked}, {classes} may not be driven. The vehicle office cancels a licence that covers nothing else.',
  },
  'age-may-ask': {
    toDriver:
      'For your information: you are {found}; from your next birthday on, {classes} may not be driven. If you want to go on driving, apply to the vehicle office before then; if you pass the test of memory, judgement and reaction, you may do so until {asked} at most.',
    ofDriver:
      'Note: the driver is {found}; from the next birthday on, {classes} may not be driven. A driver who wants to go on applies to the vehicle office before then and, after passing the test of memory, judgement and reaction, may do so until {asked} at most.',
  },
  'age-may-drive-on': {
    toDriver:
      'For your information: you are {found}. If you applied in time, passed the test and were allowed to go on, you may drive {classes} until {asked} at most.',
    ofDriver:
      'Note: the driver is {found}. A driver who applied in time, passed the test and was allowed to go on may drive {classes} until {asked} at most.',
  },
  'ability-test': {
    toDriver:
      'For your information: you are {found}; from the age of {asked}, a driver’s review includes the test of memory, judgement and reaction, which the vehicle office holds.',
    ofDriver:
      'Note: the driver is {found}; from the age of {asked}, a driver’s review includes the test of memory, judgement and reaction, which the vehicle office holds.',
  },
  'ability-test-applying': {
    toDriver:
      'For your information: you are {found}; from the age of {asked}, a driver who applies for {classes} has to pass the test of memory, judgement and reaction, which the vehicle office holds.',
    ofDriver:
      'Note: the driver is {found}; from the age of {asked}, a driver who applies for {classes} has to pass the test of memory, judgement and reaction, which the vehicle office holds.',
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
    toDriver: 'The report for {classes} can be made only by medical institutions named for it by the province. Please go to one of them.',
    ofDriver:
      'The report for {classes} can be made only by medical institutions named for it by the province; the driver has to go to one of them.',
  },
  'not-measured': alike('{station}: not examined yet.'),
  referred: alike('{station}: this can’t be decided by a remote check. {found}'),
} satisfies Record<Reason['code'], Sentence>

export const elsewhere: Sentence = {
  toDriver: 'Please have it examined at a medical institution.',
  ofDriver: 'It has to be examined at a medical institution.',
}
