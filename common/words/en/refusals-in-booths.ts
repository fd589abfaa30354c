import type { REFUSED_IN_BOOTHS } from '#protocol/refusal.ts'

/** What a booth's page can be refused besides, and what concerns nobody's card, check or picture; see to-driver.ts. */
export const refusalsInBooths = {
  'unknown-message':
    'The server does not know this request; the two sides may run different versions. Reload the page; if it stays so, have the software updated.',
  'not-allowed': 'Your account may not do this. If you need to, ask the administrator.',
  'too-many-tries': 'There were too many tries. Wait a minute, then try again.',
  'records-busy':
    'The records are busy: another program holds them, and this was not saved. Try again in a moment; if it stays so, tell the administrator.',
  'disk-full':
    "The server's disk is full or can't be written ({cause}), so this was not saved; what was saved before can still be read. Ask an administrator to make room, then try again.",
  'not-connected': 'The connection to the server is lost and is being restored. Wait a moment.',
  'no-answer': 'The server did not answer in time, so it is not certain whether this was done. Wait: the screen will show what is so.',
  'not-found': 'What you asked for was not found. Check it and try again.',
  'booth-taken':
    'Another computer is connected with this booth’s key, so this one can’t be. Look whether the booth’s data folder was copied: each computer needs a folder of its own, enrolled with a code of its own.',
  'key-dead':
    "The key of this machine died when it was disabled and can't be enrolled again. Have the staff remove key.pem, machine.json and sequence from its data folder, then enrol it by a new code.",
  'check-unknown': 'This check was not found. Go back and choose again.',
  'wrong-state': 'At this point of the check that cannot be done. Go by what the screen shows now.',
  stale: 'The check changed while you were deciding, so nothing was done. Look at it as it is now, then decide again.',
  'station-not-offered': 'This test is not part of this check. Choose another.',
  'station-running': 'Another test is running: {station}. The next one can start when it has ended.',
  'station-not-running': 'This test is not running now. Press “start” first.',
  'screen-too-coarse':
    'This screen cannot draw signs as small as acuity {level} needs, so eyes cannot be tested here. Have the staff check the record of the screen, or use another booth.',
  'sound-too-weak':
    'The booth’s loudspeakers or headphones cannot give the level that the test needs ({pitch} Hz, {level} dB) without distortion, so hearing cannot be tested here. Please have the staff check the levels measured at installation.',
  'calibration-missing': 'This device is not calibrated: {device}. It cannot measure until the staff have done that.',
  'calibration-replaced':
    'This device has been calibrated anew: {device}. The test was ordered on its old calibration, so it was stopped. Start it again; if it stays so, have the staff check the connection and the booth’s clock.',
  'device-missing': 'This device does not answer: {device}. The test cannot be done without it. Have the staff check its power and cable.',
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
  'calibration-unknown':
    'The test stands on a calibration that the server did not give, so its data were not accepted. Test again, and have the staff check the machine.',
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
  'trials-malformed': "The test's log has the wrong form, so it was not accepted. Test again.",
  'stimulus-differs':
    'A task in the log is not the one that the server works out, so the log was not accepted. Test again, and have the staff check the machine.',
  'log-unfinished': 'The test was not finished, so its data were not accepted. Start the test again.',
  'log-overlong': 'The log goes on after the end of the test, so it was not accepted. Test again, and have the staff check the machine.',
  'sequence-not-growing':
    'The number of these data is not a new one, perhaps they were sent twice; they were not accepted. Test again; if it stays so, have the staff check the machine.',
  'id-taken': 'Other data came under the same number before, so these were not accepted. Test again, and have the staff check the machine.',
  'spool-failed': "The booth's computer cannot store the test's log, so the test was stopped. Have the staff check the disk.",
  'paper-held':
    'This report is signed, but it can’t be printed and is held; the counter’s and the doctor’s page say why. Have the missing font installed and the server started again, or have a doctor replace the report.',
  'not-sealed': 'The report is still being made and has no seal yet. Try again in a moment.',
  'report-unknown': 'There is no report with this number. Check the number.',
  'media-unavailable':
    'Picture and voice cannot be used at the moment; the check can go on. They come back by themselves; if it takes long, tell the administrator.',
  'media-unknown': 'The connection for picture and voice is no longer good. It is made again by itself; wait a moment.',
  'media-taken': 'Another window has taken over picture and voice. To go on here, press “Take it back here”.',
  'launch-used': "This address was for one use and has been used. Have the staff start the booth's program again.",
} satisfies Record<(typeof REFUSED_IN_BOOTHS)[number], string>
