import type { Language } from '#protocol/basic.ts'
import { isTakenBack, type RecordingNow } from '#protocol/recording.ts'
import { recording as words } from '#words/recording.ts'

/** Whether a check is recorded, in a sentence; empty where nothing records. */
export const recordingLine = (language: Language, now: RecordingNow | undefined): string => {
  if (!now) return ''
  const { answer, state } = now
  const of = words[language].now
  if (!answer) return of.unasked
  return answer.agreed || isTakenBack(now) ? of[state] : of.declined
}
