import type { Texts } from '../texts.ts'
import type { toDriver as zh } from '../zh/to-driver.ts'

export const toDriver = {
  'already-open':
    'Another driver’s check in this booth is not finished. Please take your card, and place it on the reader again in a moment; if that doesn’t help, call the staff in the hall.',
  'report-in-force': 'You were checked on {on}; that report is valid until {validTo}. If you do need a new check, confirm it.',
  'certificate-in-force':
    'You have a report that {institution} made on {on}; it is valid until {validTo}. If you do need a new check, confirm it.',
  'card-expired': 'This identity card was valid until {validTo} and cannot be used. Come back with a new card, or ask at the counter.',
  'card-invalid':
    'What the identity card says did not pass the checks. Place it on the reader again; if that does not help, go to the counter.',
  'case-stopped': 'The traffic police say that this cannot go on now: {reason}. Ask at the counter of {counter}.',
  'licence-stopped':
    'Your licence’s state is “{states}”, so a check would be of no use now. Have that settled at the counter of {counter} first.',
  'special-institution':
    'A report for a car adapted to the disabled (C5) may only come from a medical institution that the province has recognised for it, so it can’t be made here. Ask at the counter of {counter} which ones there are.',
  'school-bus': 'More is asked of drivers of school buses than this booth can check. Ask at the counter of {counter} what to do.',
  'cases-several': '{count} cases are open for you. Choose the one that this check is for.',
  'case-unreachable':
    'The traffic-police system cannot be reached, so your business has not been found yet. It is asked again by itself: leave your card where it is, or take it and come back later.',
  'declaration-incomplete': 'The declaration is not complete: with “yes”, choose which; with “no”, choose none. Complete it, then sign.',
  'photo-unusable': 'This photo cannot be used: {why}',
  'photo-missing': 'There is no photo yet, so no test can start. Take it first.',
  'phone-missing': 'There is no mobile number of yours to send text messages to. Type one.',
  'doctor-needed': 'A doctor has to watch this test. Please wait: it can start when a doctor is with you.',
  'check-full':
    'This check already holds too many entries, so nothing can be changed any more. Please wait for the doctor; if none comes, take your card and ask the staff.',
  'second-doctor-awaited':
    'A doctor has signed your report and a second doctor is reading it, so you don’t need to be examined again. Please wait, or ask at the counter.',
  'open-elsewhere':
    'Your check is under way at {site}, {booth}, so another can’t be opened here. Go back there to go on; if you have left that booth, ask the staff to tell the doctor.',
  'site-not-issuing':
    'No report can be issued at “{site}” at present, so no check can begin here. Please take your card, and ask at the counter where you can go.',
} satisfies Texts<typeof zh>
