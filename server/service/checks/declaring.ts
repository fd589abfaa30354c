import type { Booth } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { refusedBefore } from '#check/decide.ts'
import { precedenceOf } from '#check/turn.ts'
import type { Strokes } from '#protocol/basic.ts'
import type { BoothCheck } from '#protocol/check.ts'
import type { RecordingAnswer } from '#protocol/recording.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Precedence } from '#protocol/turn.ts'
import type { Deps } from '../../deps.ts'
import { judgePhoto } from '../../report/photo.ts'
import { loadCheck, otherChecksOf } from '../../store/checks.ts'
import { run } from '../run.ts'
import { dayStart, daysBefore } from '../stored/days.ts'
import { storeStrokes } from '../stored/strokes.ts'
import { boothCheck } from '../views/views.ts'

/** The driver consents, declares diseases or none, and signs with a finger. */
export const declare = async (
  deps: Deps,
  booth: Booth,
  request: { command: string; check: string; consent: true; has: boolean; diseases: number[]; strokes: Strokes },
): Promise<BoothCheck | Refusal> => {
  const own = await loadCheck(deps.db, request.check)
  if (own?.commands.includes(request.command)) return boothCheck(deps, own)
  const refused = refusedBefore(own, 'declare', {}, booth)
  if (refused) return refused
  const signature = await storeStrokes(deps, request.strokes)
  const { consent, has } = request
  const diseases = [...new Set(request.diseases)].toSorted((a, b) => a - b)
  const check = await run(deps, request.check, { kind: 'declare', consent, has, diseases, signature }, booth, {
    id: request.command,
    found: own,
  })
  return isRefusal(check) ? check : boothCheck(deps, check)
}

/** A still picture of the driver: judged, cut to the form's size, stored. The first one puts the check in the queue. */
export const photograph = async (
  deps: Deps,
  booth: Booth,
  { command, check: id, jpeg }: { command: string; check: string; jpeg: string },
): Promise<BoothCheck | Refusal> => {
  const own = await loadCheck(deps.db, id)
  if (own?.commands.includes(command)) return boothCheck(deps, own)
  const refused = refusedBefore(own, 'photo', {}, booth)
  if (refused) return refused
  const judged = await judgePhoto(Buffer.from(jpeg, 'base64'), { least: deps.settings.photoLeast })
  if (isRefusal(judged)) return judged
  const file = await deps.files.put(judged.jpeg)
  const precedence = own && own.queuedAt === null ? await precedenceNow(deps, own) : []
  const check = await run(deps, id, { kind: 'photo', file, precedence }, booth, { id: command, found: own })
  return isRefusal(check) ? check : boothCheck(deps, check)
}

/** For how long a report may have been on its way before the counter gives it back, days: checks of before are nobody's reason to come today. */
const ON_THEIR_WAY = 30

/** Why this driver's turn comes sooner, as it stands now. */
const precedenceNow = async (deps: Deps, check: Check): Promise<Precedence[]> => {
  const now = deps.clock()
  const today = dayStart(now)
  const others = await otherChecksOf(deps.db, check, daysBefore(today, ON_THEIR_WAY).toISOString())
  return precedenceOf(check, { age: deps.settings.priorityAge, others, today, now })
}

/** The driver says whether they want the check to be recorded. */
export const answerRecording = async (
  deps: Deps,
  booth: Booth,
  { command, check: id, ...answer }: { command: string; check: string } & RecordingAnswer,
): Promise<BoothCheck | Refusal> => {
  const check = await run(deps, id, { kind: 'answer-recording', ...answer }, booth, { id: command })
  return isRefusal(check) ? check : boothCheck(deps, check)
}
