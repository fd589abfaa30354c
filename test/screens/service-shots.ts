import type { Browser } from 'playwright-core'
import { text } from '#words/index.ts'
import type { Hands } from './hands.ts'

/** What an installer does to come to each picture, from the list on; `words` are those of the page's language. */
type Words = (typeof text)['zh']
type Steps = (at: { page: Hands; words: Words }) => Promise<void>

const press = (page: Hands, name: string) => page.getByRole('button', { name, exact: true }).click()
const type = async (page: Hands, value: string, { service }: Words) => {
  await page.getByRole('textbox').fill(value)
  await press(page, service.next)
}
const onCard = (page: Hands, card: string, name: string) =>
  page.getByRole('listitem').filter({ hasText: card }).getByRole('button', { name, exact: true }).click()
const watch =
  (card: string): Steps =>
  ({ page, words }) =>
    onCard(page, `${card} ·`, words.service.watch)
const calibrate = (page: Hands, words: Words, card: string) => onCard(page, card, words.service.calibrate)
const tap = async (page: Hands, camera: string, count: number) => {
  const picture = page.getByLabel(camera)
  await page.waitForFunction(() => {
    const deep = (root: Document | ShadowRoot): HTMLVideoElement | null =>
      root.querySelector('video') ??
      [...root.querySelectorAll('*')].map((each) => each.shadowRoot && deep(each.shadowRoot)).find((found) => found) ??
      null
    return (deep(document)?.videoWidth ?? 0) > 0
  })
  const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 0 }
  const corners = [
    [0.2, 0.25],
    [0.8, 0.25],
    [0.8, 0.75],
    [0.2, 0.75],
  ].slice(0, count)
  for (const [x = 0, y = 0] of corners) await picture.click({ position: { x: x * width, y: y * height } })
}

const head: Steps = ({ page, words }) => calibrate(page, words, 'head ·')
export const serviceViews: Readonly<Record<string, Steps>> = {
  list: async ({ page, words }) => {
    await press(page, words.service.probe)
    await page.getByText('US-100').waitFor()
  },
  'watch-head': watch('head'),
  'watch-keypad': watch('keypad'),
  'watch-pedals': watch('pedals'),
  'watch-cabin': watch('cabin'),
  // Its echo is still listened for: what is found of that goes by whatever the browser has as its microphone.
  test: async ({ page, words }) => {
    await press(page, words.service.test)
    await page.getByRole('listitem').filter({ hasText: words.service.rows.disk }).waitFor()
  },
  number: head,
  'number-wrong': async (at) => {
    await head(at)
    await at.page.getByRole('textbox').fill('45010')
  },
  measure: async (at) => {
    await head(at)
    await type(at.page, '2300', at.words)
  },
  measured: async (at) => {
    await head(at)
    await type(at.page, '2300', at.words)
    await press(at.page, at.words.service.measure)
  },
  refused: async (at) => {
    await head(at)
    await type(at.page, '2300', at.words)
    await press(at.page, at.words.service.measure)
    await type(at.page, '1750', at.words)
    await press(at.page, at.words.service.measure)
    await at.page.getByRole('alert').waitFor()
  },
  cells: async ({ page, words }) => {
    await calibrate(page, words, 'pedals ·')
    await press(page, words.terms.cells['pedal-right'])
  },
  bar: ({ page, words }) => calibrate(page, words, words.terms.devices.screen),
  light: async ({ page, words }) => {
    await calibrate(page, words, words.terms.devices.screen)
    for (const value of ['480', '384', '5000', '5000', '1']) await type(page, value, words)
  },
  colours: ({ page, words }) => calibrate(page, words, words.terms.devices['screen-colours']),
  'colour-file': async ({ page, words }) => {
    await calibrate(page, words, words.terms.devices['screen-colours'])
    await press(page, words.service.colours.byFile)
  },
  'colour-patch': async (at) => {
    const { page, words } = at
    await calibrate(page, words, words.terms.devices['screen-colours'])
    await press(page, words.service.colours.byHand)
    await type(page, '214', words)
  },
  'colour-refused': async ({ page, words }) => {
    await calibrate(page, words, words.terms.devices['screen-colours'])
    await press(page, words.service.colours.byHand)
    for (const value of [
      '200',
      '47',
      '143',
      '14.4',
      '0.2',
      '9.6',
      '43.9',
      '107',
      '0.64',
      '0.33',
      '0.3',
      '0.6',
      '0.15',
      '0.06',
      '0.3127',
      '0.329',
    ])
      await type(page, value, words)
    await page.getByRole('alert').filter({ hasText: '%' }).waitFor()
  },
  sounds: ({ page, words }) => calibrate(page, words, words.terms.devices.speakers),
  tone: async ({ page, words }) => {
    await calibrate(page, words, words.terms.devices.speakers)
    await press(page, words.service.speakers.transducers.loudspeakers)
  },
  // The meter shows 20 dB less than at full scale: 51.5 is 71.5, and 74.4 are needed.
  weak: async (at) => {
    await serviceViews['tone']?.(at)
    await type(at.page, '51.5', at.words)
  },
  headphones: async (at) => {
    await serviceViews['tone']?.(at)
    for (let level = 0; level < 8; level += 1) await type(at.page, '70', at.words)
  },
  'headphones-tone': async (at) => {
    await serviceViews['headphones']?.(at)
    await press(at.page, at.words.service.speakers.transducers.TDH39)
  },
  'headphones-weak': async (at) => {
    await serviceViews['headphones-tone']?.(at)
    for (const value of ['48', '60', '60', '60', '50', '60', '60', '60', '112']) await type(at.page, value, at.words)
    await at.page.getByText(at.words.service.toDevices).waitFor()
  },
  marks: async ({ page, words }) => {
    await calibrate(page, words, words.terms.devices.cameras)
    await tap(page, words.service.cameras.face, 2)
  },
  'marks-overview': async ({ page, words }) => {
    const { cameras, next } = words.service
    await calibrate(page, words, words.terms.devices.cameras)
    await tap(page, cameras.face, 4)
    await press(page, next)
    await tap(page, cameras.overview, 3)
  },
  done: async ({ page, words }) => {
    const { cameras, next } = words.service
    await calibrate(page, words, words.terms.devices.cameras)
    await tap(page, cameras.face, 4)
    await press(page, next)
    await press(page, cameras.without)
  },
}

/** Pictures of the service page's views whose name `service-…` is wanted, in both languages; says what is cut off or small. */
export const takeServiceShots = async (
  browser: Browser,
  {
    origin,
    folder,
    sizes,
    wanted,
  }: {
    origin: string
    folder: string
    sizes: Readonly<Record<string, { width: number; height: number }>>
    wanted: (name: string) => boolean
  },
) => {
  const views = Object.entries(serviceViews).filter(([name]) => wanted(`service-${name}`))
  for (const [language, locale] of [
    ['zh', 'zh-CN'],
    ['en', 'en-GB'],
  ] as const)
    for (const [size, viewport] of Object.entries(sizes))
      for (const [name, steps] of views) {
        const context = await browser.newContext({ viewport, locale, permissions: ['camera'] })
        const page = await context.newPage()
        page.on('pageerror', (error) => console.log(`service-${name} ${language} ${size}: ${error.message}`))
        await page.goto(`${origin}/booth/service/`)
        await page.getByRole('listitem').first().waitFor()
        await steps({ page, words: text[language] })
        await page.waitForTimeout(400)
        await page.screenshot({ path: `${folder}/service-${name}.${language}.${size}.png`, fullPage: true })
        const over = await page.evaluate(() => {
          const all = (root: Document | ShadowRoot): Element[] =>
            [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
          const small = all(document).filter(
            (each) =>
              [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
              each.checkVisibility() &&
              Number.parseFloat(getComputedStyle(each).fontSize) < 27.9,
          )
          const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
          return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight, small: small.length }
        })
        if (over.across > 1 || over.down > 1 || over.small > 0) console.log(`service-${name} ${language} ${size}: ${JSON.stringify(over)}`)
        await context.close()
      }
}
