import { Value } from 'typebox/value'
import { Strokes } from '#protocol/basic.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Deps } from '../../deps.ts'

/** Handwriting as a stored file. */
export const storeStrokes = (deps: Deps, strokes: Strokes): Promise<string> => deps.files.put(new TextEncoder().encode(canonical(strokes)))

/** Handwriting from the file store. */
export const strokesOf = async (deps: Pick<Deps, 'files'>, digest: string): Promise<Strokes> => {
  const bytes = await deps.files.get(digest)
  if (!bytes) throw new Error(`file ${digest} is not stored`)
  const strokes: unknown = JSON.parse(new TextDecoder().decode(bytes))
  if (!Value.Check(Strokes, strokes)) throw new Error(`file ${digest} is no handwriting`)
  return strokes
}
