import { type SVGTemplateResult, svg, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'

/** A log as a picture, and the same in words. */
export type Picture = { label: string; drawing: TemplateResult }

/** Draws a log; null when the trials aren't of the setup's procedure. */
export type Draw = (setup: object, trials: unknown, language: Language) => Picture | null

/** How the logs of a procedure are drawn. */
export const draws =
  <Log>(procedure: { logOf(setup: object, trials: unknown): Log | null }, draw: (log: Log, language: Language) => Picture): Draw =>
  (setup, trials, language) => {
    const log = procedure.logOf(setup, trials)
    return log && draw(log, language)
  }

/** The width of every drawing, in its own units; one is about a CSS pixel. */
export const WIDTH = 360

/** How a trial was answered, as a mark: a dot for right, a cross for wrong, a ring for what wasn't seen or doesn't count. */
export const mark = (kind: 'right' | 'wrong' | 'none', x: number, y: number): SVGTemplateResult => {
  if (kind === 'right') return svg`<circle class="right" cx=${x} cy=${y} r="3" />`
  if (kind === 'none') return svg`<circle class="none" cx=${x} cy=${y} r="2.8" />`
  return svg`<path class="wrong" d="M${x - 3} ${y - 3}l6 6m0 -6l-6 6" />`
}
