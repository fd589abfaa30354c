import { chromium as browsers } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { windowless } from '../../vitest.config.ts'
import { openGallery } from '../gallery/gallery.ts'
import { attendedScenes } from './act-scenes.ts'
import { boothPages } from './booth-views.ts'
import { plainPages } from './plain-pages.ts'
import { serviceViews } from './service-shots.ts'
import { ATTENDED_SIZES, BOOTH_SIZES, SIMULATOR_SIZES, VERIFY_SIZES } from './sizes.ts'
import { verifyPages } from './verify-states.ts'

// `npm run gallery`: every state that pictures are taken of, to be looked at by hand.

/** Whoever waits for an act, by its state: why it came to no end. */
const ends = new Map<string, (fault: string | null) => void>()
let gallery: Awaited<ReturnType<typeof openGallery>>
beforeAll(async () => {
  gallery = await openGallery({ acted: (state, fault) => ends.get(state)?.(fault) })
})
afterAll(() => gallery.close())

const linksOn = async () =>
  [...(await (await fetch(`${gallery.origin}/`)).text()).matchAll(/href="(\/[^"#]+)"/g)].map(([, link = '']) => link)

it('the index links every state that pictures are taken of, in each language and size, and every link answers', async () => {
  const each = (names: readonly string[], sizes: object) =>
    names.flatMap((name) => LANGUAGES.flatMap((language) => Object.keys(sizes).map((size) => `${name}/${language}/${size}`)))
  const links = await linksOn()
  expect(links.map((link) => link.split('/').slice(2).join('/')).toSorted()).toEqual(
    [
      ...each(
        boothPages.map(({ name }) => name),
        BOOTH_SIZES,
      ),
      ...each(Object.keys(serviceViews), BOOTH_SIZES),
      ...each(['simulator'], SIMULATOR_SIZES),
      ...each(
        attendedScenes.map(({ name }) => name),
        ATTENDED_SIZES,
      ),
      ...each(Object.keys({ ...verifyPages('zh'), ...plainPages('zh') }), VERIFY_SIZES),
    ].toSorted(),
  )
  const frames = new Set<string>()
  for (const link of links) {
    const page = await fetch(gallery.origin + link)
    expect(`${link} ${page.status}`).toBe(`${link} 200`)
    const frame = /<iframe [^>]*src="([^"]+)"/.exec(await page.text())?.[1] ?? 'none'
    frames.add(frame)
  }
  for (const frame of frames) expect(`${frame} ${(await fetch(gallery.origin + frame)).status}`).toBe(`${frame} 200`)
  expect((await fetch(`${gallery.origin}/booth/no-such/zh/portrait`)).status).toBe(404)
})

it('whatever only an act leads to is acted in the frame of whoever looks: to its end, in both languages', {
  timeout: 900_000,
}, async () => {
  const browser = await browsers.launch(windowless)
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, permissions: ['camera'] })
  const acts = new Set<string | undefined>(attendedScenes.filter(({ act }) => act).map(({ name }) => name))
  const attended = (await linksOn()).filter((link) => /^\/(hall|doctor|counter|admin)\/.*\/zh\/small$/.test(link))
  const acted = [
    ...boothPages.filter(({ touch }) => touch).map(({ name }) => `/booth/${name}/en/portrait`),
    ...Object.keys(serviceViews).map((name) => `/service/${name}/en/landscape`),
    ...attended.filter((link) => acts.has(link.split('/')[2])),
  ]
  const faults: string[] = []
  const broken = Promise.withResolvers<string>()
  page.on('pageerror', (error) => broken.resolve(error.message))
  for (const link of acted) {
    const ended = Promise.withResolvers<string | null>()
    ends.set(link.split('/').slice(1, 4).join('/'), ended.resolve)
    await page.goto(gallery.origin + link)
    const fault = await Promise.race([ended.promise, broken.promise])
    if (fault !== null) faults.push(`${link}: ${fault}`)
  }
  await browser.close()
  expect(faults).toEqual([])
})
