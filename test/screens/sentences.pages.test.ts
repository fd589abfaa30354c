import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { windowless } from '../../vitest.config.ts'
import { cutOffOn } from './page-faults.ts'

// The page of docs that plays what the booth says.

const FOLDER = join(import.meta.dirname, '../../docs/sentences')

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await browsers.launch(windowless)
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(pathToFileURL(join(FOLDER, 'index.html')).href)
})
afterAll(() => browser.close())

it('every sentence has its sounds, each of which can be played and takes as long as one takes to say it', async () => {
  const keys = await page.locator('button').evaluateAll((all) =>
    all.map((each) => ({
      text: each.textContent ?? '',
      language: each.getAttribute('lang') ?? '',
      sounds: (each.dataset['sounds'] ?? '').split(' ').filter(Boolean),
    })),
  )
  expect(keys.filter(({ language }) => language === 'zh').length).toBe(keys.length / 2)
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.filter(({ sounds }) => sounds.length === 0)).toEqual([])
  expect(keys.flatMap(({ sounds }) => sounds).filter((name) => !existsSync(join(FOLDER, name)))).toEqual([])
  const lengths = await page.evaluate(
    (of) =>
      Promise.all(
        of.map(async (names) => {
          let seconds = 0
          for (const name of names)
            seconds += await new Promise<number>((known, fail) => {
              const sound = new Audio(name)
              sound.onloadedmetadata = () => known(sound.duration)
              sound.onerror = () => fail(new Error(name))
            })
          return seconds
        }),
      ),
    keys.map(({ sounds }) => sounds),
  )
  // Chinese is said at two to seven characters a second, English at five to twenty-five letters; a number takes longer than its digits.
  const odd = keys.filter(({ text, language }, at) => {
    const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '').replaceAll(/\d/g, language === 'zh' ? '十一' : 'eleven').length
    const rate = letters / (lengths[at] ?? 0)
    return language === 'zh' ? rate < 2 || rate > 7.5 : rate < 5 || rate > 25
  })
  expect(odd).toEqual([])
})

it('a sentence is heard from its beginning to its end when it is pressed, joined from pieces too', { timeout: 120_000 }, async () => {
  for (const name of ['请核对您的信息', 'Is this you?', '排队第 12 位']) {
    const key = page.getByRole('button', { name, exact: true })
    await key.click()
    await expect.poll(() => key.getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => key.getAttribute('aria-pressed'), { timeout: 60_000 }).toBe('false')
  }
})

it('it fits a wide and a narrow window', async () => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await cutOffOn(page, { sideways: true })).toEqual([])
  }
})
