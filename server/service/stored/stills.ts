import sharp from 'sharp'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { type Still, stillsOf } from '#protocol/still.ts'
import type { Deps } from '../../deps.ts'
import { sha256 } from '../../store/sha256.ts'

/** A still has no more pixels on a side: a paper bears it as it is. */
const MOST_PX = 1280

/** Whether these bytes are a picture that pages show and papers bear: a JPEG in three colours that can be read to its end. */
const isPicture = async (jpeg: Uint8Array): Promise<boolean> => {
  try {
    const picture = sharp(jpeg, { limitInputPixels: MOST_PX * MOST_PX, failOn: 'error' })
    const { format, width, height, channels, space } = await picture.metadata()
    await picture.stats()
    return format === 'jpeg' && space === 'srgb' && channels === 3 && Math.max(width, height) <= MOST_PX
  } catch {
    // sharp throws on bytes that are no picture; that is the sender's fault, not ours.
    return false
  }
}

/** Stores a still that a doctor took (base64) and gives its digest, or refuses what is no picture. */
export const storeTaken = async (deps: Pick<Deps, 'files'>, jpeg: string): Promise<string | Refusal> => {
  const bytes = Buffer.from(jpeg, 'base64')
  return (await isPicture(bytes)) ? deps.files.put(bytes) : refuse('still-unusable')
}

/**
 * Stores the stills that a log names, out of those that came with it (base64). Refused as `still-missing` when one of them didn't come, or is no
 * picture; one that no trial names is left out.
 */
export const storeStills = async (
  deps: Pick<Deps, 'files'>,
  trials: readonly { still?: Still }[],
  sent: readonly string[],
): Promise<Refusal | null> => {
  const came = new Map(sent.map((jpeg) => Buffer.from(jpeg, 'base64')).map((jpeg) => [sha256(jpeg), jpeg]))
  const named = [...new Set(stillsOf(trials).map(({ digest }) => digest))].map((digest) => came.get(digest))
  for (const jpeg of named) if (!jpeg || !(await isPicture(jpeg))) return refuse('still-missing')
  for (const jpeg of named) if (jpeg) await deps.files.put(jpeg)
  return null
}
