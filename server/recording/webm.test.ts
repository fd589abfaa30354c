import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginningOf, readWebm } from './webm.ts'

const folder = mkdtempSync(join(tmpdir(), 'roadfit-webm-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=8', '-c:v', 'libvpx', '-deadline', 'realtime', '-g', '20']
const VOICE = ['-f', 'lavfi', '-i', 'sine=sample_rate=48000:duration=8', '-c:a', 'libopus']
/** Eight seconds as the recorder gets them: through a pipe. */
const piped = (args: readonly string[]): Buffer =>
  execFileSync('ffmpeg', ['-v', 'error', ...args, '-cluster_time_limit', '1000', '-f', 'webm', 'pipe:1'], { maxBuffer: 10_000_000 })
let picture: Buffer
let voice: Buffer
beforeAll(() => {
  picture = piped(PICTURE)
  voice = piped(VOICE)
})

/** In pieces that end anywhere. */
async function* pieces(bytes: Uint8Array) {
  for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 5) % 7001) + 1) yield bytes.subarray(at, at + size)
}
const probe = (file: string, args: readonly string[]): string =>
  execFileSync('ffprobe', ['-v', 'error', ...args, '-of', 'csv=p=0', file], { encoding: 'utf8' }).trim()
/** The file that a browser would get, and how long ffprobe finds it. */
const playable = async (bytes: Buffer, name: string) => {
  const webm = await readWebm(pieces(bytes))
  if (!webm) throw new Error('nothing in it')
  const file = join(folder, name)
  writeFileSync(file, Buffer.concat([beginningOf(webm), bytes.subarray(webm.clusters[0]?.at, webm.end)]))
  return { webm, file, seconds: Number(probe(file, ['-show_entries', 'format=duration'])) }
}

describe('what was written into a pipe', () => {
  test('has a length for a player, of pictures and of voices', async () => {
    expect(Number.isNaN(Number(probe(writtenTo('plain.webm', picture), ['-show_entries', 'format=duration'])))).toBe(true)
    expect((await playable(picture, 'picture.webm')).seconds).toBeCloseTo(8, 0)
    expect((await playable(voice, 'voice.webm')).seconds).toBeCloseTo(8, 0)
  })

  test('keeps every picture', async () => {
    const { file } = await playable(picture, 'all.webm')
    expect(probe(file, ['-count_packets', '-show_entries', 'stream=codec_name,width,height,nb_read_packets'])).toBe('vp8,160,120,80')
  })

  test('is looked at from the whole picture before the moment that was jumped to', async () => {
    const { file, webm } = await playable(picture, 'jump.webm')
    expect(webm.clusters.flatMap(({ key }) => key ?? [])).toEqual([0, 2000, 4000, 6000])
    const first = probe(file, ['-read_intervals', '5%+#1', '-show_entries', 'packet=pts_time,flags'])
    expect(first).toMatch(/^4\.000000,K/)
  })

  test('plays up to where it was cut off', async () => {
    const { seconds, file } = await playable(picture.subarray(0, Math.floor(picture.length / 2)), 'cut.webm')
    expect(seconds).toBeGreaterThan(2)
    expect(seconds).toBeLessThan(7)
    expect(probe(file, ['-count_packets', '-show_entries', 'stream=nb_read_packets'])).toMatch(/^[2-6]\d$/)
  })

  test('is nothing where it was cut off before anything was shown', async () => {
    expect(await readWebm(pieces(picture.subarray(0, 200)))).toBe(null)
    expect(await readWebm(pieces(Buffer.alloc(0)))).toBe(null)
  })
})

const writtenTo = (name: string, bytes: Uint8Array): string => {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}
