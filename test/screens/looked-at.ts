import { createRequire } from 'node:module'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
declare global {
  interface Window {
    axe: typeof axe
  }
}

/** What axe finds wrong with a page as it stands, one line a rule with the places. */
export const barriersOn = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE })
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`)
  })
}

/**
 * What is cut off or has to be scrolled to: places whose content is larger than they are, in CSS px, and things outside of the window.
 * `sideways`: a page that may be scrolled down is looked at across only.
 */
export const cutOffOn = (page: Page, { sideways = false } = {}): Promise<string[]> =>
  page.evaluate((acrossOnly) => {
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
    const nameOf = (each: Element) => [each.localName, ...each.classList].join('.')
    const { innerWidth, innerHeight } = window
    return all(document).flatMap((each) => {
      if (!(each instanceof HTMLElement) || each instanceof HTMLVideoElement || !each.checkVisibility()) return []
      const { display, overflowX } = getComputedStyle(each)
      const box = each.getBoundingClientRect()
      if (display.startsWith('inline') && !(each instanceof HTMLButtonElement)) return []
      if (box.width <= 1 || box.height <= 1) return []
      const clips = overflowX !== 'visible' || each === document.documentElement || each instanceof HTMLButtonElement
      const across = clips ? each.scrollWidth - each.clientWidth : 0
      const down = clips && !acrossOnly ? each.scrollHeight - each.clientHeight : 0
      const right = Math.round(box.right - innerWidth)
      const below = acrossOnly ? 0 : Math.round(box.bottom - innerHeight)
      const wrong = Object.entries({ across, down, right, below }).filter(([, px]) => px > 1)
      return wrong.length > 0 ? [`${nameOf(each)} ${wrong.map(([way, px]) => `${way} ${px} px`).join(', ')}`] : []
    })
  }, sideways)
