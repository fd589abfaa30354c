import { afterEach, expect, test, vi } from 'vitest'
import { getTracks } from './capture.ts'
import { type Kept, keepTracks } from './keep-tracks.ts'

let over = new AbortController()
afterEach(() => {
  over.abort()
  over = new AbortController()
  vi.restoreAllMocks()
})

const { mediaDevices } = navigator
const idOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId

/** The machine's devices, of which some are pulled out. */
const machine = async () => {
  // Before anything was opened the browser names none.
  const opened = new AbortController()
  await getTracks({ sources: ['camera', 'microphone'], madeUp: 'no', signal: opened.signal })
  opened.abort()
  const listed = await mediaDevices.enumerateDevices()
  const gone = new Set<string>()
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const exact = (wanted: MediaTrackConstraints | boolean | undefined) => {
    const id = typeof wanted === 'object' ? wanted.deviceId : undefined
    return typeof id === 'object' && 'exact' in id && typeof id.exact === 'string' ? id.exact : ''
  }
  vi.spyOn(mediaDevices, 'enumerateDevices').mockImplementation(async () => listed.filter(({ deviceId }) => !gone.has(deviceId)))
  vi.spyOn(mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
    if (gone.has(exact(wanted?.video)) || (wanted?.audio && gone.has('microphones'))) throw new DOMException('', 'NotFoundError')
    return open(wanted)
  })
  const change = () => mediaDevices.dispatchEvent(new Event('devicechange'))
  return {
    outputs: listed.flatMap(({ kind, deviceId }) => (kind === 'audiooutput' && deviceId !== 'default' ? [deviceId] : [])),
    /** A device is pulled out: its track ends, as the browser says it. */
    pull: (id: string, track?: MediaStreamTrack) => {
      gone.add(id)
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
      change()
    },
    plug: (id: string) => {
      gone.delete(id)
      change()
    },
  }
}
const keep = async (...sources: ('camera' | 'overview' | 'microphone')[]) => {
  const told: Kept[] = []
  await keepTracks({ sources, madeUp: 'no', signal: over.signal }, (kept) => told.push(kept))
  return { now: () => told.at(-1), told }
}

test('where a camera ends another is taken, which is never the overview’s, and both are told', async () => {
  const { pull } = await machine()
  const { now, told } = await keep('camera', 'overview')
  const [face, whole] = [now()?.tracks.camera, now()?.tracks.overview]
  pull(idOf(face) ?? '', face)
  // Gone first, then another.
  await vi.waitFor(() => expect(now()?.tracks.camera?.readyState).toBe('live'))
  expect(told.some(({ tracks, missing }) => !tracks.camera && missing.camera === 'none')).toBe(true)
  expect([idOf(face), idOf(whole)]).not.toContain(idOf(now()?.tracks.camera))
  expect(now()?.others).toEqual(['camera'])
  expect(now()?.tracks.overview).toBe(whole)
})

test('a microphone that was pulled out is missing until one is plugged in', async () => {
  const { pull, plug } = await machine()
  const { now } = await keep('camera', 'microphone')
  pull('microphones', now()?.tracks.microphone)
  await vi.waitFor(() => expect(now()?.missing.microphone).toBe('none'))
  expect(now()?.tracks.camera?.readyState).toBe('live')
  plug('microphones')
  await vi.waitFor(() => expect(now()?.tracks.microphone?.readyState).toBe('live'))
  expect(now()?.missing).toEqual({})
})

test('headphones that are pulled out are told of, and no track is touched', async () => {
  const { pull, plug, outputs } = await machine()
  const { now } = await keep('microphone')
  const { tracks } = now() ?? {}
  const [first = ''] = outputs
  expect(outputs.length).toBeGreaterThan(0)
  pull(first)
  await vi.waitFor(() => expect(now()?.sound).toBe(outputs.length > 1 ? 'other' : 'none'))
  for (const id of outputs.slice(1)) pull(id)
  await vi.waitFor(() => expect(now()?.sound).toBe('none'))
  for (const id of outputs) plug(id)
  await vi.waitFor(() => expect(now()?.sound).toBe('on'))
  expect(now()?.tracks).toEqual(tracks)
})

test('after the end nothing is opened any more, whatever is plugged in', async () => {
  const { pull, plug } = await machine()
  const { now, told } = await keep('camera', 'microphone')
  pull('microphones', now()?.tracks.microphone)
  await vi.waitFor(() => expect(now()?.missing.microphone).toBe('none'))
  over.abort()
  const before = told.length
  plug('microphones')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(told).toHaveLength(before)
  expect(Object.values(now()?.tracks ?? {}).map(({ readyState }) => readyState)).toEqual(['ended'])
})

test('a made-up camera takes the place of a real one where it’s asked for, and opens none', async () => {
  const asked = vi.spyOn(mediaDevices, 'getUserMedia')
  const { tracks, madeUp, missing } = await getTracks({
    sources: ['camera', 'overview', 'microphone'],
    madeUp: 'always',
    signal: over.signal,
  })
  expect([madeUp, missing, Object.keys(tracks).toSorted()]).toEqual([true, {}, ['camera', 'microphone', 'overview']])
  expect(asked).not.toHaveBeenCalled()
})
