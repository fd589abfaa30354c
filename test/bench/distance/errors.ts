import { awayFromMark } from '#measure/acuity/distance.ts'
import type { Found } from './series.ts'

/** How far off the distances of made-up and photographed faces are. All in % of the true one. */

/** Camera and path of the figures on a path, mm. */
const BOOTH = { cameraMm: 700, pathMm: 2500 }

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const p95 = (values: readonly number[]): number =>
  values.map(Math.abs).toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? Number.NaN
const share = (all: readonly Found[], is: (one: Found) => boolean): number => all.filter(is).length / all.length

const seen = (pictures: readonly Found[]): { span: number; scale: number }[] =>
  pictures.flatMap(({ spanPx, scale }) => (spanPx === null ? [] : [{ span: spanPx, scale }]))

/** The errors of each picture alone, of the distance to the camera; and of three that follow one another, as the booth goes by, on its path. */
const errorsOf = (found: readonly Found[]): { alone: number[]; together: number[] } => {
  const alone: number[] = []
  const together: number[] = []
  for (const pictures of Map.groupBy(found, ({ series }) => series).values()) {
    const marks = seen(pictures.filter(({ trial }) => !trial)).map(({ span }) => span)
    if (marks.length === 0) continue
    const mark = { spanPx: median(marks), ...BOOTH }
    const trials = seen(pictures.filter(({ trial }) => trial))
    alone.push(...trials.map(({ span, scale }) => 100 * ((mark.spanPx / span) * scale - 1)))
    // All brought to the distance of the mark, so that three in a row are of one.
    const level = trials.map(({ span, scale }) => span / scale)
    together.push(...level.slice(2).map((_, at) => 100 * (awayFromMark(level.slice(at, at + 3), mark) ?? Number.NaN)))
  }
  return { alone, together }
}

const of = (name: string, found: readonly Found[]): Record<string, number> => {
  const { alone, together } = errorsOf(found)
  const by = (faces: Found['faces']) => p95(errorsOf(found.filter((one) => one.faces === faces)).alone)
  return {
    [`${name}_bias_pct`]: mean(alone),
    [`${name}_p95_pct`]: p95(alone),
    [`${name}_drawn_p95_pct`]: by('drawn'),
    [`${name}_photographed_p95_pct`]: by('photographed'),
    [`${name}_path_p95_pct`]: p95(together),
    [`${name}_seen`]: share(found, ({ spanPx }) => spanPx !== null),
  }
}

/** The figures of all pictures: nothing covered, a paddle before one eye, a hand; and how often the hints are right. */
export const figuresOf = (found: readonly Found[]): Record<string, number> => {
  const told = found.filter(({ covered }) => covered !== null)
  const by = told.filter((one) => one.by !== null && one.cover !== 'none')
  const under = (cover: Found['cover']) => found.filter((one) => one.cover === cover)
  return {
    ...of('eyes', under('none')),
    ...of('covered', under('paddle')),
    ...of('hand', under('hand')),
    covered_told: told.length / found.length,
    covered_right: share(told, ({ covered, eye }) => covered === eye),
    by_told: by.length / found.filter(({ cover }) => cover !== 'none').length,
    by_right: share(by, ({ by, cover }) => (by === 'hand') === (cover === 'hand')),
  }
}
