import type { Texts } from '../texts.ts'
import type { terms as zh } from '../zh/terms.ts'

export const terms = {
  stations: {
    height: 'Height',
    'acuity-right': 'Right eye',
    'acuity-left': 'Left eye',
    colour: 'Colour vision',
    hearing: 'Hearing',
    'upper-limbs': 'Arms and hands',
    'lower-limbs': 'Legs and feet',
    trunk: 'Trunk and neck',
  },
  devices: {
    'identity-card': 'Identity-card reader',
    height: 'Height sensor',
    keypad: 'Answer keypad',
    force: 'Force sensors',
    cabin: 'Booth sensors',
    presence: 'Presence sensor',
    weight: 'Scale',
    screen: 'Test screen',
    speakers: 'Loudspeakers',
    cameras: 'Cameras',
    computer: 'Booth computer',
  },
  photoFaults: {
    unreadable: {
      toDriver: 'it did not arrive complete. Take another; if that does not help, ask the staff to check the camera.',
      ofDriver: 'it did not arrive complete.',
    },
    small: {
      toDriver: 'it is too small to show a face. Ask the staff to check the settings of the camera.',
      ofDriver: 'it is too small to show a face.',
    },
    dark: {
      toDriver: 'it is too dark. Turn to the light and take another.',
      ofDriver: 'it is too dark.',
    },
    bright: {
      toDriver: 'it is too bright. Turn away from the strong light and take another.',
      ofDriver: 'it is too bright.',
    },
    restless: {
      toDriver:
        'it shows too much detail to be kept small enough. Stand in front of a plain background, in plain clothes, and take another.',
      ofDriver: 'it shows too much detail to be kept small enough.',
    },
    flat: {
      toDriver: 'nothing can be made out. Make sure that the lens is not covered, face the camera and take another.',
      ofDriver: 'nothing can be made out.',
    },
  },
  phases: {
    opened: 'Card read',
    underway: 'Under way',
    signed: 'Waiting for a second doctor',
    concluded: 'Signed by the doctor',
    reported: 'Report made',
    'handed-over': 'Handed over to the traffic police',
    refused: 'Refused by the traffic police',
    accepted: 'Accepted at the counter',
    returned: 'Returned by the counter',
    superseded: 'Replaced by a newer report',
    abandoned: 'Abandoned',
    parked: 'Kept until the driver’s card is read again',
  },
  outcomes: {
    fit: 'Meets the conditions for driving',
    'fit-with-conditions': 'Meets the conditions for driving, with notes on the licence',
    'lower-classes': 'Meets the conditions of some classes only',
    refer: 'A closer examination is needed',
    unfit: 'Does not meet the conditions of these classes at present',
    'not-measured': 'The check is not complete yet',
  },
  conditions: {
    'glasses-left': 'Glasses or lens for the left eye',
    'glasses-right': 'Glasses or lens for the right eye',
    'hearing-aid': 'Hearing aid to be worn',
    'one-eye': 'One-eye impairment',
    'left-leg': 'Left leg only (C2)',
  },
  sides: { left: 'left', right: 'right' },
  businesses: { A: 'first licence', B: 'added class', G: 'renewal on expiry', L: 'yearly report' },
  documents: {
    'resident-identity-card': 'Resident identity card',
    'hmt-residence-permit': 'Residence permit for Hong Kong, Macao and Taiwan residents',
    'foreign-permanent-residence-card': 'Foreign permanent resident ID card',
  },
  sexes: { male: 'male', female: 'female', unknown: 'unknown' },
  diseases: {
    1: 'Organic heart disease',
    2: 'Epilepsy',
    3: "Meniere's disease",
    4: 'Vertigo',
    5: 'Hysteria',
    6: "Parkinson's disease",
    7: 'Psychosis',
    8: 'Dementia',
    9: 'A neurological or other disease that affects the limbs or hinders safe driving',
    10: 'Drug taking within three years, less than three years since compulsory rehabilitation, or dependence on psychotropic medicine',
  },
  cells: {
    'pedal-left': 'left pedal',
    'pedal-right': 'right pedal',
    'grip-left': 'left grip',
    'grip-right': 'right grip',
    'plate-left': 'plate, left',
    'plate-right': 'plate, right',
  },
  /** In place of the picture of a log. */
  logUnreadable: 'This log cannot be shown: it does not belong to the test.',
} satisfies Texts<typeof zh>
