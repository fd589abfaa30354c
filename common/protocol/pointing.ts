import { type Static, Type } from 'typebox'
import { Exact, Id, Words } from './basic.ts'

/** A place in a picture of the booth's: `x` and `y` in parts of its width and height, from where the camera has its left and its top. */
export const PictureSpot = Exact({
  camera: Words(['camera', 'overview'] as const),
  x: Type.Number({ minimum: 0, maximum: 1 }),
  y: Type.Number({ minimum: 0, maximum: 1 }),
})
export type PictureSpot = Static<typeof PictureSpot>

/** The doctor points at a place in what the booth's camera shows. It is kept nowhere. */
export const Pointing = Exact({ check: Id, spot: PictureSpot })
export type Pointing = Static<typeof Pointing>
