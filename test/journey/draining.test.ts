import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { text } from '#words/index.ts'
import {
  boothWords,
  declareAtBooth,
  handsAt,
  mediaOf,
  openBrowser,
  openContext,
  press,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  words,
} from './people.ts'
import { type Product, startProduct } from './product.ts'

// An update in the middle of a call: the server is told to end, does so when the doctor is done, and another one takes its place.

let browser: Browser
let product: Product
const contexts: BrowserContext[] = []
const pageIn = async (viewport: { width: number; height: number }): Promise<Page> => {
  const context = await openContext(browser, viewport)
  contexts.push(context)
  return context.newPage()
}
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
})
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${product.recent()}\n`)
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await product?.close()
})

/** Frames come and voices are live on both sides, from now on. */
const call = async (...pages: Page[]): Promise<void> => {
  const before = await Promise.all(pages.map(mediaOf))
  await until(
    'both sides see and hear each other',
    async () => {
      const now = await Promise.all(pages.map(mediaOf))
      // Who is called again counts from the beginning again.
      return now.every(({ frames, audio }, at) => audio && frames > 10 && frames !== before[at]?.frames)
    },
    120_000,
  )
}

/** A doctor whose list came before the driver was taken claims the first in it. */
const claimAsListed = (page: Page) =>
  page.evaluate(async () => {
    const queue = document.querySelector('rf-clinician')?.shadowRoot?.querySelector('rf-queue')
    const { desk, work } = Object(queue)
    await work.claim(desk.queue.entries[0])
  })

/** Is a page still the one that was opened, and not loaded again since? */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { opened: true }))
const isMarked = (page: Page) => page.evaluate(() => Reflect.get(window, 'opened') === true)

test('a server that is to be updated keeps its call, takes no other driver and ends when the doctor is done; both pages go on with the next one', async () => {
  const booth = await pageIn({ width: 1080, height: 1920 })
  const eyes = watchBooth(booth)
  const doctor = await pageIn({ width: 1440, height: 900 })
  const other = await pageIn({ width: 1440, height: 900 })
  const hands = await handsAt(product)
  await signInAt(doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await signInAt(other, `${product.origin}/clinician/`, 'wang', 'roadfit-demo')
  await booth.goto(product.boothUrl())
  await until('the booth waits for a card', () => eyes.view()?.link === 'connected')
  await hands.do({ hand: 'card', driver: 'zhang-san' })
  await declareAtBooth(booth)
  await takePhotoAtBooth(booth)
  const claim = doctor.getByRole('button', { name: `${words.queue.claim} 张三` })
  await claim.click()
  await call(booth, doctor)
  for (const page of [booth, doctor]) await mark(page)

  const ended = product.server.kill('SIGUSR2')
  const health = () => fetch(`${product.origin}/readyz`)
  await until('it says that it drains', async () => (await health()).status === 503)
  expect(await (await health()).json()).toMatchObject({ ready: false, draining: true, database: true, media: true })
  // Said before anybody tries, and again to whoever does.
  const closed = other.getByText(text.zh.refusals['server-draining'])
  await closed.waitFor()
  await claimAsListed(other)
  await closed.nth(1).waitFor()
  await call(booth, doctor)
  expect(product.server.running).toBe(true)

  await press(doctor, words.exam.release)
  await doctor.locator('rf-dialog').getByRole('button', { name: words.exam.releaseYes, exact: true }).click()
  expect(await ended).toBe(0)
  await booth.getByText(boothWords.down.connecting).waitFor()
  await doctor.getByText(text.zh.attended.line.connecting).waitFor()

  await product.server.start()
  // The next server takes drivers: what was said of the one before is gone, except for the answer to the try.
  await expect.poll(() => closed.count()).toBe(1)
  await until('the booth has found the next one', () => eyes.view()?.link === 'connected')
  await claim.click({ timeout: 60_000 })
  await call(booth, doctor)
  for (const page of [booth, doctor]) expect(await isMarked(page)).toBe(true)
  hands.close()
})
