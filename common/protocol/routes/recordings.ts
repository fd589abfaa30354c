import { Id } from '../basic.ts'
import { HoldReason, KeptAsked, KeptRecordings, RecordingDiskView } from '../kept-recording.ts'
import { Recording } from '../recording.ts'
import { Done } from '../rest.ts'
import { route } from '../route.ts'

// What was recorded of a check, for those who may watch it; and what is kept, for those who see to it.

const by = ['doctor', 'auditor'] as const
const refuses = ['check-unknown', 'access-needs-reason', 'other-site', 'not-found'] as const

/** What there is to play, and the moments to jump to. Each opening is written down. */
export const readRecording = route('GET', '/api/checks/:id/recording', { by, params: { id: Id }, answer: Recording, refuses })

/** One part of it, of which a browser fetches the bytes that it plays. */
export const recordingPart = route('GET', '/api/checks/:id/recording/:part', {
  by,
  params: { id: Id, part: Id },
  answer: { media: 'video/webm' },
  refuses,
})

const keepers = ['administrator', 'auditor'] as const

/** What is kept, without a word of whom it shows. */
export const listRecordings = route('GET', '/api/recordings', { by: keepers, query: KeptAsked, answer: KeptRecordings })

/** A recording isn't erased until this hold is lifted. */
export const holdRecording = route('POST', '/api/recordings/:id/holds', {
  by: keepers,
  params: { id: Id },
  body: HoldReason,
  answer: Done,
  refuses: ['check-unknown', 'other-site', 'not-found'],
})

/** A hold is over: where no other holds the recording, it is erased when its days are over. */
export const liftHold = route('POST', '/api/recordings/:id/holds/:hold/lift', {
  by: keepers,
  params: { id: Id, hold: Id },
  body: HoldReason,
  answer: Done,
  refuses: ['check-unknown', 'other-site', 'not-found'],
})

/** How much room recordings take, and how long what is left will do. */
export const readRecordingDisk = route('GET', '/api/recordings/disk', { by: ['administrator'], answer: RecordingDiskView })
