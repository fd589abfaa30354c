import { afterEach, expect, test, vi } from 'vitest'
import { getTracks } from './capture.ts'

afterEach(() => void vi.restoreAllMocks())

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
  const both = await getTracks({ sources: ['camera', 'overview'], madeUp: false })
  const [face, whole] = [deviceOf(both.tracks.camera), deviceOf(both.tracks.overview)]
  both.stop()
  expect(whole).not.toBe(face)
  const { live } = given()
  const alone = await getTracks({ sources: ['overview'], madeUp: false })
  expect(deviceOf(alone.tracks.overview)).toBe(whole)
  expect(Object.keys(alone.tracks)).toEqual(['overview'])
  expect(live()).toEqual([alone.tracks.overview])
  alone.stop()
  expect(live()).toEqual([])
})

test('only what is asked for is open, and all of it is given back', async () => {
  const { live } = given()
  const captured = await getTracks({ sources: ['camera', 'overview', 'microphone'], madeUp: false })
  expect(new Set(live())).toEqual(new Set(Object.values(captured.tracks)))
  expect(live()).toHaveLength(3)
  captured.stop()
  expect(live()).toEqual([])
})

test('a machine with one camera has no overview, and that camera is given back', async () => {
  const { live } = given()
  const { mediaDevices } = navigator
  const [only] = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
  vi.spyOn(mediaDevices, 'enumerateDevices').mockResolvedValue(only ? [only] : [])
  const { tracks, missing } = await getTracks({ sources: ['overview'], madeUp: false })
  expect([tracks, missing]).toEqual([{}, { overview: 'none' }])
  expect(live()).toEqual([])
})
