import { afterEach, expect, test } from 'vitest'
import './video-tile.ts'
import { widthOf } from './tile-width.ts'
import type { VideoTile } from './video-tile.ts'

afterEach(() => document.body.replaceChildren())

const tileOf = async (video: MediaStreamTrack, px: number): Promise<VideoTile> => {
  const tile = Object.assign(document.createElement('rf-video-tile'), { video }) as VideoTile
  tile.style.width = `${px}px`
  document.body.append(tile)
  await tile.updateComplete
  return tile
}
const pictureOf = () => {
  const [track] = document.createElement('canvas').captureStream(1).getVideoTracks()
  if (!track) throw new Error('a canvas has no track')
  return track
}

test('a picture is as large as the largest tile that shows it now, and nowhere where none does', async () => {
  const [face, overview] = [pictureOf(), pictureOf()]
  expect(widthOf(face)).toBe(null)
  const small = await tileOf(face, 240)
  const large = await tileOf(overview, 800)
  expect([widthOf(face), widthOf(overview)]).toEqual([240, 800])
  // Swapped: each picture has the other's place.
  Object.assign(small, { video: overview })
  Object.assign(large, { video: face })
  await Promise.all([small.updateComplete, large.updateComplete])
  expect([widthOf(face), widthOf(overview)]).toEqual([800, 240])
  // Shown twice, the larger counts.
  const second = await tileOf(overview, 640)
  expect(widthOf(overview)).toBe(640)
  second.remove()
  expect(widthOf(overview)).toBe(240)
})
