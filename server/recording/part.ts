import type { Log } from '../log.ts'
import type { Tap } from '../media/tap.ts'
import { freePort, startFfmpeg } from './ffmpeg.ts'
import { type SealedWriter, writeSealed } from './sealed.ts'

/** Why a part has ended: it was asked to; ffmpeg died or never listened; the disk took no more. */
export type End = 'asked' | 'failed' | 'disk-full'

/** One source of one side, as it is being recorded. */
export type Part = {
  /** Asks for a whole picture, so that one can look from about now on. */
  refresh(): void
  /** Ends it. What was recorded stands. */
  end(): void
  ended: Promise<End>
}

/** How often a whole picture is asked for, ms: so much of it is decoded at most to see a moment. A browser sends none by itself. */
const WHOLE_EVERY_MS = 10_000

const DISK = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO'])

type What = {
  /** Where it's to flow from; null: it's gone already. */
  tap: (port: number) => Promise<Tap | null>
  /** The file, the recording's key, and what the file is locked up as. */
  place: string
  key: Uint8Array
  name: string
  now: () => number
  /** Its first packet is here. */
  began: () => void
  log: Log
}

/** Begins to record a source into a file of its own; null: it's gone. */
export const recordPart = async ({ tap: open, place, key, name, now, began, log }: What): Promise<Part | null> => {
  const port = await freePort()
  const tap = await open(port)
  if (!tap) return null
  const complained: string[] = []
  const ffmpeg = startFfmpeg(tap.kind, tap.sdp, port, (line) => complained.splice(0, complained.length - 4, line.slice(0, 300)))
  let asked = false
  const end = () => {
    if (asked) return
    asked = true
    ffmpeg.end()
  }
  const whole = setInterval(() => tap.refresh(), WHOLE_EVERY_MS).unref()

  const write = async (): Promise<End> => {
    let writer: SealedWriter | null = null
    try {
      writer = await writeSealed(place, key, name, now)
      // What isn't written yet isn't read: a slow disk holds ffmpeg up, and nothing heaps up here.
      for await (const bytes of ffmpeg.output) await writer.write(bytes)
      await writer.end()
      return asked ? 'asked' : 'failed'
    } catch (error) {
      await writer?.close()
      const full = error instanceof Error && 'code' in error && DISK.has(String(error.code))
      log.error({ err: error, part: name }, full ? 'the disk takes no recording' : 'a recording could not be written')
      return full ? 'disk-full' : 'failed'
    }
  }
  const ended = write().then(async (how) => {
    clearInterval(whole)
    tap.close()
    ffmpeg.end()
    await ffmpeg.ended
    if (how === 'failed') log.warn({ part: name, ffmpeg: complained.join(' ') }, 'ffmpeg ended before it was asked to')
    return how
  })

  if (await ffmpeg.listens()) await tap.open(began)
  else ffmpeg.end()
  return { refresh: () => tap.refresh(), end, ended }
}
