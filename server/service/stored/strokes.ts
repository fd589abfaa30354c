import { Strokes } from '#protocol/basic.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Deps } from '../../deps.ts'
import { storedFile } from './stored-file.ts'

/** Handwriting as a stored file. */
export const storeStrokes = (deps: Deps, strokes: Strokes): Promise<string> => deps.files.put(new TextEncoder().encode(canonical(strokes)))

/** Handwriting from the file store. */
export const strokesOf = (deps: Pick<Deps, 'files'>, digest: string): Promise<Strokes> => storedFile(deps, Strokes, digest)
