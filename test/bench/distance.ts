import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as browsers } from 'playwright-core'
import { awayFromMark } from '#measure/acuity/distance.ts'
import { chromium } from '../../vitest.config.ts'
import { buildPages, openSite } from '../media/stage.ts'
import type { Pace } from './distance/page.ts'
import type { Found } from './distance/series.ts'

// How well the face camera tells a driver's distance, by drawn and by photographed faces whose size in the picture is known; and how many
// pictures a second the booth's page gets. All errors are parts of the distance to the camera, in %, against a mark of the same series.

const GOALS: Record<string, number> = { eyes_p95_pct: 3, covered_p95_pct: 3 }
const LEAST: Record<string, number> = { fps: 5 }
/** Camera and path of the figures on a path, mm. */
const BOOTH = { cameraMm: 700, pathMm: 2500 }

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const p95 = (values: readonly number[]): number =>
  values.map(Math.abs).toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? Number.NaN
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const share = (all: readonly Found[], is: (one: Found) => boolean): number => all.filter(is).length / all.length
const round = (value: number): number => Math.round(value * 100) / 100

const seen = (pictures: readonly Found[]): { span: number; scale: number }[] =>
  pictures.flatMap(({ spanPx, scale }) => (spanPx === null ? [] : [{ span: spanPx, scale }]))

/** The errors of a group of pictures: each one's, and those of three that follow one another, as the booth goes by, on its path. */
const errorsOf = (found: readonly Found[]) => {
  const series = [...Map.groupBy(found, ({ series }) => series).values()]
  const alone: number[] = []
  const together: number[] = []
  for (const pictures of series) {
    const marks = seen(pictures.filter(({ trial }) => !trial)).map(({ span }) => span)
    if (marks.length === 0) continue
    const mark = { spanPx: median(marks), ...BOOTH }
    const trials = seen(pictures.filter(({ trial }) => trial))
    alone.push(...trials.map(({ span, scale }) => 100 * ((mark.spanPx / span) * scale - 1)))
    // Brought to one distance, so that three in a row are of one.
    const level = trials.map(({ span, scale }) => span / scale)
    together.push(...level.slice(2).map((_, at) => 100 * (awayFromMark(level.slice(at, at + 3), mark) ?? Number.NaN)))
  }
  return { alone, together }
}

const pages = await buildPages(join(import.meta.dirname, 'distance'))
const site = await openSite(pages)
// The heads are drawn in three dimensions: where there is no graphics card, Chromium does that by software.
const browser = await browsers.launch(chromium)
let found: Found[] = []
let pace: Pace = { lookMs: Infinity, perSecond: 0, stoodMs: 0 }
try {
  const page = await browser.newPage()
  page.on('console', (line) => process.stderr.write(`${line.text()}\n`))
  await page.goto(site.origin)
  pace = await page.evaluate<Pace>('pace(50)')
  process.stderr.write(`${JSON.stringify(pace)}\n`)
  found = await page.evaluate<Found[]>('look()')
} finally {
  await browser.close()
  await site.close()
  rmSync(pages, { recursive: true, force: true })
}

const of = (is: (one: Found) => boolean) => errorsOf(found.filter(is))
const figures: Record<string, number> = {}
for (const [name, is] of [
  ['eyes', (one: Found) => one.cover === 'none'],
  ['covered', (one: Found) => one.cover === 'paddle'],
  ['hand', (one: Found) => one.cover === 'hand'],
] as const) {
  const { alone, together } = of(is)
  figures[`${name}_bias_pct`] = round(mean(alone))
  figures[`${name}_p95_pct`] = round(p95(alone))
  figures[`${name}_path_p95_pct`] = round(p95(together))
  figures[`${name}_seen`] = round(share(found.filter(is), ({ spanPx }) => spanPx !== null))
  for (const faces of ['drawn', 'photographed'] as const)
    figures[`${name}_${faces}_p95_pct`] = round(p95(of((one) => is(one) && one.faces === faces).alone))
}
const told = found.filter(({ covered }) => covered !== null)
figures['covered_told'] = round(told.length / found.length)
figures['covered_right'] = round(share(told, ({ covered, eye }) => covered === eye))
const by = told.filter((one) => one.by !== null && one.cover !== 'none')
figures['by_right'] = round(share(by, ({ by, cover }) => (by === 'hand') === (cover === 'hand')))
figures['fps'] = round(1000 / pace.lookMs)
figures['watched_per_s'] = round(pace.perSecond)
figures['page_stood_ms'] = Math.round(pace.stoodMs)

const missed = [
  ...Object.entries(GOALS).flatMap(([name, most]) => ((figures[name] ?? Infinity) <= most ? [] : [name])),
  ...Object.entries(LEAST).flatMap(([name, least]) => ((figures[name] ?? 0) >= least ? [] : [name])),
]
process.stdout.write(`${JSON.stringify({ name: 'distance', pictures: found.length, ...figures, missed })}\n`)
process.exitCode = missed.length > 0 ? 1 : 0
