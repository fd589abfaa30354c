import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Where a served page finds axe: the browser keeps what it made of a script that has an address, and each page after the first has it at once. */
export const AXE_PATH = '/axe.js'
/** WCAG 2.2 up to level AA, and what those who made axe hold for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Every element of a page, those within other elements too. */
const EVERYTHING = `window.everything = (root = document) =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? window.everything(each.shadowRoot) : [])])`
declare global {
  interface Window {
    axe: typeof axe
    everything: (root?: Document | ShadowRoot) => Element[]
  }
}

/** Brings what looks at a page into it. */
const withEyes = async (page: Page): Promise<void> => {
  if (!(await page.evaluate(() => 'everything' in window))) await page.evaluate(EVERYTHING)
}

/** What axe finds wrong with a page as it stands, one line a rule with the places. */
export const barriersOn = async (page: Page): Promise<string[]> => {
  const served = page.url().startsWith('http')
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag(served ? { url: AXE_PATH } : { content: AXE })
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'], runOnly: rules, preload: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`)
  }, RULES)
}

/** Waits until every element is there, those too that are loaded when they are needed, and has drawn what it was told. */
export const settled = async (page: Page): Promise<void> => {
  await withEyes(page)
  await page.evaluate(async () => {
    const coming = window.everything().filter((each) => each.localName.includes('-') && !each.matches(':defined'))
    await Promise.all(coming.map(({ localName }) => customElements.whenDefined(localName)))
    // One that draws itself may tell others something new.
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const drawing = window.everything().filter((each) => 'isUpdatePending' in each && each.isUpdatePending)
      if (drawing.length === 0) break
      await Promise.all(drawing.map((each) => 'updateComplete' in each && each.updateComplete))
    }
    await new Promise((resolve) => requestAnimationFrame(resolve))
  })
}

/**
 * What is cut off or has to be scrolled to: places whose content is larger than they are, in CSS px, and things outside of the window.
 * `sideways`: a page that may be scrolled down is looked at across only.
 */
export const cutOffOn = async (page: Page, { sideways = false } = {}): Promise<string[]> => {
  await withEyes(page)
  return page.evaluate((acrossOnly) => {
    const nameOf = (each: Element) => [each.localName, ...each.classList].join('.')
    const { innerWidth, innerHeight } = window
    return window.everything().flatMap((each) => {
      if (!(each instanceof HTMLElement) || each instanceof HTMLVideoElement || !each.checkVisibility()) return []
      const { display, overflowX } = getComputedStyle(each)
      const box = each.getBoundingClientRect()
      if (display.startsWith('inline') && !(each instanceof HTMLButtonElement)) return []
      if (box.width <= 1 || box.height <= 1) return []
      const clips = overflowX !== 'visible' || each === document.documentElement || each instanceof HTMLButtonElement
      // Nobody reads the dots of a password: how wide they are is the type's.
      const across = clips && !each.matches('input[type=password]') ? each.scrollWidth - each.clientWidth : 0
      const down = clips && !acrossOnly ? each.scrollHeight - each.clientHeight : 0
      const right = Math.round(box.right - innerWidth)
      const below = acrossOnly ? 0 : Math.round(box.bottom - innerHeight)
      const wrong = Object.entries({ across, down, right, below }).filter(([, px]) => px > 1)
      return wrong.length > 0 ? [`${nameOf(each)} ${wrong.map(([way, px]) => `${way} ${px} px`).join(', ')}`] : []
    })
  }, sideways)
}

/** The product's own elements that stand on a page, and the dialogs that are open on it: the element that opens one, and its place there. */
export const shownOn = async (page: Page): Promise<string[]> => {
  await withEyes(page)
  return page.evaluate(() =>
    window.everything().flatMap((each) => {
      if (!each.localName.startsWith('rf-')) return []
      const root = each.getRootNode()
      if (each.localName !== 'rf-dialog' || !(root instanceof ShadowRoot)) return [each.localName]
      const place = [...root.querySelectorAll('rf-dialog')].indexOf(each) + 1
      return each.hasAttribute('open') ? ['rf-dialog', `dialog ${place} of ${root.host.localName}`] : ['rf-dialog']
    }),
  )
}

/** What still moves on a page that was told to keep still. */
export const movingOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map((each) => (each instanceof CSSAnimation ? each.animationName : 'an animation')),
  )
