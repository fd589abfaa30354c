import type { Texts } from '../texts.ts'
import type { refusalsOfRegistry as zh } from '../zh/refusals-of-registry.ts'

export const refusalsOfRegistry = {
  'institution-unknown':
    '“{site}” belongs to no medical institution, so no report can be issued there. Ask the administrator to choose one for it on the page of medical institutions.',
  'institution-suspended': '“{institution}” is no longer recognised, so its doctors can’t sign any more. Ask the administrator.',
  'institution-recognised':
    'The medical institution that issued this report is recognised, so the counter can’t stop accepting it, and nothing was done. If something is wrong with the report, return it.',
  'institution-not-valid': '“{institution}” may not issue reports today: it is recognised from {from} to {until}. Ask the administrator.',
  'class-not-certified': '“{institution}” can’t certify for the classes {classes}. The driver has to go to a medical institution that can.',
  'doctor-not-registered':
    'You are not registered as a doctor of “{institution}”, so you can’t examine or sign at its sites. Ask the administrator.',
  'registration-not-valid':
    'Your registration in “{institution}” is not valid today (from {from} to {until}), so you can’t examine or sign there. Ask the administrator.',
  'registration-changed':
    'The registration of the medical institution or of the doctor has changed since the report was drawn up, so it was not signed. Draw it up again and read it before you sign.',
  'institution-not-allowed':
    'A medical institution of this level has to be recognised by a health authority, so this was not saved. Fill in which one.',
  'province-needed':
    'A special medical institution, or one that certifies for C5, has to be recognised by the province, so this was not saved. Choose the province, or take C5 away.',
  'business-missing': 'Nothing was chosen that it may certify, so this was not saved. Choose one at least.',
  'validity-wrong': 'There is no such day, or the last day is before the first, so this was not saved. Change the days.',
  'site-of-another': '“{site}” already belongs to “{institution}”, so this was not saved. Take it away there first.',
  'rest-of-another': 'All other sites already belong to “{institution}”, so this was not saved. Choose its sites there one by one first.',
  'registered-already': 'This doctor is registered in “{institution}” already, so nothing was added. Change that registration.',
  'entry-changed':
    'Another administrator has changed this since you opened it, so your change was not saved. Read how it stands now, then change it.',
  'instant-over': 'That instant is over, so this was not saved. Choose one to come, or from now on.',
} satisfies Texts<typeof zh>
