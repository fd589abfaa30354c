import { mkdir, rm } from 'node:fs/promises'
import { chromium as browsers } from 'playwright-core'
import { chromium } from '../../vitest.config.ts'
import { openDoor } from './booth-door.ts'
import { boothPages, boothViews, inLanguage } from './booth-views.ts'
import { builtPages } from './built-pages.ts'
import { takeServiceShots } from './service-shots.ts'
import { simulatorView } from './simulator-view.ts'
import { BOOTH_SIZES, SIMULATOR_SIZES } from './sizes.ts'

// Pictures of every step of the booth and of its service page in both languages and sizes: node test/screens/shots.ts FOLDER [NAME…]

const [folder = 'shots', ...names] = process.argv.slice(2)
const isWanted = (name: string) => names.length === 0 || names.some((each) => name.startsWith(each))
const wanted = boothPages.filter(({ name }) => isWanted(name))
await mkdir(folder, { recursive: true })
const first = Object.values(boothViews)[0]
if (!first) throw new Error('no views')
const pages = await builtPages()
const door = await openDoor(pages, first, simulatorView)
const browser = await browsers.launch(chromium)
for (const language of ['zh', 'en'] as const)
  for (const [size, viewport] of Object.entries(BOOTH_SIZES)) {
    const page = await browser.newPage({ viewport })
    page.on('pageerror', (error) => console.log(`${language} ${size}: ${error.message}`))
    await page.goto(`${door.origin}/booth/`)
    for (const { name, view, touch } of wanted) {
      door.push(inLanguage(view, language))
      await page.waitForTimeout(name === 'photo' ? 1500 : 300)
      if (touch)
        await page.evaluate(({ element, state }) => {
          const within = (root: ParentNode): Element | null =>
            root.querySelector(element) ??
            [...root.querySelectorAll('*')].reduce<Element | null>(
              (found, each) => found ?? (each.shadowRoot && within(each.shadowRoot)),
              null,
            )
          Object.assign(within(document) ?? {}, state)
        }, touch)
      await page.waitForTimeout(100)
      await page.screenshot({ path: `${folder}/${name}.${language}.${size}.png` })
      // What is cut off can't be scrolled to by somebody who doesn't know that there's more.
      const over = await page.evaluate(() => {
        const stage = document.querySelector('rf-booth')?.shadowRoot?.querySelector('.stage')
        const inner = [...(stage?.querySelectorAll('*') ?? [])].flatMap((each) => [each, ...(each.shadowRoot?.querySelectorAll('*') ?? [])])
        const small = inner.filter(
          (each) =>
            each instanceof HTMLElement &&
            [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
            Number.parseFloat(getComputedStyle(each).fontSize) < 27.9,
        )
        return {
          down: stage ? stage.scrollHeight - stage.clientHeight : 0,
          across: stage ? stage.scrollWidth - stage.clientWidth : 0,
          small: small.length,
        }
      })
      if (over.down > 1 || over.across > 1 || over.small > 0) console.log(`${name} ${language} ${size}: ${JSON.stringify(over)}`)
    }
    await page.close()
  }
for (const [language, locale] of Object.entries({ zh: 'zh-CN', en: 'en-GB' })) {
  const desk = await browser.newPage({ viewport: SIMULATOR_SIZES.desk, locale })
  await desk.goto(`${door.origin}/booth/simulator/`)
  await desk.getByRole('button').first().waitFor()
  await desk.waitForTimeout(500)
  await desk.screenshot({ path: `${folder}/simulator.${language}.png`, fullPage: true })
  await desk.close()
}
await takeServiceShots(browser, { origin: door.origin, folder, sizes: BOOTH_SIZES, wanted: isWanted })
await browser.close()
await door.close()
await rm(pages, { recursive: true, force: true })
