import { globSync, readFileSync } from 'node:fs'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { windowless } from '../../vitest.config.ts'
import { barriersOn, cutOffOn } from './page-faults.ts'
import { plainPages } from './plain-pages.ts'
import { verifyPages } from './verify-states.ts'

// Pages that need no script: the one behind a paper's QR code, those that say why there is nothing, the code form, and the list of routes.

/** A phone, and what WCAG asks that words reflow to. */
const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]

let browser: Browser
beforeAll(async () => {
  browser = await browsers.launch(windowless)
})
afterAll(() => browser.close())

const PAGES: Record<string, string> = Object.fromEntries(
  LANGUAGES.flatMap((language) =>
    Object.entries({ ...verifyPages(language), ...plainPages(language) }).map(([name, html]) => [`${name} ${language}`, html]),
  ),
)

const look = async (page: Page, html: string): Promise<string[]> => {
  await page.setContent(html)
  await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''))
  const wrong = await barriersOn(page)
  for (const size of SIZES) {
    await page.setViewportSize(size)
    wrong.push(...(await cutOffOn(page, { sideways: true })).map((each) => `${each} at ${size.width}`))
  }
  return wrong
}

it('no page without a script has a barrier in any state, or runs off a narrow screen', { timeout: 120_000 }, async () => {
  const page = await browser.newPage()
  const wrong: string[] = []
  for (const [name, html] of Object.entries(PAGES)) wrong.push(...(await look(page, html)).map((each) => `${name}: ${each}`))
  expect(wrong).toEqual([])
})

it('every file that answers with a page is known here, so that a new one is looked at too', () => {
  const sources = globSync('{server,devices,demo}/**/*.ts').filter((path) => !path.endsWith('.test.ts'))
  const answering = sources.filter((path) => readFileSync(path, 'utf8').includes(".type('text/html"))
  expect(answering.toSorted()).toEqual([
    'devices/door/browsers.ts',
    'devices/door/pages.ts',
    'server/http/docs.ts',
    'server/http/institution-routes.ts',
    'server/http/server.ts',
    'server/http/verify-routes.ts',
  ])
})
