import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as browsers } from 'playwright-core'
import { chromium } from '../../vitest.config.ts'
import { buildPages, openSite } from '../media/stage.ts'
import { figuresOf } from './distance/errors.ts'
import type { Found } from './distance/series.ts'
import { tell } from './goals/goals.ts'

// How well the face camera tells a driver's distance, by drawn and by photographed faces whose size in the picture is known; what a picture
// costs, and how many a second the booth's page gets.

const GOALS = { eyes_p95_pct: { most: 3 }, covered_p95_pct: { most: 3 }, fps: { least: 5 } }
/** Pictures by which the pace is measured. */
const PICTURES = 50

const pages = await buildPages(join(import.meta.dirname, 'distance'))
const site = await openSite(pages)
// The heads are drawn in three dimensions: where there is no graphics card, Chromium does that by software.
const browser = await browsers.launch(chromium)
const figures: Record<string, number> = {}
let pictures = 0
try {
  const page = await browser.newPage()
  page.on('console', (line) => process.stderr.write(`${line.text()}\n`))
  await page.goto(site.origin)
  const devtools = await browser.newBrowserCDPSession()
  // What the browser's processes spend tells on a busy machine too what a picture costs.
  const spentMs = async () =>
    (await devtools.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0)
  await page.evaluate('lookAt(5)')
  const before = await spentMs()
  figures['look_ms'] = await page.evaluate<number>(`lookAt(${PICTURES})`)
  figures['look_cpu_ms'] = ((await spentMs()) - before) / PICTURES
  figures['fps'] = 1000 / figures['look_ms']
  Object.assign(figures, await page.evaluate(`watchFor(${PICTURES})`))
  process.stderr.write(`${JSON.stringify(figures)}\n`)
  const found = await page.evaluate<Found[]>('look()')
  pictures = found.length
  Object.assign(figures, figuresOf(found))
} finally {
  await browser.close()
  await site.close()
  rmSync(pages, { recursive: true, force: true })
}

const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]))
tell('distance', { pictures, ...rounded }, GOALS)
