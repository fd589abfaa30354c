import { median } from '../samples.ts'

/** The distance at the mark: what the camera saw of this driver there, and how far from it the eyes and the screen's image were. */
export type Mark = {
  /** Pixels between the eyes of this driver at the mark: the median of what was seen there. */
  spanPx: number
  /** From the camera's lens to the eyes at the mark, mm. */
  cameraMm: number
  /** From the eyes at the mark to the screen's image, over all mirrors, mm. */
  pathMm: number
}

/** A head further than this part of the path from the mark is too near or too far: 3 in 100 are 0.013 on the scale of GB/T 11533. */
export const TOO_FAR_OFF = 0.03

/** A single picture may be wrong (a blink, a hand that moves): the middle one of so many that follow one another counts. */
const TOGETHER = 3

/**
 * How far the eyes were from the mark while a sign stood, as a part of the path that was calibrated: -0.03 is 3 % too near, 0.02 is 2 % too
 * far. Where the head moved it is the place that was furthest off, so that leaning in for a moment doesn't go unnoticed.
 *
 * What is so many pixels wide at one distance is twice as many at half of it (a pinhole), and whoever comes so many mm nearer to the camera
 * comes as many nearer on the path: 70 mm are 10 % of the way to a camera 0.7 m away, and 2.8 % of a path of 2.5 m.
 *
 * `spansPx` are the spans of the pictures of one trial, in their order. Null: too few of them to say.
 */
export const awayFromMark = (spansPx: readonly number[], mark: Mark): number | null => {
  const middles = spansPx.slice(TOGETHER - 1).map((_, at) => median(spansPx.slice(at, at + TOGETHER).toSorted((a, b) => a - b)))
  const aways = middles.map((px) => (mark.cameraMm * (mark.spanPx / px - 1)) / mark.pathMm)
  return aways.reduce<number | null>((furthest, away) => (furthest === null || Math.abs(away) > Math.abs(furthest) ? away : furthest), null)
}
