import { type Covered, coveredIn } from './covered.ts'
import type { Face } from './face.ts'
import { spanOf } from './span.ts'

/** What a picture shows of the driver's eyes. */
export type Eyes = Covered & {
  /** Pixels between the eyes in the picture as the camera gives it, corrected for a turned head as far as the model tells; null: not seen well enough. */
  spanPx: number | null
}

/** What a face shows. */
export const eyesIn = (face: Face | null): Eyes => {
  if (!face) return { spanPx: null, covered: null, by: null }
  const { covered, by, hidden } = coveredIn(face.near)
  return { spanPx: spanOf(face.meshes, hidden), covered, by }
}
