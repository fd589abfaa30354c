import type { Texts } from '../texts.ts'
import type { recordings as zh } from '../zh/recordings.ts'

/** Recordings in the administration: what is kept, and what is on hold since a court or an appeal needs it. */
export const recordings: Texts<typeof zh> = {
  title: 'Recordings',
  help: 'What is kept, without a word of whom it shows. Each is erased when its days are over. What a court or an appeal needs is put on hold, and isn’t erased before that is lifted. Both are listed under “Access record”.',
  disk: 'Recordings take {kept} GB, and the disk has {free} GB free. With less than {least} GB free recording stops.',
  lasts: 'By what is kept, an hour of checks takes {hour} GB: the disk will do for about {hours} hours.',
  short:
    'The disk has only {free} GB free, less than {least} GB, so nothing is being recorded. Recordings take {kept} GB. Free some room, or keep them for fewer days (ROADFIT_RECORDING_DAYS).',
  which: 'Show',
  ofDay: 'One day',
  onHold: 'On hold',
  day: 'Day',
  site: 'Site',
  allSites: 'All sites',
  began: 'Began',
  of: 'Report or check',
  until: 'Erased',
  onceLifted: 'Once it is lifted',
  held: 'On hold',
  hold: 'Hold',
  holdOf: 'Put on hold · {of}',
  holdHelp: 'The recording isn’t erased before the hold is lifted. Say who asks for it, and in which matter.',
  reason: 'Reason',
  since: '{by} · {at}',
  lift: 'Lift',
  liftOf: 'Lift the hold · {of}',
  liftHelp: 'Where nothing else holds it, the recording is erased after {until}; where that is past, within a minute, for good.',
  liftReason: 'Why it is lifted',
  none: 'There are no recordings.',
  noneHeld: 'No recording is on hold.',
  watch: 'Watch',
  back: 'Back to the list',
  more: 'Older ones',
  cancel: 'Cancel',
}
