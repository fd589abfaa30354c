import sharp from 'sharp'
import { expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { samplePhoto } from '../../test/sample-report.ts'
import { judgePhoto, withoutTransparency } from './photo.ts'

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

/** Chance that is the same in each run, as bright and dark points. */
const noise = (width: number, height: number, spread: number): Promise<Buffer> => {
  let state = 1
  const bytes = Buffer.alloc(width * height * 3)
  for (let at = 0; at < bytes.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    bytes[at] = 128 + Math.round(((state / 2 ** 31) * 2 - 1) * spread)
  }
  return sharp(bytes, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 100 })
    .toBuffer()
}
const sizeOf = async (picture: Buffer, least = 0): Promise<number | string> => {
  const judged = await judgePhoto(picture, { least })
  return isRefusal(judged) ? String(judged.fields['why']) : judged.jpeg.length
}

test('no picture whatever comes to more than 30,000 bytes: one that would be spoilt by it is refused with what to do', async () => {
  const sizes = await Promise.all([25, 40, 60, 90, 127].map(async (spread) => sizeOf(await noise(260, 378, spread))))
  for (const size of sizes) if (typeof size === 'number') expect(size).toBeLessThanOrEqual(30_000)
  expect(sizes.at(-1)).toBe('restless')
  expect(sizes[0]).toBeTypeOf('number')
})

test('an archive that asks for 14 kB gets them, of a plain picture too, and the picture stays what it was', async () => {
  const grey = await sharp({ create: { width: 720, height: 960, channels: 3, background: '#c8c8c8' } })
    .composite([{ input: Buffer.from('<svg width="720" height="960"><rect y="480" width="720" height="480" fill="#604030"/></svg>') }])
    .jpeg()
    .toBuffer()
  for (const picture of [await samplePhoto(), grey]) {
    const judged = await judgePhoto(picture, { least: 14_000 })
    if (isRefusal(judged)) throw new Error('refused')
    expect(judged.jpeg.length).toBeGreaterThanOrEqual(14_000)
    expect(judged.jpeg.length).toBeLessThanOrEqual(30_000)
    expect(await sharp(judged.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 260, height: 378, density: 300 })
    const { channels } = await sharp(judged.jpeg).stats()
    expect(channels[0]?.stdev).toBeGreaterThan(8)
  }
  expect(await sizeOf(grey)).toBeLessThan(14_000)
})

test('the size is judged as the picture stands upright: 400 × 300 turned by its EXIF mark is 300 × 400', async () => {
  const wide = await noise(400, 300, 60)
  const turned = (orientation: number) => sharp(wide).withMetadata({ orientation }).jpeg().toBuffer()
  expect(await sizeOf(wide)).toBe('small')
  for (const orientation of [5, 6, 7, 8]) expect(await sizeOf(await turned(orientation)), `orientation ${orientation}`).toBeTypeOf('number')
  for (const orientation of [2, 3, 4]) expect(await sizeOf(await turned(orientation)), `orientation ${orientation}`).toBe('small')
})

test('a card’s picture that can’t be read is none, and one with holes gets a white ground: neither keeps a paper from being made', async () => {
  const begun = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
  expect(await withoutTransparency(begun)).toBeNull()
  const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .png()
    .toBuffer()
  const made = await withoutTransparency(clear)
  const { dominant } = await sharp(made ?? Buffer.alloc(0)).stats()
  expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240)
})
