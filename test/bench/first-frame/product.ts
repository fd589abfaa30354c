import type { Browser, Page } from 'playwright-core'
import { declareAtBooth, handsAt, signInAt, takePhotoAtBooth, until, watchBooth, words } from '../../journey/people.ts'
import { startProduct } from '../../journey/product.ts'
import type { Side } from './side.ts'
import { noteSteps, type Steps, stepsOf } from './steps.ts'

/** Notes in the page when the doctor claims and when the first frame of the booth's camera has been decoded after it. */
const timeFirstFrame = (page: Page, claim: string) =>
  page.evaluate((claim) => {
    const within = (root: ParentNode | null | undefined, path: readonly string[]): Element | null => {
      const [first, ...rest] = path
      const found = first ? (root?.querySelector(first) ?? null) : null
      return rest.length === 0 ? found : within(found?.shadowRoot, rest)
    }
    const picture = ['rf-clinician', 'rf-picture', 'rf-video-tile.big', 'video']
    delete document.body.dataset['firstFrame']
    const look = (began: number) => {
      const video = within(document, picture)
      if (!(video instanceof HTMLVideoElement)) return void requestAnimationFrame(() => look(began))
      video.requestVideoFrameCallback((now) => {
        document.body.dataset['firstFrame'] = String(now - began)
      })
    }
    const clicked = (event: MouseEvent) => {
      if (!event.composedPath().some((at) => at instanceof HTMLElement && at.ariaLabel === claim)) return
      window.removeEventListener('click', clicked, true)
      document.body.dataset['clicked'] = String(performance.now())
      look(performance.now())
    }
    window.addEventListener('click', clicked, true)
  }, claim)

/** The product in its own processes: a driver in the queue by way of booth and agent, and a console that looks at the queue. */
export const openProduct = async (browser: Browser): Promise<Side & { steps(): Promise<Steps> }> => {
  const product = await startProduct({ pace: 1 })
  const contexts: Awaited<ReturnType<Browser['newContext']>>[] = []
  const pageIn = async (viewport: { width: number; height: number }) => {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', permissions: ['camera', 'microphone'] })
    contexts.push(context)
    return context.newPage()
  }
  const booth = await pageIn({ width: 1080, height: 1920 })
  const console = await pageIn({ width: 1920, height: 1080 })
  const eyes = watchBooth(booth)
  await noteSteps(console)
  const hands = await handsAt(product)
  await signInAt(console, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await booth.goto(product.boothUrl())
  await until(
    'the booth waits for a card',
    () => eyes.view()?.link === 'connected' && eyes.view()?.devices.every(({ state }) => state === 'alive'),
  )
  await hands.do({ hand: 'card', driver: 'zhang-san' })
  await declareAtBooth(booth)
  await takePhotoAtBooth(booth)
  await until('the driver stands in the queue', () => eyes.view()?.check?.queue)
  const claim = `${words.queue.claim} 张三`
  const button = console.getByRole('button', { name: claim, exact: true })

  return {
    async claim() {
      await button.waitFor()
      await stepsOf(console, 0)
      await timeFirstFrame(console, claim)
      await button.click()
      await console.waitForSelector('body[data-first-frame]', { timeout: 30_000 })
      return Number(await console.getAttribute('body', 'data-first-frame'))
    },
    steps: async () => stepsOf(console, Number(await console.getAttribute('body', 'data-clicked'))),
    async release() {
      // Asked, and said yes to.
      await console.locator('rf-exam .acts button.danger').click()
      await console.locator('rf-exam rf-dialog button.danger').click()
      await button.waitFor()
      await until('the booth waits again', () => eyes.view()?.check?.lease === null)
    },
    async close() {
      for (const context of contexts) await context.close()
      hands.close()
      await product.close()
    },
  }
}
