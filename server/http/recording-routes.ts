import type { Deps } from '../deps.ts'
import { partOf, recordingOf } from '../service/views/recordings.ts'
import type { Handlers } from './serve.ts'

/** What was recorded of a check. */
export const recordingRoutes = (deps: Deps): Handlers<'recordings'> => ({
  readRecording: ({ session, params }) => recordingOf(deps, params.id, session.reader),
  recordingPart: ({ session, params }) => partOf(deps, params, session.reader),
})
