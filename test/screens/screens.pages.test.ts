import { rm } from 'node:fs/promises'
import { chromium as browsers, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import type { BoothView } from '#protocol/booth.ts'
import { text } from '#protocol/text/index.ts'
import { chromium } from '../../vitest.config.ts'
import { openDoor } from './booth-door.ts'
import { boothPages, boothViews, inLanguage } from './booth-views.ts'
import { clinicianScenes } from './clinician-scenes.ts'
import { barriersOn, cutOffOn } from './looked-at.ts'
import { serviceViews } from './service-shots.ts'
import { simulatorView } from './simulator-view.ts'
import { buildPages, openStage } from './stage.ts'

// Every page in every state, as somebody meets it who sees little, or whose screen is small.

const UPRIGHT = { width: 1080, height: 1920 }
const WIDE = { width: 1920, height: 1080 }
const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const

let browser: Browser
beforeAll(async () => {
  browser = await browsers.launch(chromium)
})
afterAll(() => browser.close())

/** Everything that was asked for has been drawn: an element that is told a new view draws it within two frames. */
const drawn = (page: Page) =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  })

/** Words for everything found, by where: an empty list is what a test asks for. */
const found = (where: string, what: readonly string[]) => what.map((each) => `${where}: ${each}`)

describe('the booth’s pages', () => {
  let door: Awaited<ReturnType<typeof openDoor>>
  beforeAll(async () => {
    const [first] = Object.values(boothViews)
    if (!first) throw new Error('no views')
    door = await openDoor(first, simulatorView)
  })
  afterAll(() => door.close())

  it('cut nothing off in any state, upright and wide, and axe finds no barrier on them', { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    const [upright, wide] = await Promise.all([UPRIGHT, WIDE].map((viewport) => browser.newPage({ viewport })))
    if (!upright || !wide) throw new Error('no pages')
    const pages = [
      ['upright', upright],
      ['wide', wide],
    ] as const
    for (const [, page] of pages) await page.goto(`http://127.0.0.1:${door.port}/booth/`)
    const [welcome] = Object.values(boothViews)
    let shown = 0
    /** Pushes a view and waits until both pages show it: by the booth's name, which stands on each of them. */
    const show = async (view: BoothView) => {
      shown += 1
      const name = `一号舱 ${shown}`
      door.push({ ...view, booth: { ...view.booth, name } })
      for (const [, page] of pages) {
        await page.locator('rf-booth header').getByText(name).waitFor()
        await drawn(page)
      }
    }
    for (const language of LANGUAGES)
      for (const { name, view, touch } of boothPages) {
        // What was touched in the state before is forgotten with its driver.
        if (touch && welcome) await show(welcome)
        await show(inLanguage(view, language))
        for (const [size, page] of pages) {
          if (touch)
            await page.evaluate(({ element, state }) => {
              Object.assign(document.querySelector('rf-booth')?.shadowRoot?.querySelector(element) ?? {}, state)
            }, touch)
          await drawn(page)
          wrong.push(...found(`${name} ${language} ${size}`, await cutOffOn(page)))
        }
        wrong.push(...found(`${name} ${language}`, await barriersOn(upright)))
      }
    await Promise.all([upright.close(), wide.close()])
    expect(wrong).toEqual([])
  })

  it('of the installer and of the simulated devices have no barrier', { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    for (const language of LANGUAGES) {
      const context = await browser.newContext({ viewport: WIDE, locale: LOCALES[language], permissions: ['camera'] })
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${door.port}/booth/simulator/`)
      await page.getByRole('button').first().waitFor()
      wrong.push(...found(`simulator ${language}`, await barriersOn(page)))
      for (const [name, steps] of Object.entries(serviceViews)) {
        await page.goto(`http://127.0.0.1:${door.port}/booth/service/`)
        await page.getByRole('listitem').first().waitFor()
        await steps({ page, words: text[language] })
        await drawn(page)
        wrong.push(...found(`service-${name} ${language}`, await barriersOn(page)))
      }
      await context.close()
    }
    expect(wrong).toEqual([])
  })
})

describe('the attended pages and the hall', () => {
  let pages = ''
  beforeAll(async () => {
    pages = await buildPages()
  })
  afterAll(() => rm(pages, { recursive: true, force: true }))

  it('have no barrier in any state, and none runs off a laptop’s screen sideways', { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    for (const language of LANGUAGES) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: LOCALES[language] })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      await context.addInitScript((kept) => localStorage.setItem('roadfit-language', kept), language)
      for (const scene of clinicianScenes) {
        const stage = await openStage(pages)
        await scene.say(stage)
        const [path = '', code] = scene.path.split('#')
        await page.goto(`${stage.origin}${path}?language=${language}${code ? `#${code}` : ''}`)
        await page.locator('h1, h2').first().waitFor()
        // Values of a station are told to who has the check already.
        if (stage.said.check) await page.locator('rf-driver, rf-conclude').first().waitFor()
        stage.push()
        await scene.act?.(page, stage).catch((error: unknown) => wrong.push(`${scene.name} ${language}: ${String(error)}`))
        await drawn(page)
        wrong.push(...found(`${scene.name} ${language}`, [...(await cutOffOn(page, { sideways: true })), ...(await barriersOn(page))]))
        await stage.close()
      }
      await context.close()
    }
    expect(wrong).toEqual([])
  })

  it('leave the doctor a picture of the driver on a laptop at 200 %', async () => {
    const scene = clinicianScenes.find(({ name }) => name === 'exam')
    const stage = await openStage(pages)
    await scene?.say(stage)
    const page = await browser.newPage({ viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 })
    await page.goto(`${stage.origin}/clinician/?language=en`)
    const picture = page.locator('rf-exam rf-picture')
    await picture.waitFor({ state: 'attached' })
    await expect.poll(async () => (await picture.boundingBox())?.height ?? 0).toBeGreaterThan(100)
    await page.close()
    await stage.close()
  })
})
