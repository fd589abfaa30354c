import sharp from 'sharp'
import { refuse, type Refusal } from '#protocol/refusal.ts'

/** The licence's digital photo: 260 × 378 px at 300 dpi is 22 × 32 mm. */
const WIDTH = 260
const HEIGHT = 378
/** What an archive takes, bytes: a photo of 14 to 30 kB. */
const MOST_BYTES = 30_000

/** Least size of the camera's picture, px: what is cut out of it must not be blown up. */
const LEAST = { width: WIDTH, height: HEIGHT }
/** Mean luminance, 0 to 255, outside which a face can't be made out; and the least spread of a picture that shows anything. */
const DARK = 35
const BRIGHT = 245
const FLAT = 8

/**
 * Judges a camera still and cuts it to the licence's size, upright and centred as the booth's outline asks. Refused as
 * `photo-unusable` with a `why` of unreadable, small, dark, bright or flat.
 */
export const judgePhoto = async (jpeg: Uint8Array): Promise<{ jpeg: Uint8Array } | Refusal> => {
  const unusable = (why: string) => refuse('photo-unusable', { why })
  try {
    const picture = sharp(jpeg, { limitInputPixels: 40_000_000 }).rotate()
    const { format, width, height } = await picture.metadata()
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
    return { jpeg: await compress(cut) }
  } catch {
    // sharp throws on bytes that are no picture; that is the sender's fault, not ours.
    return unusable('unreadable')
  }
}

/** JPEG at 300 dpi, as good as fits into the archive's limit, never below quality 70. */
const compress = async (raw: Buffer): Promise<Uint8Array> => {
  for (const quality of [92, 85, 78]) {
    const jpeg = await encode(raw, quality)
    if (jpeg.length <= MOST_BYTES) return jpeg
  }
  return encode(raw, 70)
}

const encode = (raw: Buffer, quality: number): Promise<Buffer> =>
  sharp(raw, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .withMetadata({ density: 300 })
    .jpeg({ quality })
    .toBuffer()
