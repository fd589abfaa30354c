import type { Page } from 'playwright-core'

declare global {
  interface Window {
    cameFrames?: number[]
  }
}

/** How often it's looked whether a frame has come, ms: what is measured is this coarse. */
const LOOK_MS = 25

/** Notes in a page, from now on, when a frame of the other's picture came, on the clock of this machine. */
export const noteFrames = (page: Page): Promise<void> =>
  page.evaluate((lookMs) => {
    const deep = (root: ParentNode): HTMLVideoElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLVideoElement ? [element] : []),
        ...(element.shadowRoot ? deep(element.shadowRoot) : []),
      ])
    const frames: number[] = []
    window.cameFrames = frames
    let video: HTMLVideoElement | undefined
    let before = -1
    setInterval(() => {
      // One's own picture is muted; the first of the others is the person.
      if (!video?.isConnected) video = deep(document).find(({ muted }) => !muted)
      const now = video?.getVideoPlaybackQuality().totalVideoFrames ?? -1
      if (now !== before) frames.push(Date.now())
      before = now
    }, lookMs)
  }, LOOK_MS)

const framesOf = (page: Page): Promise<number[]> => page.evaluate(() => window.cameFrames ?? [])

/** A picture moves when this many frames come one after the other without a longer wait, ms: one alone, or two, had been on their way. */
const MOVES = { frames: 5, ms: 400 } as const

/** How long after `from` the picture moved again, ms; null: not within `waitMs`. While it doesn't, `act` is what whoever looks at it does about it. */
export const movesAfter = async (page: Page, from: number, waitMs: number, act?: () => Promise<void>): Promise<number | null> => {
  for (;;) {
    await act?.()
    const after = (await framesOf(page)).filter((at) => at >= from)
    const follows = (at: number) => (after[at + 1] ?? Number.POSITIVE_INFINITY) - (after[at] ?? 0) <= MOVES.ms
    const first = after.findIndex((_, at) => Array.from({ length: MOVES.frames - 1 }, (__, next) => at + next).every(follows))
    if (first >= 0) return (after[first] ?? from) - from
    if (Date.now() > from + waitMs) return null
    await new Promise((next) => setTimeout(next, 100))
  }
}

/** The longest time without a frame between two moments, ms. */
export const longestStill = async (page: Page, from: number, to: number): Promise<number> => {
  const within = (await framesOf(page)).filter((at) => at > from && at < to)
  const moments = [from, ...within, to]
  return Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at)))
}
