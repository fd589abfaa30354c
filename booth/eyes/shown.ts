import { type Covered, coveredIn } from './covered.ts'
import type { Face } from './face.ts'
import { spanOf } from './span.ts'

/** What a picture shows of the driver's eyes. */
export type Shown = Covered & {
  /** Pixels between the eyes in the picture as the camera gives it, corrected for a turned head as far as the model tells; null: not seen well enough. */
  spanPx: number | null
  /** Nothing here tells it so far. */
  glasses: boolean | null
}

/** What a face shows. Where it can't be told which eye is covered, it can't either which half of the face to go by. */
export const showing = (face: Face | null): Shown => {
  if (!face) return { spanPx: null, covered: null, by: null, glasses: null }
  const { covered, by } = coveredIn(face.near)
  const half = covered === 'left' || covered === 'right' ? covered : null
  return { spanPx: covered === null ? null : spanOf(face.meshes, half), covered, by, glasses: null }
}
