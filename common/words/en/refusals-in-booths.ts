import type { REFUSED_IN_BOOTHS } from '#protocol/refusal.ts'

/** What a booth's page can be refused as well, where it is not about the driver's card, check or picture; see to-driver.ts. */
export const refusalsInBooths = {
  'unknown-message':
    'The server does not know this request; the two sides may run different versions. Reload the page; if that does not help, ask the administrator to update the software.',
  'not-allowed': 'Your account may not do this. If you need to, ask the administrator.',
  'too-many-tries': 'Too many tries. Wait a minute, then try again.',
  'records-busy':
    'Another program is using the records, so this was not saved. Try again in a moment; if that does not help, tell the administrator.',
  'disk-full':
    "The server's disk is full or can't be written ({cause}), so this was not saved; what was saved before can still be read. Ask an administrator to free some space, then try again.",
  'not-connected': 'The connection to the server is lost and is being restored. Wait a moment.',
  'no-answer':
    'The server did not answer in time, so it is not certain whether this was done. Wait: the screen will show the current state.',
  'not-found': 'What you asked for was not found. Check it and try again.',
  'booth-taken':
    'Another computer is connected with this booth’s key, so this one can’t be. Check whether the booth’s data folder was copied: each computer needs its own folder, enrolled with its own code.',
  'key-dead':
    "This machine's key stopped working when the machine was disabled, and it can't be enrolled again. Ask the staff to remove key.pem, machine.json and sequence from its data folder, then enrol it with a new code.",
  'check-unknown': 'This check was not found. Go back and choose again.',
  'wrong-state': 'This cannot be done at this point of the check. Follow what the screen shows now.',
  stale: 'The check changed while you were deciding, so nothing was done. Look at its current state, then decide again.',
  'station-not-offered': 'This test is not part of this check. Choose another.',
  'station-running': 'Another test is running: {station}. The next one can start when it has ended.',
  'station-not-running': 'This test is not running now. Press “start” first.',
  'screen-too-coarse':
    'This screen cannot draw signs as small as acuity {level} needs, so eyes cannot be tested here. Ask the staff to check the installation data of the screen, or use another booth.',
  'plates-not-shown':
    'This screen cannot show the colours that the plates need, so colour vision cannot be tested here. Ask the staff to check how the colours of the screen were measured, or use another booth.',
  'screen-data-wrong':
    'The data of the screen do not go together: with pixels of {pitch} mm and a light path of {path} mm, an E of acuity 4.0 would be {px} pixels high, and no screen has as many. Ask the staff to measure pixel and path again.',
  'path-too-short':
    'The light path from the eye to the screen is only {path} mm, so leaning forward makes the signs much larger, and eyes cannot be tested here; it must be {least} mm at least. Ask the staff to add mirrors or move the screen, then calibrate it again.',
  'camera-too-far':
    'The camera that watches the head is {camera} mm from the eyes, too far to measure well; {most} mm, half of the light path, is the most. Ask the staff to move it nearer, or to leave it out, and calibrate the screen again.',
  'light-unmeasured':
    'Nobody has measured how bright white and how dark black are on the screen for the eye test, so eyes cannot be tested here. Ask the staff to measure both with a luminance meter and calibrate the screen again.',
  'light-wrong':
    'White on the screen for the eye test is {luminance} cd/m² bright and must be {least} to {most}, so eyes cannot be tested here. Ask the staff to set the brightness and calibrate the screen again.',
  'light-veiled':
    'Black on the screen for the eye test is {percent}% as bright as white; {most}% is the most, or the signs look grey, so eyes cannot be tested here. Ask the staff to keep light off the screen and calibrate it again.',
  'sound-too-weak':
    'The booth’s loudspeakers or headphones cannot give the level that the test needs ({pitch} Hz, {level} dB) without distortion, so hearing cannot be tested here. Please ask the staff to check the levels measured at installation.',
  'headphones-missing':
    'No headphones are on record for this booth, so hearing cannot be tested by them. Test by loudspeakers, ask the staff to add headphones when they calibrate the sound, or refer the driver to a medical institution.',
  'calibration-missing': 'This device is not calibrated: {device}. It cannot measure until the staff have calibrated it.',
  'calibration-replaced':
    'This device has just been calibrated again: {device}. The test was set up with the old calibration, so it was stopped. Start it again; if that does not help, ask the staff to check the connection and the booth’s clock.',
  'device-missing':
    'This device does not answer: {device}. The test cannot be done without it. Ask the staff to check its power and cable.',
  unsigned:
    "These data are not signed by the booth, so they were not accepted. Repeat the test; if that does not help, ask the staff to check the booth's program.",
  'other-booth':
    'These data belong to another booth, so they were not accepted. Ask the staff to check how both booths are enrolled, then repeat the test.',
  'attempt-unknown': 'The server did not order this test, so its data were not accepted. Start the test again.',
  'attempt-closed': 'This test has ended or was replaced by another, so its data were not accepted. Start the test again.',
  'seed-unknown':
    "The test did not use the server's seed, so its data were not accepted. Repeat the test, and ask the staff to check the machine.",
  'setup-differs':
    "The test's settings are not those that the server gave, so its data were not accepted. Repeat the test, and ask the staff to check the machine.",
  'calibration-unknown':
    'The test used a calibration that the server did not give, so its data were not accepted. Repeat the test, and ask the staff to check the machine.',
  'calibration-expired':
    'The calibration of this device expired on {until}: {device}. It cannot measure until the staff have calibrated it again.',
  'calibration-too-long':
    "The calibration of {device} says that it is valid for {days} days, but {most} days are the most, so it was not accepted. Ask the staff to check the booth's clock and calibrate again.",
  'devices-unnamed':
    "The data do not say which device they came from ({device}), so they were not accepted. Repeat the test; if that does not help, ask the staff to check the booth's program.",
  'still-missing':
    "A picture that the test's log names did not come with it, or cannot be opened, so the data were not accepted. Repeat the test; if that does not help, ask the staff to check the booth's disk.",
  'device-undeclared':
    'The data name a different {device} from the one that the booth has declared, so they were not accepted. Ask the staff to check which device is plugged in, then repeat the test.',
  'booth-simulated':
    'This booth works with simulated devices, whose readings are not real, so no check can be done in it and no report made. Go to another booth; ask the staff to remove the ROADFIT_SIMULATE setting, connect the real devices and enrol it again.',
  'time-impossible':
    'The data say that the test took {claimed} s, and only {passed} s have passed since it was started, so they were not accepted. Repeat the test, and ask the staff to check the machine.',
  'time-disordered':
    'The times in the data contradict each other, or are shorter than the test itself takes, so they were not accepted. Repeat the test, and ask the staff to check the machine.',
  'clock-wrong':
    "The booth's clock and the server's are too far apart, so the data were not accepted. Ask the staff to set the booth's clock, then repeat the test.",
  'trials-malformed': "The test's log has the wrong form, so it was not accepted. Repeat the test.",
  'stimulus-differs':
    'A task in the log is not the one that the server calculated, so the log was not accepted. Repeat the test, and ask the staff to check the machine.',
  'log-unfinished': 'The test was not finished, so its data were not accepted. Start the test again.',
  'log-overlong':
    'The log goes on after the end of the test, so it was not accepted. Repeat the test, and ask the staff to check the machine.',
  'sequence-not-growing':
    'The number of these data is not a new one; they may have been sent twice, and were not accepted. Repeat the test; if that does not help, ask the staff to check the machine.',
  'id-taken':
    'Other data came under the same number before, so these were not accepted. Repeat the test, and ask the staff to check the machine.',
  'spool-failed': "The booth's computer cannot store the test's log, so the test was stopped. Ask the staff to check the disk.",
  'paper-held':
    'This report is signed, but it can’t be printed and is on hold; the counter’s and the doctor’s pages say why. Ask the administrator to install the missing font and restart the server, or ask a doctor to replace the report.',
  'not-sealed': 'The report is still being made and has no seal yet. Try again in a moment.',
  'report-unknown': 'There is no report with this number. Check the number.',
  'media-unavailable':
    'Picture and voice cannot be used at the moment; the check can go on. They are restored automatically; if it takes long, tell the administrator.',
  'media-unknown': 'The connection for picture and voice is no longer valid. It is restored automatically; wait a moment.',
  'media-taken': 'Another window has taken over picture and voice. To go on here, press “Continue here”.',
  'launch-used': "This address works once and has been used already. Ask the staff to start the booth's program again.",
} satisfies Record<(typeof REFUSED_IN_BOOTHS)[number], string>
