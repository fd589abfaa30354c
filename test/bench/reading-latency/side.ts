import type { Page } from 'playwright-core'

/** One of the two chains that are compared. */
export type Side = {
  /** How a distance, mm, stands in the page. */
  shown(mm: number): string
  /** Writes the sensor's bytes on the terminal. */
  write(mm: number): void
  /** When each text stood in the page, ms on this process's clock. */
  seen(): Promise<Map<string, number>>
  close(): Promise<void>
}

/** Where this process's clock stands, ms. */
export const now = () => performance.timeOrigin + performance.now()

declare global {
  interface Window {
    seen?: [string, number][]
  }
}

/**
 * Notes in a page when each number stood there for the first time: under the shadow roots of `path`, in the text of `selector`. The two
 * clocks are compared first, by the quickest of some questions.
 */
export const seenOn = async (page: Page, path: readonly string[], selector: string): Promise<() => Promise<Map<string, number>>> => {
  const offsets: { took: number; offset: number }[] = []
  for (let round = 0; round < 20; round++) {
    const asked = now()
    const there = await page.evaluate(() => performance.timeOrigin + performance.now())
    const answered = now()
    offsets.push({ took: answered - asked, offset: there - (asked + answered) / 2 })
  }
  const [{ offset } = { offset: 0 }] = offsets.toSorted((a, b) => a.took - b.took)
  await page.evaluate(
    ([path, selector]) => {
      const seen: [string, number][] = []
      window.seen = seen
      let root: ParentNode = document
      for (const step of path) root = root.querySelector(step)?.shadowRoot ?? root
      let last = ''
      const note = () => {
        const number = /\d+(?=\D*$)/.exec(root.querySelector(selector)?.textContent ?? '')?.[0]
        if (number === undefined || number === last) return
        last = number
        seen.push([number, performance.timeOrigin + performance.now()])
      }
      new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true })
    },
    [path, selector] as const,
  )
  return async () => new Map((await page.evaluate(() => window.seen ?? [])).map(([text, at]) => [text, at - offset]))
}
