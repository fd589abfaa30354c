import type { Language } from '#protocol/basic.ts'
import type { ColourStimulus } from '#protocol/procedures/colour.ts'

/**
 * How something is drawn, by what it means: whoever draws has a colour and a width for each. `ear-right heard` is an ear's own colour, filled.
 * `above`, `below`: what is tried, counted or not, and so on, in the words of the drawing it's from.
 */
export type Ink =
  | 'axis'
  | 'good'
  | 'bad'
  | 'path'
  | 'level'
  | 'right'
  | 'none'
  | 'wrong'
  | 'track'
  | 'high'
  | 'low'
  | 'ear-right'
  | 'ear-left'
  | 'threshold ear-right'
  | 'threshold ear-left'
  | 'no-response ear-right'
  | 'no-response ear-left'
  | 'tried heard ear-right'
  | 'tried heard ear-left'
  | 'tried missed ear-right'
  | 'tried missed ear-left'

type Point = readonly [x: number, y: number]

/** A shape of a drawing. Lengths are in the drawing's own units; one is about a CSS pixel. `path` takes SVG's letters. */
export type Shape =
  | { shape: 'line'; from: Point; to: Point; ink: Ink }
  | { shape: 'polyline'; points: readonly Point[]; ink: Ink }
  | { shape: 'circle'; at: Point; r: number; ink: Ink }
  | { shape: 'path'; d: string; ink: Ink }
  | { shape: 'rect'; at: Point; w: number; h: number; ink: Ink }
  | { shape: 'text'; at: Point; text: string; anchor?: 'end' | 'middle'; strong?: true }

/** A plate as it was shown, with what is written below it: what it shows, and what was answered where that is something else. */
export type ShownPlate = { stimulus: ColourStimulus; figure: string; wrong: string | null; label: string }

/** A part of a picture, one below the other: a drawing, a paragraph, or plates in rows. */
export type Part =
  | { part: 'drawing'; height: number; shapes: readonly Shape[] }
  | { part: 'words'; text: string; strong?: true }
  | { part: 'plates'; plates: readonly ShownPlate[] }

/** A log as a picture, and the same in words for whoever can't see it. */
export type Picture = { label: string; parts: readonly Part[] }

/** Draws a log; null when the trials aren't of the setup's procedure. */
export type Draw = (setup: object, trials: unknown, language: Language) => Picture | null

/** How the logs of a procedure are drawn. */
export const draws =
  <Log>(procedure: { logOf(setup: object, trials: unknown): Log | null }, draw: (log: Log, language: Language) => Picture): Draw =>
  (setup, trials, language) => {
    const log = procedure.logOf(setup, trials)
    return log && draw(log, language)
  }

/** The width of every drawing. */
export const WIDTH = 360

export const line = (ink: Ink, from: Point, to: Point): Shape => ({ shape: 'line', from, to, ink })
/** A line from left to right. */
export const level = (ink: Ink, left: number, right: number, y: number): Shape => line(ink, [left, y], [right, y])
export const written = (x: number, y: number, text: string, how: { anchor?: 'end' | 'middle'; strong?: true } = {}): Shape => ({
  shape: 'text',
  at: [x, y],
  text,
  ...how,
})
export const rect = (ink: Ink, x: number, y: number, w: number, h: number): Shape => ({ shape: 'rect', at: [x, y], w, h, ink })

/** How a trial was answered, as a mark: a dot for right, a cross for wrong, a ring for what wasn't seen or doesn't count. */
export const mark = (kind: 'right' | 'wrong' | 'none', x: number, y: number): Shape => {
  if (kind === 'right') return { shape: 'circle', at: [x, y], r: 3, ink: 'right' }
  if (kind === 'none') return { shape: 'circle', at: [x, y], r: 2.8, ink: 'none' }
  return { shape: 'path', d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`, ink: 'wrong' }
}
