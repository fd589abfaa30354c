import { rm } from 'node:fs/promises'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import type { BoothView } from '#protocol/booth.ts'
import { text } from '#words/index.ts'
import { windowless } from '../../vitest.config.ts'
import { openDoor } from './booth-door.ts'
import { boothPages, boothViews, inLanguage } from './booth-views.ts'
import { builtPages } from './built-pages.ts'
import { illegibleOn } from './legible.ts'
import { barriersOn, cutOffOn, movingOn, settled, shownOn } from './page-faults.ts'
import { serviceViews } from './service-shots.ts'
import { simulatorView } from './simulator-view.ts'
import { showable } from './sources.ts'

// Every page of the booth in every state, as somebody meets it who sees little, or whose screen is small.

const UPRIGHT = { width: 1080, height: 1920 }
const WIDE = { width: 1920, height: 1080 }
/** Type on a screen of 1080 px across, read from where a driver sits or stands; and how much larger A+ makes it. */
const SMALLEST_PX = 28
const LARGER = 1.5
const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const

let browser: Browser
let pages = ''
/** What has been on the screen in this file, in all languages. */
const shown = new Set<string>()
beforeAll(async () => {
  pages = await builtPages()
  browser = await browsers.launch(windowless)
})
afterAll(async () => {
  await browser.close()
  await rm(pages, { recursive: true, force: true })
})

const [welcome] = Object.values(boothViews)
if (!welcome) throw new Error('no views')
type Touched = (typeof boothPages)[number]['touch']

/** Does what a touch does, which comes to nobody else's ears. */
const touchOn = (page: Page, touch: Pick<NonNullable<Touched>, 'element' | 'state'>) =>
  page.evaluate(({ element, state }) => {
    const within = (root: ParentNode): Element | null =>
      root.querySelector(element) ??
      [...root.querySelectorAll('*')].reduce<Element | null>((found, each) => found ?? (each.shadowRoot && within(each.shadowRoot)), null)
    Object.assign(within(document) ?? {}, state)
  }, touch)

/** With everything half larger a page may be scrolled, but down alone. */
const lookLarger = async (page: Page, name: string): Promise<string[]> => {
  await touchOn(page, { element: 'rf-booth', state: { larger: true } })
  await settled(page)
  const found = [...(await cutOffOn(page, { sideways: true })), ...(await illegibleOn(page, LARGER * SMALLEST_PX))]
  await touchOn(page, { element: 'rf-booth', state: { larger: false } })
  return found.map((each) => `${name}: ${each}`)
}

/** The driver's screen in one language on both sizes, in each state in turn. */
const lookThrough = async (language: Language): Promise<string[]> => {
  const wrong: string[] = []
  const door = await openDoor(pages, welcome, simulatorView)
  const [upright, wide] = await Promise.all(
    [UPRIGHT, WIDE].map((viewport) => browser.newPage({ viewport, reducedMotion: 'reduce', permissions: ['camera'] })),
  )
  if (!upright || !wide) throw new Error('no pages')
  const both = [
    ['upright', upright],
    ['wide', wide],
  ] as const
  await Promise.all(both.map(([, page]) => page.goto(`${door.origin}/booth/`)))
  let views = 0
  /** Pushes a view and waits until both pages show it: by the booth's name, which stands on each of them. */
  const show = async (view: BoothView, touch: Touched) => {
    views += 1
    const name = `一号舱 ${views}`
    door.push(inLanguage({ ...view, booth: { ...view.booth, name } }, language))
    await Promise.all(
      both.map(async ([, page]) => {
        await page.locator('rf-booth header').getByText(name).waitFor()
        if (touch) await touchOn(page, touch)
        await settled(page)
      }),
    )
  }
  for (const { name, view, touch } of boothPages) {
    // What was touched in the state before is forgotten with its driver.
    if (touch) await show(welcome, null)
    await show(view, touch)
    const looks = both.map(async ([size, page]) =>
      [...(await cutOffOn(page)), ...(await illegibleOn(page, SMALLEST_PX))].map((each) => `${name} ${language} ${size}: ${each}`),
    )
    const barriers = barriersOn(upright).then((found) => found.map((each) => `${name} ${language}: ${each}`))
    const moving = movingOn(wide).then((found) => found.map((each) => `${name} ${language} moves: ${each}`))
    wrong.push(...(await Promise.all([...looks, barriers, moving])).flat())
    wrong.push(...(await Promise.all(both.map(([size, page]) => lookLarger(page, `${name} ${language} ${size} larger`)))).flat())
    for (const each of await shownOn(upright)) shown.add(each)
    if (touch) await Promise.all(both.map(([, page]) => touchOn(page, { element: 'rf-booth', state: { leaving: false } })))
  }
  await Promise.all([upright.close(), wide.close()])
  await door.close()
  return wrong
}

it('nothing of the driver’s screen is cut off in any state, upright or wide, and axe finds no barrier on it', {
  timeout: 900_000,
}, async () => {
  expect((await Promise.all(LANGUAGES.map(lookThrough))).flat()).toEqual([])
})

/** The installer's page and that of the simulated devices in one language. */
const lookAtTools = async (language: Language): Promise<string[]> => {
  const wrong: string[] = []
  const door = await openDoor(pages, welcome, simulatorView)
  const context = await browser.newContext({ viewport: UPRIGHT, locale: LOCALES[language], permissions: ['camera'] })
  const page = await context.newPage()
  const look = async (name: string) => {
    await settled(page)
    const found = [...(await cutOffOn(page, { sideways: true })), ...(await barriersOn(page))]
    wrong.push(...found.map((each) => `${name} ${language}: ${each}`))
    for (const each of await shownOn(page)) shown.add(each)
  }
  await page.goto(`${door.origin}/booth/simulator/`)
  await page.getByRole('button').first().waitFor()
  await look('simulator')
  for (const [name, steps] of Object.entries(serviceViews)) {
    await page.goto(`${door.origin}/booth/service/`)
    await page.getByRole('listitem').first().waitFor()
    await steps({ page, words: text[language] })
    await look(`service-${name}`)
  }
  await context.close()
  await door.close()
  return wrong
}

it('the pages of the installer and of the simulated devices have no barrier, and none runs off sideways', {
  timeout: 900_000,
}, async () => {
  expect((await Promise.all(LANGUAGES.map(lookAtTools))).flat()).toEqual([])
})

it('every element and every dialog of the booth has been looked at', () => {
  const booth = showable(['booth/drawings', 'booth/service', 'booth/simulator', 'booth/steps'], 'rf-booth')
  const own = showable(['booth'], 'rf-booth').filter((each) => each.startsWith('rf-') || each.endsWith('of rf-booth'))
  const missing = [...new Set([...booth, ...own])].filter((each) => !shown.has(each) && !OF_OTHERS.includes(each))
  expect(missing).toEqual([])
})
/** In the booth's folder, and on other pages. */
const OF_OTHERS = ['rf-enrolment', 'rf-hall', 'rf-log-picture']
