import type { Deps } from '../deps.ts'
import { holdRecording, liftHold } from '../service/checks/holding.ts'
import { keptRecordings } from '../service/views/kept-recordings.ts'
import { recordingDisk } from '../service/views/recording-disk.ts'
import { partOf, recordingOf } from '../service/views/recordings.ts'
import type { Handlers } from './serve.ts'

/** What was recorded of a check, and what is kept. */
export const recordingRoutes = (deps: Deps): Handlers<'recordings'> => ({
  readRecording: ({ session, params }) => recordingOf(deps, params.id, session.reader),
  recordingPart: ({ session, params }) => partOf(deps, params, session.reader),
  listRecordings: ({ session, query }) => keptRecordings(deps, session.reader, query),
  readRecordingDisk: async () => ({ disk: await recordingDisk(deps) }),
  holdRecording: ({ session, params: { id }, body }) => holdRecording(deps, session.reader, { check: id, ...body }),
  liftHold: ({ session, params: { id, hold }, body }) => liftHold(deps, session.reader, { check: id, hold, ...body }),
})
