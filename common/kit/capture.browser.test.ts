import { afterEach, expect, test, vi } from 'vitest'
import { keepCamera, keptCameras } from './cameras.ts'
import { type CaptureWish, getTracks } from './capture.ts'

let using = new AbortController()
/** Gives every camera and microphone back. */
const giveBack = () => {
  using.abort()
  using = new AbortController()
}
const opened = (wish: Omit<CaptureWish, 'signal'>) => getTracks({ ...wish, signal: using.signal })

afterEach(() => {
  giveBack()
  vi.restoreAllMocks()
  localStorage.clear()
})

/** Every track that the browser gives from now on. */
const given = () => {
  const tracks: MediaStreamTrack[] = []
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  vi.spyOn(mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
    const stream = await open(wanted)
    tracks.push(...stream.getTracks())
    return stream
  })
  return { live: () => tracks.filter(({ readyState }) => readyState === 'live') }
}
const deviceOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId

test('the overview camera alone is the same one as beside the face’s, and no other stays open', async () => {
  const both = await opened({ sources: ['camera', 'overview'], madeUp: 'no' })
  const [face, whole] = [deviceOf(both.tracks.camera), deviceOf(both.tracks.overview)]
  giveBack()
  expect(whole).not.toBe(face)
  const { live } = given()
  const alone = await opened({ sources: ['overview'], madeUp: 'no' })
  expect(deviceOf(alone.tracks.overview)).toBe(whole)
  expect(Object.keys(alone.tracks)).toEqual(['overview'])
  expect(live()).toEqual([alone.tracks.overview])
  giveBack()
  expect(live()).toEqual([])
})

test('only what is asked for is open, and all of it is given back', async () => {
  const { live } = given()
  const captured = await opened({ sources: ['camera', 'overview', 'microphone'], madeUp: 'no' })
  expect(new Set(live())).toEqual(new Set(Object.values(captured.tracks)))
  expect(live()).toHaveLength(3)
  giveBack()
  expect(live()).toEqual([])
})

test('a machine with one camera has no overview, and that camera is given back', async () => {
  const { live } = given()
  const { mediaDevices } = navigator
  const [only] = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
  vi.spyOn(mediaDevices, 'enumerateDevices').mockResolvedValue(only ? [only] : [])
  const { tracks, missing } = await opened({ sources: ['overview'], madeUp: 'no' })
  expect([tracks, missing]).toEqual([{}, { overview: 'none' }])
  expect(live()).toEqual([])
})

/** The two cameras of this browser: the one that it takes by itself, and the other. */
const twoCameras = async () => {
  const both = await opened({ sources: ['camera', 'overview'], madeUp: 'no' })
  const [first = '', second = ''] = [deviceOf(both.tracks.camera), deviceOf(both.tracks.overview)]
  giveBack()
  return [first, second] as const
}

test('the cameras that an installer chose are taken, the other way round than the browser would', async () => {
  const [first, second] = await twoCameras()
  keepCamera('face', second)
  keepCamera('overview', first)
  const both = await opened({ sources: ['camera', 'overview'], madeUp: 'no' })
  expect([deviceOf(both.tracks.camera), deviceOf(both.tracks.overview)]).toEqual([second, first])
  giveBack()
  const { live } = given()
  const alone = await opened({ sources: ['overview'], madeUp: 'no' })
  expect([deviceOf(alone.tracks.overview), live().length]).toEqual([first, 1])
  giveBack()
})

test('a face camera that isn’t there any more is never replaced by the overview, but by one that was put in its place', async () => {
  const [, second] = await twoCameras()
  keepCamera('face', 'unplugged')
  keepCamera('overview', second)
  const replaced = await opened({ sources: ['camera'], madeUp: 'no' })
  expect([undefined, second]).not.toContain(deviceOf(replaced.tracks.camera))
  giveBack()
  const { mediaDevices } = navigator
  const listed = await mediaDevices.enumerateDevices()
  vi.spyOn(mediaDevices, 'enumerateDevices').mockResolvedValue(listed.filter(({ deviceId }) => deviceId === second))
  const { tracks, missing } = await opened({ sources: ['camera'], madeUp: 'no' })
  expect([tracks, missing]).toEqual([{}, { camera: 'none' }])
})

test('a booth that was said to have no overview has none, whatever is plugged in', async () => {
  keepCamera('overview', null)
  const { tracks, missing } = await opened({ sources: ['camera', 'overview'], madeUp: 'no' })
  expect([Object.keys(tracks), missing]).toEqual([['camera'], { overview: 'none' }])
  expect(tracks.camera?.readyState).toBe('live')
})

test('a camera that is chosen for the face is no overview any more, and what somebody else kept there counts as nothing', () => {
  keepCamera('face', 'a')
  keepCamera('overview', 'b')
  expect(keptCameras()).toEqual({ face: 'a', overview: 'b' })
  keepCamera('face', 'b')
  expect(keptCameras()).toEqual({ face: 'b' })
  localStorage.setItem('roadfit-cameras', '{"face":7}')
  expect(keptCameras()).toEqual({})
})

test('a camera that the browser is still opening when nobody wants it any more is given back', async () => {
  const { live } = given()
  const gone = new AbortController()
  const opening = getTracks({ sources: ['camera', 'microphone'], madeUp: 'missing', signal: gone.signal })
  gone.abort()
  await opening
  expect(live()).toEqual([])
})
