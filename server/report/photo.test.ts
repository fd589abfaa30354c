import sharp from 'sharp'
import { expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { samplePhoto } from '../../test/sample-report.ts'
import { judgePhoto } from './photo.ts'

const plain = (width: number, height: number, grey: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .jpeg()
    .toBuffer()

test('a good picture becomes a JPEG of 260 × 378 at 300 dpi, not over 30 kB', async () => {
  const judged = await judgePhoto(await samplePhoto())
  if (isRefusal(judged)) throw new Error('refused')
  expect(await sharp(judged.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 260, height: 378, density: 300 })
  expect(judged.jpeg.length).toBeLessThanOrEqual(30_000)
})

test.each([
  ['small', () => plain(240, 320, 128)],
  ['dark', () => plain(720, 960, 10)],
  ['bright', () => plain(720, 960, 255)],
  ['flat', () => plain(720, 960, 128)],
  ['unreadable', () => Promise.resolve(Buffer.from('no picture'))],
  [
    'unreadable',
    () =>
      sharp({ create: { width: 720, height: 960, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
  ],
] as const)('a picture that is %s is refused for that', async (why, make) => {
  expect(await judgePhoto(await make())).toEqual({ refused: 'photo-unusable', fields: { why } })
})
