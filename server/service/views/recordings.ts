import type { Check } from '#check/check.ts'
import type { Recording, RecordingNow, RecordingPart } from '#protocol/recording.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { placeOf } from '../../recording/disk.ts'
import { keyOf } from '../../recording/keys.ts'
import { openPlayable, type Playable } from '../../recording/playing.ts'
import { loadCheck } from '../../store/checks.ts'
import { loadEvents } from '../../store/events.ts'
import type { Range } from '../../store/files.ts'
import { isHeld } from '../../store/recording-holds.ts'
import { findRecording, type PartRow, partsOf } from '../../store/recordings.ts'
import { mayGoOnWatching, mayWatch, type Reader } from '../people/access.ts'
import { marksOf } from './recording-marks.ts'
import { trialsOf } from './recording-trials.ts'

const DAY_MS = 86_400_000

/** When a recording that began at an instant is erased, where nothing holds it. */
export const erasedAt = ({ settings }: Pick<Deps, 'settings'>, beganAt: string): string =>
  new Date(Date.parse(beganAt) + (settings.recording?.days ?? 0) * DAY_MS).toISOString()

/** Whether a check is recorded, as its driver and its doctor see it; null: nothing here records. */
export const recordingNow = async (deps: Deps, check: Check): Promise<RecordingNow | null> => {
  const { recording } = deps.settings
  if (!recording) return null
  const answer = check.recording ?? null
  return { answer, state: answer ? await stateOf(deps, check.id) : 'none', days: recording.days }
}

const stateOf = async ({ db }: Deps, check: string): Promise<RecordingNow['state']> => {
  const row = await findRecording(db, check)
  if (!row) return 'none'
  if (row.erasedAt) return 'erased'
  if (row.stopped) return row.stopped
  if ((await partsOf(db, check)).some(({ endedAt }) => endedAt === null)) return 'on'
  return (await isHeld(db, check)) ? 'held' : 'kept'
}

/** What is kept of a check's recording, for whoever `may`: whoever may not isn't told whether there is one. */
const kept = async (
  deps: Deps,
  id: string,
  may: (check: Check) => Promise<Refusal | null>,
): Promise<{ key: Uint8Array; beganAt: string } | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const refused = await may(check)
  if (refused) return refused
  const row = await findRecording(deps.db, id)
  return row?.key ? { key: keyOf(deps.key, id, row.key), beganAt: row.beganAt } : refuse('not-found')
}

const opened = (deps: Deps, check: string, key: Uint8Array, part: string): Promise<Playable | null> =>
  openPlayable(placeOf(deps.settings.data, check, part), key, part)

/** What there is of a check to play, with the moments to jump to. That somebody opened it is written down. */
export const recordingOf = async (deps: Deps, id: string, reader: Reader): Promise<Recording | Refusal> => {
  const found = await kept(deps, id, (check) => mayWatch(deps, reader, check))
  if (isRefusal(found)) return found
  const { key, beganAt } = found
  const start = Date.parse(beganAt)
  const rows = await partsOf(deps.db, id)
  const parts: RecordingPart[] = []
  for (const row of rows) {
    const lengthMs = await lengthOf(deps, id, key, row)
    if (lengthMs > 0)
      parts.push({ id: row.id, side: row.side, source: row.source, fromMs: Math.max(0, Date.parse(row.beganAt) - start), lengthMs })
  }
  const events = await loadEvents(deps.db, id)
  return {
    check: id,
    beganAt,
    until: erasedAt(deps, beganAt),
    held: await isHeld(deps.db, id),
    lengthMs: Math.max(0, ...parts.map(({ fromMs, lengthMs }) => fromMs + lengthMs)),
    parts,
    marks: marksOf(start, events, parts, await trialsOf(deps.db, events)),
  }
}

const lengthOf = async (deps: Deps, check: string, key: Uint8Array, { id }: PartRow): Promise<number> =>
  (await opened(deps, check, key, id))?.lengthMs ?? 0

/** A part of a recording, of which any bytes can be had: for somebody whose opening was written down. */
export const partOf = async (
  deps: Deps,
  { id, part }: { id: string; part: string },
  reader: Reader,
): Promise<{ digest: string; size: number; stream: (range?: Range) => AsyncIterable<Uint8Array> } | Refusal> => {
  const found = await kept(deps, id, (check) => mayGoOnWatching(deps, reader, check))
  if (isRefusal(found)) return found
  if (!(await partsOf(deps.db, id)).some((row) => row.id === part)) return refuse('not-found')
  const playable = await opened(deps, id, found.key, part)
  if (!playable) return refuse('not-found')
  const { size } = playable
  return {
    // While it is still written it grows: then it is another file.
    digest: `${part}-${size}`,
    size,
    stream: (range = { first: 0, last: size - 1 }) => playable.read(range),
  }
}
