import type { Texts } from '../texts.ts'
import type { toDriver as zh } from '../zh/to-driver.ts'

export const toDriver = {
  'already-open':
    'Another driver’s check in this booth is not finished. Please take your card, and lay it on again in a moment; if that doesn’t help, call the staff in the hall.',
  'report-in-force':
    'You were checked on {on}; that report is valid until {validTo}. If you do need another check, confirm it on the screen.',
  'card-expired': 'This identity card was valid until {validTo} and cannot be used. Come back with a new card, or ask at the counter.',
  'card-invalid': 'What the identity card says did not pass the checks. Lay it on once more; if that does not help, go to the counter.',
  'case-stopped': 'The traffic case says that this cannot go on now: {reason}. Ask at the counter.',
  'case-unreachable': 'The traffic case cannot be reached, so your business was not found. Wait a little and lay the card on again.',
  'declaration-incomplete': 'The declaration is not complete: with “yes” name which, with “no” name none. Complete it, then sign.',
  'photo-unusable': 'This photo cannot be used: {why}',
  'photo-missing': 'There is no photo yet, so no test can start. Take it first.',
  'doctor-needed': 'A doctor has to watch this test. Wait a moment: it can start when a doctor has come.',
  'second-doctor-awaited':
    'A doctor has signed your report and a second one is reading it, so you need not be examined again. Please wait, or ask at the counter.',
  'open-elsewhere':
    'Your check is under way at {site}, {booth}, so no other is opened here. Go back there to go on; if you have left it, ask the staff to tell the doctor.',
} satisfies Texts<typeof zh>
