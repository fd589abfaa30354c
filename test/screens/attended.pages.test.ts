import { rm } from 'node:fs/promises'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import { windowless } from '../../vitest.config.ts'
import { attendedScenes } from './act-scenes.ts'
import { builtPages } from './built-pages.ts'
import { barriersOn, cutOffOn, movingOn, settled, shownOn } from './page-faults.ts'
import { play, type Scene } from './scenes/scene.ts'
import { ATTENDED_SIZES } from './sizes.ts'
import { showable } from './sources.ts'
import { openStage, type Stage } from './stage.ts'

// Every state of the doctor's, the counter's and the administrator's pages and of the hall's screen.

const LAPTOP = ATTENDED_SIZES.small
/** The same, with everything twice as large. */
const ZOOMED = { width: 683, height: 384 }
/** A window of 1280 px with everything four times as large: what WCAG asks that words reflow to. */
const NARROW = { width: 320, height: 640 }
/** The hall's screen, which nobody scrolls. */
const WALL = { width: 1920, height: 1080 }
/** A bar with a row of buttons, px; a second row takes another 40. */
const ONE_ROW = 56
const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const
type Size = { width: number; height: number }

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

/** Opens a scene on a stage that was set for another one before, and does what is done in it. */
const open = async (page: Page, stage: Stage, scene: Scene, language: Language) => {
  stage.reset()
  await scene.say(stage)
  const [path = '', code] = scene.path.split('#')
  await page.goto(`${stage.origin}${path}?language=${language}&scene=${scene.name}${code ? `#${code}` : ''}`)
  await play(page, stage, scene)
  await settled(page)
}

/** A screen of 4K at arm's length. */
const HUGE = { width: 3840, height: 2160 }
/** The least letter there, px: half as many as on a screen of 1920 would be 14. */
const LEAST_LETTER = 27.9
/** Some of each page: what can be read by night is counted for all colours by common/kit/tokens.test.ts. */
const BY_NIGHT = ['queue', 'queue-self-test', 'exam', 'conclude', 'after']

/** The same scene in the other language, as its button has it: nothing of it is done again. The hall's screen has the language of its address alone. */
const inOther = async (page: Page, stage: Stage, scene: Scene, language: Language): Promise<void> => {
  if ((await page.locator('rf-frame').count()) === 0) return open(page, stage, scene, language)
  // A dialog that is open keeps its button from being pressed.
  await page.locator('rf-frame').evaluate((frame) => frame.dispatchEvent(new Event('switch-language')))
  await page.locator(`html[lang=${language === 'zh' ? 'zh-CN' : 'en'}]`).waitFor({ state: 'attached' })
  await settled(page)
}

/** Each scene in each language, two pages at a time: one goes through half of them, as one that starts again takes twice as long. */
const inEach = async (
  scenes: readonly Scene[],
  viewport: Size,
  look: (page: Page) => Promise<string[]>,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<string[]> => {
  const [first, second] = LANGUAGES
  const wrong = [0, 1].map(async (half) => {
    const stage = await openStage(pages)
    const context = await browser.newContext({ viewport, locale: LOCALES[first], reducedMotion: 'reduce', colorScheme })
    await context.addInitScript((kept) => localStorage.setItem('roadfit-language', kept), first)
    const page = await context.newPage()
    const found: string[] = []
    for (const scene of scenes.filter((_, at) => at % 2 === half))
      for (const [language, show] of [[first, open] as const, [second, inOther] as const]) {
        const wrong = await show(page, stage, scene, language)
          .then(() => look(page))
          .catch((error: unknown) => [String(error)])
        found.push(...wrong.map((each) => `${scene.name} ${language}: ${each}`))
      }
    await context.close()
    await stage.close()
    return found
  })
  return (await Promise.all(wrong)).flat()
}

/** What runs off the page as a whole sideways. Tables may be pushed about within it: a narrow screen doesn't make them narrow. */
const sidewaysOn = async (page: Page): Promise<string[]> => {
  const across = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return across > 1 ? [`the page runs off by ${across} px at ${page.viewportSize()?.width}`] : []
}

/** The doctor's picture of the driver, where there is one: it takes a quarter of a small screen, and stands on it. */
const pictureOn = async (page: Page): Promise<string[]> => {
  // Beside the report that is read, it has a column of its own alone.
  const [owner, share] = (await page.locator('rf-exam').count()) > 0 ? ['rf-exam', 1 / 4] : ['rf-conclude', 1 / 5]
  const { width, height } = page.viewportSize() ?? LAPTOP
  // An act may have scrolled to its button: the picture is where the page begins.
  if (owner === 'rf-conclude') await page.locator('rf-conclude aside').evaluate((aside) => aside.scrollTo(0, 0))
  const box = await page.locator(`${owner} rf-picture .big`).boundingBox()
  const seen = box && box.y >= 0 && box.x >= 0 && box.y + box.height <= height && box.x + box.width <= width
  return seen && box.width * box.height >= width * height * share ? [] : [`the picture at ${width}: ${JSON.stringify(box)}`]
}

/** A report without findings is read at one glance: nothing that must be read to sign lies below the fold. */
const foldOn = async (page: Page): Promise<string[]> => {
  const read = page.locator('rf-conclude button.big:not([disabled])')
  // A second doctor reads what was put right, too.
  if ((await page.locator('rf-conclude button.big').count()) === 0 || (await page.locator('rf-conclude aside > button.danger').count()) > 0)
    return []
  return read.waitFor().then(
    () => [],
    async () => [`not all of the report is on the screen: ${await page.locator('rf-conclude .unread').innerText()}`],
  )
}

/** The bar at the top of a page is one row, whatever stands in it. */
const barOn = async (page: Page): Promise<string[]> => {
  const bar = page.locator('rf-frame header').first()
  const height = (await bar.count()) > 0 ? ((await bar.boundingBox())?.height ?? 0) : 0
  return height > ONE_ROW ? [`the bar is ${height} px high`] : []
}

const onLaptop = async (page: Page): Promise<string[]> => {
  for (const each of await shownOn(page)) shown.add(each)
  return [
    ...(await cutOffOn(page, { sideways: true })),
    ...(await barOn(page)),
    ...(await foldOn(page)),
    ...(await barriersOn(page)),
    ...(await movingOn(page)).map((each) => `${each} moves`),
  ]
}
const zoomed = async (page: Page): Promise<string[]> => {
  await page.setViewportSize(ZOOMED)
  const wrong = [...(await sidewaysOn(page)), ...((await page.locator('rf-exam, rf-conclude').count()) > 0 ? await pictureOn(page) : [])]
  await page.setViewportSize(LAPTOP)
  return wrong
}
const narrow = async (page: Page): Promise<string[]> => {
  if ((await page.locator('rf-account, rf-sign-in form, form[slot=first]').count()) === 0) return []
  await page.setViewportSize(NARROW)
  const wrong = await cutOffOn(page, { sideways: true })
  await page.setViewportSize(LAPTOP)
  return wrong.map((each) => `at 320: ${each}`)
}
const onWall = async (page: Page): Promise<string[]> => {
  if ((await page.locator('rf-hall').count()) === 0) return []
  await page.setViewportSize(WALL)
  const wrong = await cutOffOn(page)
  await page.setViewportSize(LAPTOP)
  return wrong.map((each) => `on the wall: ${each}`)
}

it('no attended page has a barrier in any state, runs off a laptop’s screen sideways, or loses the picture at 200 %', {
  timeout: 900_000,
}, async () => {
  const wrong = await inEach(attendedScenes, LAPTOP, async (page) => [
    ...(await onLaptop(page)),
    ...(await zoomed(page)),
    ...(await narrow(page)),
    ...(await onWall(page)),
  ])
  expect(wrong).toEqual([])
})

/** The smallest letters that stand on the page, where they are smaller than they may be. */
const tinyOn = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
    return all(document)
      .filter((each) => each instanceof HTMLElement && each.checkVisibility())
      .filter((each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < least)
      .map((each) => `tiny: ${each.textContent?.trim().slice(0, 40)}`)
  }, LEAST_LETTER)

it('by night, on a screen of 3840 × 2160, pages have no barrier, nothing is cut off, and no letter is tiny', {
  timeout: 300_000,
}, async () => {
  const scenes = attendedScenes.filter(({ name }) => BY_NIGHT.includes(name))
  expect(scenes).toHaveLength(BY_NIGHT.length)
  const wrong = await inEach(
    scenes,
    HUGE,
    async (page) => [...(await cutOffOn(page, { sideways: true })), ...(await tinyOn(page)), ...(await barriersOn(page))],
    'dark',
  )
  expect(wrong).toEqual([])
})

it('every element and every dialog of the attended pages and of the hall has been looked at', () => {
  const missing = showable(['clinician', 'booth/hall'], 'none').filter((each) => !shown.has(each))
  expect(missing).toEqual([])
})
