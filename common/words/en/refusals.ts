import type { Texts } from '../texts.ts'
import type { refusals as zh } from '../zh/refusals.ts'

export const refusals = {
  malformed: 'What was sent has the wrong form and was not used. Reload the page and try again; if it stays so, ask the staff.',
  'unknown-message':
    'The server does not know this request; the two sides may run different versions. Reload the page; if it stays so, have the software updated.',
  'not-allowed': 'Your account may not do this. If you need to, ask the administrator.',
  'not-signed-in': 'You are not signed in, or your session has run out. Sign in again.',
  'too-many-tries': 'There were too many tries. Wait a minute, then try again.',
  'too-many-lines':
    'This account (or machine) has {most} windows open already, and no more are taken. Close those that you don’t use: this one comes in by itself.',
  internal: 'Something went wrong inside the system and this was not done. Try again later; if it stays so, tell the administrator.',
  'disk-full':
    "The server's disk is full or can't be written ({cause}), so this was not saved; what was saved before can still be read. Ask an administrator to make room, then try again.",
  'record-unreadable':
    'A stored record can’t be read (table {table}, row {row}, column {column}, at {place}); it may have been altered, and this was not done. Tell the administrator: the data folder has to be verified, and put back from a backup.',
  'records-busy':
    'The records are busy: another program holds them, and this was not saved. Try again in a moment; if it stays so, tell the administrator.',
  'not-connected': 'The connection to the server is lost and is being restored. Wait a moment.',
  'no-answer': 'The server did not answer in time, so it is not certain whether this was done. Wait: the screen will show what is so.',
  'not-found': 'What you asked for was not found. Check it and try again.',
  'wrong-password': 'The user name or the password is wrong. Check both and type them again.',
  'code-wrong': 'The code is wrong, used up or too old. Check it and type it again, or ask the administrator for a new one.',
  'account-disabled': 'This account is disabled. Ask the administrator to enable it again.',
  'name-taken': '“{name}” is already taken. Choose another name.',
  'booth-taken':
    'Another computer is connected with this booth’s key, so this one can’t be. Look whether the booth’s data folder was copied: each computer needs a folder of its own, enrolled with a code of its own.',
  'screen-taken':
    'Another screen is connected with this one’s key, so this one can’t be. Close that one; a hall with several screens has each of them added by an administrator and enrolled with a code of its own.',
  'booth-unknown':
    'The server does not know this machine: it was never enrolled, or its enrolment was replaced. Enrol it again on the administration page.',
  'nonce-unknown': 'The number for this connection is no longer good. The machine connects again by itself; wait a moment.',
  'signature-wrong':
    "The machine's signature is wrong and its data were not accepted. Have the staff see whether it must be enrolled again.",
  'origin-wrong': "This is not the system's own address, so nothing was done. Enter by {origin}.",
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
  'machine-disabled':
    'An administrator has disabled this machine, so nothing is taken from it. If it is to work again, have it enabled and enrolled anew.',
  'key-dead':
    "The key of this machine died when it was disabled and can't be enrolled again. Have the staff remove key.pem, machine.json and sequence from its data folder, then enrol it by a new code.",
  'access-needs-reason':
    'This check is neither your own case nor of a hall that you work for. If you have to see it, say why: the reason, the time and your name are recorded, and administrators can read them.',
  'days-wrong': 'There is no such day, or the first day lies after the last, so nothing was looked for. Change the days and search again.',
  'other-hall':
    'This check belongs to the hall “{hall}”, which is not one that you work for. Leave it to somebody who does, or have an administrator change your halls.',
  'check-unknown': 'This check was not found. Go back and choose again.',
  'wrong-state': 'At this point of the check that cannot be done. Go by what the screen shows now.',
  stale: 'The check changed while you were deciding, so nothing was done. Look at it as it is now, then decide again.',
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
  'station-not-offered': 'This test is not part of this check. Choose another.',
  'station-running': 'Another test is running: {station}. The next one can start when it has ended.',
  'station-not-running': 'This test is not running now. Press “start” first.',
  'doctor-needed': 'A doctor has to watch this test; the driver can’t start it alone.',
  'screen-too-coarse':
    'This screen cannot draw signs as small as acuity {level} needs, so eyes cannot be tested here. Have the staff check the record of the screen, or use another booth.',
  'sound-too-weak':
    'The booth’s loudspeakers or headphones cannot give the level that the test needs ({pitch} Hz, {level} dB) without distortion, so hearing cannot be tested here. Please have the staff check the levels measured at installation.',
  'calibration-missing': 'This device is not calibrated: {device}. It cannot measure until the staff have done that.',
  'calibration-replaced':
    'This device has been calibrated anew: {device}. The test was ordered on its old calibration, so it was stopped. Start it again; if it stays so, have the staff check the connection and the booth’s clock.',
  'device-missing': 'This device does not answer: {device}. The test cannot be done without it. Have the staff check its power and cable.',
  'finding-mismatch': 'The finding does not belong to this test. Enter it again.',
  'reason-missing': 'Your finding differs from what was measured, so it needs a reason. Write why.',
  missing: 'These tests have no finding yet: {stations}. Finish them before you draw up the report.',
  'not-drawn-up': 'The report is not drawn up, or something new came afterwards and voided it. Draw it up again, then sign.',
  'no-outcome': 'There is no outcome yet. Finish all tests first.',
  'same-doctor':
    'The new report comes to another conclusion than the one that it replaces, so another doctor has to sign it. Hand it to a colleague.',
  'second-doctor-awaited': 'A doctor has signed the driver’s report and a second one is reading it, so no other check is opened.',
  'open-elsewhere':
    'The driver’s check is under way at {hall}, {booth}, so no other is opened here. Have the driver go back there; if that is no longer so, tell the doctor.',
  'second-doctor-needed':
    'You have signed this report already, and another doctor has to countersign it. Wait for a colleague, or take your signature back to examine further.',
  unsigned:
    "These data carry no signature, so they were not accepted. Test again; if it stays so, have the staff check the booth's program.",
  'other-booth':
    'These data belong to another booth, so they were not accepted. Have the staff check how both booths are enrolled, and test again.',
  'attempt-unknown': 'The server did not order this test, so its data were not accepted. Start the test again.',
  'attempt-closed': 'This test has ended or another took its place, so its data were not accepted. Start the test again.',
  'seed-unknown':
    "The test did not use the server's seed, so its data were not accepted. Test again, and have the staff check the machine.",
  'setup-differs':
    "The test's settings are not those that the server gave, so its data were not accepted. Test again, and have the staff check the machine.",
  'calibration-expired':
    'The calibration of this device ended at {until}: {device}. It cannot measure until the staff have calibrated it again.',
  'calibration-too-long':
    "The calibration of {device} says that it holds for {days} days; {most} are the most, so it was not accepted. Have the staff check the booth's clock and calibrate again.",
  'devices-unnamed':
    "The data do not say which device they came from ({device}), so they were not accepted. Test again; if it stays so, have the staff check the booth's program.",
  'device-undeclared':
    'The data name another {device} than the booth has declared, so they were not accepted. Have the staff see which device is plugged in, and test again.',
  'booth-simulated':
    'This booth works with simulated devices, whose readings are not real, so no check is done in it and no report made. Go to another booth; have the staff take ROADFIT_SIMULATE out, connect the real devices and enrol it again.',
  'time-impossible':
    'The data say that the test took {claimed} s, and only {passed} s have passed since it was started, so they were not accepted. Test again, and have the staff check the machine.',
  'time-disordered':
    "The data's own times don't follow each other, or leave less time than the test itself waits, so they were not accepted. Test again, and have the staff check the machine.",
  'clock-wrong':
    "The booth's clock and the server's are too far apart, so the data were not accepted. Have the staff set the booth's clock, and test again.",
  'calibration-unknown':
    'The test stands on a calibration that the server did not give, so its data were not accepted. Test again, and have the staff check the machine.',
  'trials-malformed': "The test's log has the wrong form, so it was not accepted. Test again.",
  'stimulus-differs':
    'A task in the log is not the one that the server works out, so the log was not accepted. Test again, and have the staff check the machine.',
  'log-unfinished': 'The test was not finished, so its data were not accepted. Start the test again.',
  'log-overlong': 'The log goes on after the end of the test, so it was not accepted. Test again, and have the staff check the machine.',
  'sequence-not-growing':
    'The number of these data is not a new one, perhaps they were sent twice; they were not accepted. Test again; if it stays so, have the staff check the machine.',
  'id-taken': 'Other data came under the same number before, so these were not accepted. Test again, and have the staff check the machine.',
  'spool-failed': "The booth's computer cannot store the test's log, so the test was stopped. Have the staff check the disk.",
  'digest-differs':
    'The report that you saw is not the one on the server, so it was not signed. Reload the page, read the report again, then sign.',
  'assertion-wrong': 'The passkey did not prove who you are, so nothing was signed. Try again with a passkey that you enrolled.',
  'passkey-needed':
    'A report is signed by passkey; a password cannot take its place. Enrol a passkey under “My signature” or “My account” first.',
  'signature-picture-missing': 'Your handwritten signature is missing, and the report has to show it. Write it under “My signature” first.',
  'text-too-long':
    '“{where}” is too long for its place on the report: it has {count} characters, and {most} fit. Please shorten it and try again.',
  'paper-held':
    'This report is signed, but it can’t be printed and is held; the counter’s and the doctor’s page say why. Have the missing font installed and the server started again, or have a doctor replace the report.',
  'glyph-missing':
    '“{where}”: the character “{character}” can’t be printed, since no font of the system has it. Write it another way; where it is a name or an address, have a font installed that has it.',
  'not-sealed': 'The report is still being made and has no seal yet. Try again in a moment.',
  'report-unknown': 'There is no report with this number. Check the number.',
  'case-refused': 'The traffic case refused this report. Read the reason, settle it, then send the report again.',
  'media-unavailable':
    'Picture and voice cannot be used at the moment; the check can go on. They come back by themselves; if it takes long, tell the administrator.',
  'media-unknown': 'The connection for picture and voice is no longer good. It is made again by itself; wait a moment.',
  'media-taken': 'Another window has taken over picture and voice. To go on here, press “Take it back here”.',
  unsteady:
    'The values are not steady (they differ by {spread}), so nothing was recorded. See that nobody touches the device, and try again.',
  'not-the-floor':
    'The sensor says that the floor is {mm} mm away, the tape said {tape} mm: too far apart. See that nobody and nothing is below it and that it hangs straight, and measure with the tape again.',
  'rod-differs':
    'The rod is {rod} mm long, the sensor made it {mm} mm: too far apart. Stand the rod upright right below the sensor and try again; if it stays so, replace the sensor.',
  'load-not-felt': '{cell} did not feel the load. See that it lies on this very place and that the cable is whole, and try again.',
  'port-taken': 'This port belongs to a device of this booth and can not be tried out. Choose a spare one from the list.',
  'launch-used': "This address was for one use and has been used. Have the staff start the booth's program again.",
} satisfies Texts<typeof zh>
