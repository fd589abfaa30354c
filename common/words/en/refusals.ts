import type { Texts } from '../texts.ts'
import type { refusals as zh } from '../zh/refusals.ts'
import { refusalsInBooths } from './refusals-in-booths.ts'
import { refusalsOfScreens } from './refusals-of-screens.ts'

export const refusals = {
  ...refusalsOfScreens,
  ...refusalsInBooths,
  'record-unreadable':
    'A stored record can’t be read (table {table}, row {row}, column {column}, at {place}); it may have been altered, and this was not done. Tell the administrator: the data folder has to be verified, and put back from a backup.',
  'code-wrong': 'The code is wrong, used up or too old. Check it and type it again, or ask the administrator for a new one.',
  'origin-wrong': "This is not the system's own address, so nothing was done. Enter by {origin}.",
  'not-signed-in': 'You are not signed in, or your session has run out. Sign in again.',
  'wrong-password': 'The user name or the password is wrong. Check both and type them again.',
  'account-disabled': 'This account is disabled. Ask the administrator to enable it again.',
  'name-taken': '“{name}” is already taken. Choose another name.',
  'password-short':
    'This password is too short and was not saved. Use {least} characters or more, such as a few words that have nothing in common.',
  'password-guessable':
    'This password is a common one, or made of a name, a user name or keys side by side: it is soon guessed and was not saved. Choose another.',
  'password-same': 'The new password is the one that you have; nothing was saved. Choose another.',
  'proof-needed':
    'Before a passkey is enrolled you have to prove that it is you: by a passkey that you have, or by a one-time code from an administrator.',
  'passkey-held':
    'This passkey was enrolled after your account was reset: another administrator has to let it sign first. Ask an administrator.',
  'second-administrator-needed': 'This needs an administrator who had no hand in the reset. Hand it to another one.',
  'access-needs-reason':
    'This check is neither your own case nor of a site that you work for. If you have to see it, say why: the reason, the time and your name are recorded, and administrators can read them.',
  'days-wrong': 'There is no such day, or the first day lies after the last, so nothing was looked for. Change the days and search again.',
  'other-site':
    'This check belongs to the site “{site}”, which is not one that you work for. Leave it to somebody who does, or have an administrator change your sites.',
  'site-closed': 'The site “{site}” is closed, so nobody and no machine is put there. Choose another one, or open it again first.',
  'site-in-use':
    'At the site “{site}” a machine is not shut off, or another site belongs to it or has its reports seen to there, so it can’t be closed. Shut the machines off or move them, and change the other sites first.',
  'site-unfit':
    'These sites don’t go together: a site belongs to a centre that is open, its reports are seen to at an open centre or squad, and a centre belongs to none. Choose others.',
  'unit-taken': 'The unit code {code} is that of the site “{site}” already. Check the code, or change it there first.',
  'already-open':
    'Another driver’s check in this booth is not finished, so no other is opened. End that one first, then have this driver lay the card on.',
  'report-in-force':
    'The driver was checked on {on}, and that report is valid until {validTo}. Whoever does need another check confirms it on the booth’s screen.',
  'card-expired': 'The driver’s identity card was valid until {validTo} and cannot be used. It has to be renewed first.',
  'card-invalid':
    'What the driver’s identity card says did not pass the checks. Have it laid on once more; if that does not help, the counter has to look.',
  'case-stopped': 'The traffic case says that this cannot go on now: {reason}. The driver has to ask at the counter.',
  'case-unreachable':
    'The traffic case cannot be reached, so the driver’s business was not found. Wait a little, then have the card laid on again.',
  'claimed-by-other': 'Doctor {doctor} already has this driver. Choose another from the queue.',
  'not-your-check': 'This check is not with you; it may have gone back to the queue because time ran out. Claim it from the queue again.',
  'busy-with-another': 'You still have another driver: {name} ({booth}). Finish or release that check before you claim the next.',
  'declaration-incomplete':
    'The driver’s declaration is not complete: with “yes” it names which, with “no” it names none. The driver has to complete it, then sign.',
  'photo-unusable': 'The driver’s photo cannot be used: {why} It has to be taken again.',
  'photo-missing': 'There is no photo of the driver yet, so no test can start. Have it taken first.',
  'doctor-needed': 'A doctor has to watch this test; the driver can’t start it alone.',
  'finding-mismatch': 'The finding does not belong to this test. Enter it again.',
  'reason-missing': 'Your finding differs from what was measured, so it needs a reason. Write why.',
  missing: 'These tests have no finding yet: {stations}. Finish them before you draw up the report.',
  'not-drawn-up': 'The report is not drawn up, or something new came afterwards and voided it. Draw it up again, then sign.',
  'no-outcome': 'There is no outcome yet. Finish all tests first.',
  'same-doctor':
    'The new report comes to another conclusion than the one that it replaces, so another doctor has to sign it. Hand it to a colleague.',
  'second-doctor-awaited': 'A doctor has signed the driver’s report and a second one is reading it, so no other check is opened.',
  'open-elsewhere':
    'The driver’s check is under way at {site}, {booth}, so no other is opened here. Have the driver go back there; if that is no longer so, tell the doctor.',
  'second-doctor-needed':
    'You have signed this report already, and another doctor has to countersign it. Wait for a colleague, or take your signature back to examine further.',
  'digest-differs':
    'The report that you saw is not the one on the server, so it was not signed. Reload the page, read the report again, then sign.',
  'assertion-wrong': 'The passkey did not prove who you are, so nothing was signed. Try again with a passkey that you enrolled.',
  'passkey-needed':
    'A report is signed by passkey; a password cannot take its place. Enrol a passkey under “My signature” or “My account” first.',
  'signature-picture-missing': 'Your handwritten signature is missing, and the report has to show it. Write it under “My signature” first.',
  'text-too-long':
    '“{where}” is too long for its place on the report: it has {count} characters, and {most} fit. Please shorten it and try again.',
  'glyph-missing':
    '“{where}”: the character “{character}” can’t be printed, since no font of the system has it. Write it another way; where it is a name or an address, have a font installed that has it.',
  'case-refused': 'The traffic case refused this report. Read the reason, settle it, then send the report again.',
  unsteady:
    'The values are not steady (they differ by {spread}), so nothing was recorded. See that nobody touches the device, and try again.',
  'not-the-floor':
    'The sensor says that the floor is {mm} mm away, the tape said {tape} mm: too far apart. See that nobody and nothing is below it and that it hangs straight, and measure with the tape again.',
  'rod-differs':
    'The rod is {rod} mm long, the sensor made it {mm} mm: too far apart. Stand the rod upright right below the sensor and try again; if it stays so, replace the sensor.',
  'load-not-felt': '{cell} did not feel the load. See that it lies on this very place and that the cable is whole, and try again.',
  'port-taken': 'This port belongs to a device of this booth and can not be tried out. Choose a spare one from the list.',
} satisfies Texts<typeof zh>
