import sharp from 'sharp'
import { type Refusal, refuse } from '#protocol/refusal.ts'

/** The licence's digital photo: 260 × 378 px at 300 dpi is 22 × 32 mm. */
const WIDTH = 260
const HEIGHT = 378
/** What an archive takes, bytes: never more; at least 14 kB where it asks for that, which is a setting. */
const MOST_BYTES = 30_000
/** JPEG qualities from the usual one down: below the last a face is spoilt. And up, for a picture that is small at the usual one. */
const DOWN = [92, 88, 85, 82, 78, 74, 70]
const UP = [96, 98, 100]

/** Least size of the camera's picture, px: what is cut out of it must not be blown up. */
const LEAST = { width: WIDTH, height: HEIGHT }
/** Mean luminance, 0 to 255, outside which a face can't be made out; and the least spread of a picture that shows anything. */
const DARK = 35
const BRIGHT = 245
const FLAT = 8

/** A picture as a JPEG, since a paper for archives has no transparency; null: it can't be read. */
export const withoutTransparency = async (picture: Uint8Array): Promise<Uint8Array | null> =>
  sharp(picture, { limitInputPixels: 40_000_000 })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 92 })
    .toBuffer()
    .catch(() => null)

/**
 * Judges a camera still and cuts it to the licence's size, upright and centred as the booth's outline asks, in at most 30,000 bytes and
 * at least `least`. Refused as `photo-unusable` with a `why` of unreadable, small, dark, bright, flat or restless.
 */
export const judgePhoto = async (jpeg: Uint8Array, { least = 0 }: { least?: number } = {}): Promise<{ jpeg: Uint8Array } | Refusal> => {
  const unusable = (why: string) => refuse('photo-unusable', { why })
  try {
    const picture = sharp(jpeg, { limitInputPixels: 40_000_000 }).rotate()
    const { format, autoOrient } = await picture.metadata()
    // As it stands upright: a camera held sideways says so beside the picture.
    const { width, height } = autoOrient
    if (format !== 'jpeg') return unusable('unreadable')
    if (width < LEAST.width || height < LEAST.height) return unusable('small')
    const cut = await picture
      .resize(WIDTH, HEIGHT, { fit: 'cover', position: 'centre' })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    const { channels } = await sharp(cut, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
      .grayscale()
      .stats()
    const [luminance] = channels
    if (!luminance || luminance.mean < DARK) return unusable('dark')
    if (luminance.mean > BRIGHT) return unusable('bright')
    if (luminance.stdev < FLAT) return unusable('flat')
    const small = await compress(cut, least)
    return small ? { jpeg: small } : unusable('restless')
  } catch {
    // sharp throws on bytes that are no picture; that is the sender's fault, not ours.
    return unusable('unreadable')
  }
}

/** JPEG at 300 dpi, as good as fits into the archive's limits; null: it would take more bytes than that without being spoilt. */
const compress = async (raw: Buffer, least: number): Promise<Uint8Array | null> => {
  for (const quality of DOWN) {
    const jpeg = await encode(raw, quality)
    if (jpeg.length > MOST_BYTES) continue
    return jpeg.length >= least ? jpeg : enlarge(raw, jpeg, least)
  }
  return null
}

/** A plain picture as good as can be; what is still missing to the archive's least size is filled up with a comment that says nothing. */
const enlarge = async (raw: Buffer, jpeg: Buffer, least: number): Promise<Uint8Array> => {
  let best = jpeg
  for (const quality of UP) {
    const better = await encode(raw, quality)
    if (better.length > MOST_BYTES) break
    best = better
    if (best.length >= least) return best
  }
  // Right after the start of the image: FF FE, the length with its own two bytes, and the comment.
  const length = Math.max(2, least - best.length - 2)
  const comment = Buffer.alloc(length + 2, ' ')
  comment.writeUInt16BE(0xfffe, 0)
  comment.writeUInt16BE(length, 2)
  return Buffer.concat([best.subarray(0, 2), comment, best.subarray(2)])
}

const encode = (raw: Buffer, quality: number): Promise<Buffer> =>
  sharp(raw, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .withMetadata({ density: 300 })
    .jpeg({ quality })
    .toBuffer()
