import type { Deps } from '../deps.ts'
import type { Flowing } from '../media/room.ts'
import { loadCheck } from '../store/checks.ts'
import {
  addPart,
  beginPart,
  beginRecording,
  countRecording,
  endPart,
  eraseRecording,
  findRecording,
  openParts,
  partsOf,
  type RecordingRow,
  recordingsBefore,
  stopRecording,
} from '../store/recordings.ts'
import { bytesOf, foldersIn, isShort, makeFolder, placeOf, removeFolder, writtenAt } from './disk.ts'
import { freshKey, keyOf } from './keys.ts'
import { type End, type Part, recordPart } from './part.ts'

/** How often one check's ffmpeg may die before no more of it is recorded. */
const DEATHS = 3
/** How many recordings are erased in one go. */
const AT_ONCE = 50
const DAY_MS = 86_400_000

/** A part that is being recorded; `over`: its end is written down. */
type Going = { id: string; part: Part | null; over: Promise<void> }
/** What is being recorded of one check: its parts by their producers, how often one of them has failed, and what is still to be done, in turn. */
type Running = { parts: Map<string, Going>; deaths: number; turn: Promise<void>; due: number }

/** What becomes of recordings, for whoever counts. */
export type RecordingFate = 'begun' | 'ffmpeg-died' | 'disk-short' | 'failed' | 'erased'

export type Recorder = {
  /** Something about a check, or about what flows there, may be otherwise: what is recorded of it follows. */
  refresh(check: string): void
  /** Looks whether the disk has room for what is being recorded, and erases what was kept long enough. */
  tidy(): Promise<void>
  /** Ends everything that is being recorded. */
  close(): Promise<void>
}

type Needs = Pick<Deps, 'settings' | 'db' | 'clock' | 'steady' | 'ids' | 'random' | 'key' | 'media' | 'log'> & {
  announce: Deps['announce']
}

/**
 * Records checks whose drivers want that, while a doctor is with them: each source of each who speaks there for as long as it flows and isn't held back.
 * The check goes on whatever becomes of that.
 */
export const openRecorder = async (deps: Needs, told: (fate: RecordingFate) => void): Promise<Recorder> => {
  const { settings, db, media, log } = deps
  const { data } = settings
  const running = new Map<string, Running>()
  let closed = false
  const now = () => deps.clock().toISOString()
  const tell = (check: string) => deps.announce({ kind: 'check', check, moved: [] })

  const ended = async (check: string, producer: string, id: string, how: End): Promise<void> => {
    const own = running.get(check)
    if (own?.parts.get(producer)?.id === id) own.parts.delete(producer)
    await endPart(db, id, now())
    await count(check)
    if (how === 'failed') told('ffmpeg-died')
    if (how === 'disk-full') await stop(check, 'disk-short')
    else if (how === 'failed' && own && ++own.deaths > DEATHS) await stop(check, 'failed')
    else if (how === 'failed') refresh(check)
    tell(check)
  }
  /** Writes down what a check's recording takes, and how long it is: from its beginning to where its last part has ended. */
  const count = async (check: string): Promise<void> => {
    const parts = await partsOf(db, check)
    const began = parts.map(({ beganAt }) => Date.parse(beganAt))
    const ended = parts.flatMap(({ endedAt }) => (endedAt === null ? [] : [Date.parse(endedAt)]))
    if (ended.length === 0) return
    await countRecording(db, check, { bytes: await bytesOf(data, check), lengthMs: Math.max(0, Math.max(...ended) - Math.min(...began)) })
  }
  const stop = async (check: string, why: 'disk-short' | 'failed'): Promise<void> => {
    told(why)
    log.error({ check, why }, 'no more of a check is recorded')
    await stopRecording(db, check, why)
    for (const { part } of running.get(check)?.parts.values() ?? []) part?.end()
  }

  const begin = async (own: Running, check: string, kept: string, { participant: side, source, producer }: Flowing): Promise<void> => {
    const id = deps.ids()
    const entry: Going = { id, part: null, over: Promise.resolve() }
    own.parts.set(producer, entry)
    await addPart(db, { id, check, side, source, beganAt: now() })
    const part = recordPart({
      tap: (port) => media.tap(check, producer, port),
      place: placeOf(data, check, id),
      key: keyOf(deps.key, check, kept),
      name: id,
      now: () => deps.steady().getTime(),
      began: () => void beginPart(db, id, now()).catch((error: unknown) => log.error({ err: error, check }, 'a part could not be begun')),
      log,
    })
    entry.part = await part.catch((error: unknown) => {
      log.error({ err: error, check }, 'a part could not be recorded')
      return null
    })
    const how = entry.part ? entry.part.ended : Promise.resolve('asked' as const)
    entry.over = how
      .then((end) => ended(check, producer, id, end))
      .catch((error: unknown) => log.error({ err: error, check }, 'the end of a part could not be written'))
  }

  /** The recording to go on with, begun where there is none. Null: the disk has no room. */
  const kept = async (check: string, row: RecordingRow | null): Promise<string | null> => {
    await makeFolder(data, check)
    const short = settings.recording === null || (await isShort(data, settings.recording.leastFreeGb))
    const key = row?.key ?? freshKey(deps.key, check, deps.random)
    if (!row?.key) {
      await beginRecording(db, { check, key, at: now() })
      told('begun')
    }
    if (short) await stop(check, 'disk-short')
    return short ? null : key
  }

  const follow = async (check: string, own: Running): Promise<void> => {
    const flowing = settings.recording ? media.flowing(check) : []
    const row = await findRecording(db, check)
    // Most checks: nothing flows, and nothing was recorded.
    if (flowing.length === 0 && own.parts.size === 0 && !row?.key) return
    const agreed = (await loadCheck(db, check))?.recording?.agreed === true
    const wanted = agreed && !row?.stopped ? flowing : []
    const wants = new Set(wanted.map(({ producer }) => producer))
    for (const [producer, { part }] of own.parts) if (wants.has(producer)) part?.refresh()
    const over = [...own.parts].filter(([producer]) => !wants.has(producer))
    for (const [, { part }] of over) part?.end()
    if (!agreed && row?.key) {
      await Promise.all(over.map(([, going]) => going.over))
      await erase(check)
      return tell(check)
    }
    const fresh = wanted.filter(({ producer }) => !own.parts.has(producer))
    if (fresh.length === 0) return
    const key = await kept(check, row)
    if (key !== null) await Promise.all(fresh.map((one) => begin(own, check, key, one)))
    tell(check)
  }
  const erase = async (check: string): Promise<void> => {
    if (!(await eraseRecording(db, check, now()))) return
    await removeFolder(data, check)
    told('erased')
    log.info({ check }, 'a recording was erased')
  }

  /** One thing after the other for a check: what is done follows from how it stands then. */
  const refresh = (check: string): void => {
    if (closed) return
    const own: Running = running.get(check) ?? { parts: new Map(), deaths: 0, turn: Promise.resolve(), due: 0 }
    running.set(check, own)
    own.due += 1
    own.turn = own.turn
      .then(() => follow(check, own))
      .catch((error: unknown) => log.error({ err: error, check }, 'a check could not be recorded'))
      .then(() => {
        own.due -= 1
        if (own.due === 0 && own.parts.size === 0) running.delete(check)
      })
  }

  // What a killed server left has ended when something was written to it last.
  const left = await openParts(db)
  for (const { id, check, beganAt } of left) {
    const written = (await writtenAt(placeOf(data, check, id))) ?? 0
    const at = Math.min(deps.clock().getTime(), Math.max(Date.parse(beganAt), written))
    await endPart(db, id, new Date(at).toISOString())
  }
  for (const check of await foldersIn(data)) {
    const row = await findRecording(db, check)
    if (!row?.key) await removeFolder(data, check)
    else if (row.bytes === null || left.some((part) => part.check === check)) await count(check)
  }

  return {
    refresh,
    async tidy() {
      const { recording } = settings
      if (!recording) return
      const recorded = [...running].filter(([, { parts }]) => parts.size > 0)
      if (recorded.length > 0 && (await isShort(data, recording.leastFreeGb)))
        for (const [check] of recorded) {
          await stop(check, 'disk-short')
          tell(check)
        }
      const before = new Date(deps.clock().getTime() - recording.days * DAY_MS).toISOString()
      for (const check of await recordingsBefore(db, before, AT_ONCE)) if (!running.get(check)?.parts.size) await erase(check)
    },
    async close() {
      closed = true
      await Promise.all([...running.values()].map(({ turn }) => turn))
      const going = [...running.values()].flatMap(({ parts }) => [...parts.values()])
      for (const { part } of going) part?.end()
      await Promise.all(going.map(({ over }) => over))
    },
  }
}
