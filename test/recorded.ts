import { execFileSync } from 'node:child_process'
import type { Source, Speaker } from '#protocol/media.ts'
import { makeFolder, placeOf } from '../server/recording/disk.ts'
import { freshKey, keyOf } from '../server/recording/keys.ts'
import { writeSealed } from '../server/recording/sealed.ts'
import { run } from '../server/service/run.ts'
import { addPart, beginRecording, endPart } from '../server/store/recordings.ts'
import { sure, type World } from './world.ts'

const MADE = {
  video: ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5:duration=2', '-c:v', 'libvpx', '-deadline', 'realtime'],
  audio: ['-f', 'lavfi', '-i', 'sine=sample_rate=48000:duration=2', '-c:a', 'libopus'],
} as const
const made = new Map<string, Buffer>()
/** Two seconds as ffmpeg writes them into a pipe. */
export const twoSeconds = (kind: keyof typeof MADE): Buffer => {
  const known = made.get(kind) ?? execFileSync('ffmpeg', ['-v', 'error', ...MADE[kind], '-f', 'webm', 'pipe:1'])
  made.set(kind, known)
  return known
}

type Film = { of: (kind: keyof typeof MADE) => Buffer; lengthMs: number; apartMs: number }
const SHORT: Film = { of: twoSeconds, lengthMs: 2000, apartMs: 2000 }

/**
 * Keeps a recording of a check whose driver agrees, as the recorder does: of each source a film, two seconds long, where no other is given, one after
 * the other. Gives the ids of its parts.
 */
export const recordSample = async (
  world: World,
  check: string,
  sources: readonly [Speaker, Source][],
  { of: film, lengthMs, apartMs }: Film = SHORT,
): Promise<string[]> => {
  const { deps } = world
  const { booth } = await world.check(check)
  sure(await run(deps, check, { kind: 'answer-recording', agreed: true, words: '1' }, { kind: 'booth', ...booth }))
  const began = deps.clock().getTime()
  const at = (ms: number) => new Date(began + ms).toISOString()
  const key = freshKey(deps.key, check, deps.random)
  await beginRecording(deps.db, { check, key, at: at(0) })
  await makeFolder(deps.settings.data, check)
  const ids: string[] = []
  for (const [nth, [side, source]] of sources.entries()) {
    const id = deps.ids()
    ids.push(id)
    await addPart(deps.db, { id, check, side, source, beganAt: at(nth * apartMs) })
    const writer = await writeSealed(placeOf(deps.settings.data, check, id), keyOf(deps.key, check, key), id, () => 0)
    await writer.write(film(source === 'microphone' ? 'audio' : 'video'))
    await writer.end()
    await endPart(deps.db, id, at(nth * apartMs + lengthMs))
  }
  return ids
}
