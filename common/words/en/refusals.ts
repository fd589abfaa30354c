import type { Texts } from '../texts.ts'
import type { refusals as zh } from '../zh/refusals.ts'
import { refusalsInBooths } from './refusals-in-booths.ts'
import { refusalsOfRegistry } from './refusals-of-registry.ts'
import { refusalsOfScreens } from './refusals-of-screens.ts'

export const refusals = {
  ...refusalsOfScreens,
  ...refusalsInBooths,
  ...refusalsOfRegistry,
  'record-unreadable':
    'A stored record can’t be read (table {table}, row {row}, column {column}, at {place}); it may have been altered, and this was not done. Tell the administrator: the data folder has to be verified and restored from a backup.',
  'code-wrong': 'The code is wrong, has been used, or has expired. Check it and type it again, or ask the administrator for a new one.',
  'origin-wrong': "This is not the system's own address, so nothing was done. Go to {origin}.",
  'not-signed-in': 'You are not signed in, or your session has run out. Sign in again.',
  'wrong-password': 'The user name or the password is wrong. Check both and type them again.',
  'account-disabled': 'This account is disabled. Ask the administrator to enable it again.',
  'name-taken': '“{name}” is already taken. Choose another name.',
  'password-short': 'This password is too short and was not saved. Use {least} characters or more, such as a few unrelated words.',
  'password-guessable':
    'This password is a common one, or made of a name, a user name or neighbouring keys: it is easily guessed and was not saved. Choose another.',
  'password-same': 'The new password is the same as the current one, so it was not saved. Choose another.',
  'proof-needed':
    'Before a passkey is enrolled you have to prove that it is you: with a passkey that you have, or with a one-time code from an administrator.',
  'passkey-held':
    'This passkey was enrolled after your account was reset: it cannot sign until another administrator allows it. Ask an administrator.',
  'second-administrator-needed': 'This has to be done by an administrator who took no part in the reset. Ask another administrator.',
  'access-needs-reason':
    'This check is neither yours nor from one of your sites. If you need to see it, give a reason: the reason, the time and your name are recorded, and administrators can read them.',
  'days-wrong': 'There is no such day, or the first day is after the last, so nothing was searched. Change the days and search again.',
  'other-site':
    'This check belongs to “{site}”, which is not one of your sites. Leave it to a colleague there, or ask an administrator to change your sites.',
  'site-closed': '“{site}” is closed, so no person and no machine can be put there. Choose another site, or reopen this one first.',
  'site-in-use':
    '“{site}” can’t be closed: a machine there is not disabled, or another site belongs to it or sends its reports there. Disable or move the machines, and change the other sites first.',
  'site-unfit':
    'These sites don’t go together: a site belongs to an open centre, its reports go to an open centre or squad, and a centre belongs to no other. Choose again.',
  'unit-taken': 'The unit code {code} is already that of “{site}”. Check the code, or change it there first.',
  'already-open':
    'Another driver’s check in this booth is not finished, so another cannot be opened. End that one first, then ask this driver to place the card on the reader.',
  'report-in-force':
    'The driver was checked on {on}, and that report is valid until {validTo}. A driver who does need a new check confirms it on the booth’s screen.',
  'certificate-in-force':
    'The driver has a report that {institution} made on {on}; it is valid until {validTo}. A driver who does need a new check confirms it on the booth’s screen.',
  'card-expired': 'The driver’s identity card was valid until {validTo} and cannot be used. It has to be renewed first.',
  'card-invalid':
    'What the driver’s identity card says did not pass the checks. Ask the driver to place it on the reader again; if that does not help, send the driver to the counter.',
  'case-stopped': 'The traffic-police system says that this cannot go on now: {reason}. The driver has to ask at the counter of {counter}.',
  'licence-stopped':
    'The state of the driver’s licence is “{states}”, so a check would be of no use now. The driver has to have that settled at the counter of {counter} first.',
  'special-institution':
    'A report for C5 may only come from a medical institution that the province has recognised for it, so it can’t be made here. The driver has to ask at the counter of {counter} which ones there are.',
  'school-bus':
    'More is asked of drivers of school buses than a booth can check. The driver has to ask at the counter of {counter} what to do.',
  'cases-several': '{count} cases are open for the driver, who has to choose one on the booth’s screen.',
  'case-unreachable':
    'The traffic-police system cannot be reached, so the driver’s business was not found. Wait a little, then ask the driver to place the card on the reader again.',
  'claimed-by-other': 'Doctor {doctor} has already claimed this driver. Choose another from the queue.',
  'deadline-wrong': 'The last day for the missing papers has to lie between {least} and {most}. Choose another day.',
  'not-your-check': 'This check is not yours; it may have gone back to the queue because time ran out. Claim it from the queue again.',
  'hours-wrong':
    'These hours don’t fit together: each has to end after it begins, none may begin before the one before has ended, and a day may be named once only. Correct them and save again.',
  'kept-for-other':
    'Doctor {doctor} has asked this driver to wait and comes back within ten minutes. Until then nobody else can take them; claim the next driver.',
  'colleague-not-free':
    'Doctor {doctor} can’t take this driver now: they have left, have a driver, or are being offered another one. The driver is still yours; choose somebody else, or wait a moment.',
  'busy-with-another': 'You still have another driver: {name} ({booth}). Finish or release that check before you claim the next.',
  'declaration-incomplete':
    'The driver’s declaration is not complete: with “yes”, say which; with “no”, none may be chosen. The driver has to complete it, then sign.',
  'phone-missing': 'There is no mobile number of the driver to send text messages to. The driver has to type one.',
  'photo-unusable': 'The driver’s photo cannot be used: {why} It has to be taken again.',
  'photo-missing': 'There is no photo of the driver yet, so no test can start. Ask the driver to take it first.',
  'doctor-needed': 'A doctor has to watch this test; the driver can’t start it alone.',
  'finding-mismatch': 'The finding does not belong to this test. Enter it again.',
  'call-too-short':
    'You have been with this driver for less than the {minutes} minutes that are asked for, so nothing was signed. Sign in {seconds} s; the report stays as it is.',
  'server-draining':
    'The server is about to be updated and takes no new driver; go on with the one whom you have. An update takes some minutes: claim again after it.',
  'still-unusable': 'This picture can’t be read or is too large, and was not kept. Wait for a clear picture and take it again.',
  'stills-full': 'This check already holds {most} pictures taken by doctors; no more are kept. Those that are there stay as evidence.',
  'check-full':
    'This check already holds {most} entries, far more than an examination makes, so nothing is added. A report that was drawn up can still be signed, accepted or withdrawn; otherwise give the driver back: the check ends by itself when the day is over, and the card begins a new one.',
  'asked-often':
    'For this check somebody was asked {most} times already, so nobody else is. Decide by what has been answered, or pass the driver on.',
  'senior-needed': 'Only a senior doctor joins or takes over another doctor’s check. An administrator can add that role under “People”.',
  'escalated-already': 'This check was passed to a senior doctor, who hasn’t seen to it yet. Wait for them, or take it back first.',
  'not-escalated': 'Nothing of this check waits for a senior doctor; it was seen to, or taken back. There is nothing left to do.',
  'reason-missing': 'Your finding differs from what was measured, so it needs a reason. Write the reason.',
  missing: 'These tests have no finding yet: {stations}. Finish them before you draw up the report.',
  'not-drawn-up': 'The report is not drawn up, or something new came afterwards and voided it. Draw it up again, then sign.',
  'no-outcome': 'There is no outcome yet. Finish all tests first.',
  'nothing-corrected': 'What you wrote is the same as in the report, so there is nothing to correct. Change something first.',
  'same-doctor':
    'The new report has a different conclusion from the one it replaces, so another doctor has to sign it. Pass it on to a colleague.',
  'second-doctor-awaited':
    'A doctor has signed the driver’s report and a second doctor still has to countersign it, so another check cannot be opened.',
  'open-elsewhere':
    'The driver’s check is under way at {site}, {booth}, so another cannot be opened here. Ask the driver to go back there; if the driver has left it, tell the doctor.',
  'site-not-issuing':
    'No medical institution or doctor may issue reports at “{site}” at present, so no driver can be checked there. Ask the administrator to look at the page of medical institutions.',
  'second-doctor-needed':
    'You have signed this report already, and another doctor has to countersign it. Wait for a colleague, or withdraw your signature if more has to be examined.',
  'accepted-before':
    '{by} accepted this report at {at}, so your last action was not carried out. If it should be otherwise, speak with {by}.',
  'returned-before': '{by} returned this report at {at}, so your last action was not carried out. If that was a mistake, send it again.',
  'digest-differs':
    'The report that you saw is not the one on the server, so it was not signed. Reload the page, read the report again, then sign.',
  'assertion-wrong': 'The passkey did not prove who you are, so nothing was signed. Try again with a passkey that you enrolled.',
  'passkey-needed':
    'A report has to be signed with a passkey, not with a password. Enrol a passkey under “My signature” or “My account” first.',
  'signature-picture-missing': 'Your handwritten signature is missing, and the report has to show it. Write it under “My signature” first.',
  'text-too-long':
    '“{where}” is too long for its place on the report: it has {count} characters, and {most} fit. Please shorten it and try again.',
  'glyph-missing':
    '“{where}”: the character “{character}” can’t be printed, because no font on the system has it. Write it another way; if it is a name or an address, ask the administrator to install a font that has it.',
  'case-refused': 'The traffic police refused this report. Read the reason, deal with it, then send the report again.',
  'value-missing':
    'The traffic police need “{where}”, and this report doesn’t have it, so it could not be handed over ({column} of {map}). Add it and draw up the report again; if that is not possible, ask the administrator to change the field map.',
  'value-without-code':
    'The traffic police have no code for the value “{value}” of “{where}”, so the report could not be handed over ({column} of {map}). Ask the administrator to agree on a code with them and to put it into the field map, then draw up the report.',
  'column-too-short':
    '“{where}” is too long for the traffic police: as they count it is {count}, and {most} fit ({column} of {map}). Shorten it if you can; if it is a name or an address, ask the administrator to agree on it with them and to change the field map.',
  'character-missing':
    '“{where}”: the character “{character}” is not in {set}, which the traffic police use, so the report could not be handed over ({column} of {map}). Write it another way if you can; if it is a name or an address, ask the administrator to agree on GB 18030 with them.',
  unsteady:
    'The values are not steady (they differ by {spread}), so nothing was recorded. Make sure that nobody touches the device, and try again.',
  'not-the-floor':
    'The sensor measured {mm} mm to the floor, the tape {tape} mm: too far apart. Make sure that nobody and nothing is below it and that it hangs straight, and measure with the tape again.',
  'rod-differs':
    'The rod is {rod} mm long, but the sensor measured {mm} mm: too far apart. Stand the rod upright right below the sensor and try again; if that does not help, replace the sensor.',
  'pixel-differs':
    'The two measurements of a pixel, {one} and {other} mm, are more than 1% apart, so nothing was recorded. Measure both black bars again with a ruler, to the millimetre.',
  'path-differs':
    'The two measurements of the light path, {one} and {other} mm, are more than 1% apart, so nothing was recorded. Measure it twice again with a tape, from the eye over each mirror to the screen.',
  'load-not-felt':
    '{cell}: the value did not change under the load. Make sure that the weight is in exactly this place and that the cable is intact, and try again.',
  'screen-dim':
    'A white screen gives {luminance} cd/m², but at least {least} are needed, so nothing was recorded. Make the screen brighter, let it settle, and measure again.',
  'colours-contradict':
    'Red, green and blue together do not make white: they are {percent} % off, and 5 % is the most, so nothing was recorded. Turn off energy saving, night mode and dynamic contrast, let the screen warm up for 20 minutes, and measure again.',
  'tone-uneven':
    'The greys follow no curve that can be used: they are {percent} % off, and 5 % is the most, so nothing was recorded. Turn off picture enhancement and dynamic contrast, and measure again.',
  'colour-file-unread':
    'This file does not say what the colours of the screen are. It must be a .ti3 file from a colorimeter’s program, or an ICC profile of three primaries with the luminance (lumi). Export it again, or type the values.',
  'port-taken': 'This port belongs to a device of this booth and cannot be tried. Choose a spare one from the list.',
} satisfies Texts<typeof zh>
