import { Id } from '../basic.ts'
import { Recording } from '../recording.ts'
import { route } from '../route.ts'

// What was recorded of a check, for those who may watch it.

const by = ['doctor'] as const
const refuses = ['check-unknown', 'access-needs-reason', 'not-found'] as const

/** What there is to play, and the moments to jump to. Each opening is written down. */
export const readRecording = route('GET', '/api/checks/:id/recording', { by, params: { id: Id }, answer: Recording, refuses })

/** One part of it, of which a browser fetches the bytes that it plays. */
export const recordingPart = route('GET', '/api/checks/:id/recording/:part', {
  by,
  params: { id: Id, part: Id },
  answer: { media: 'video/webm' },
  refuses,
})
