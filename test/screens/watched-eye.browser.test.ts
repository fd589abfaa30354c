import { afterEach, expect, it, vi } from 'vitest'
import { replay } from '#measure/index.ts'
import { text } from '#words/index.ts'
import { ATTEMPT, watchedBooth } from './watched-booth.ts'

// One eye from the mark to the last E: the booth's page, the agent's part of it, and a camera in which the driver's eyes are so far apart
// as the test says.

const camera = vi.hoisted(() => ({ spanPx: 90 }))
vi.mock('../../booth/eyes/watch-eyes.ts', () => ({
  async watchEyes(video: HTMLVideoElement, signal: AbortSignal, seen: (eyes: object) => void) {
    if (video.videoWidth === 0) throw new Error('no picture')
    const timer = setInterval(() => seen({ at: performance.now(), spanPx: camera.spanPx, covered: 'left', by: 'hand' }), 20)
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    clearInterval(timer)
  },
}))

afterEach(() => document.body.replaceChildren())

/** Pixels between the driver's eyes at so many mm from a camera before which they were 90 px apart at 700. */
const spanAt = (mm: number) => (90 * 700) / mm

it('a driver sits at the mark, leans in once, is told to sit back, and reaches the limit by what was seen from the mark', async () => {
  const { booth: words } = text.en.procedures.acuity
  const page = watchedBooth({ madeUp: true })
  expect(page.stage()?.scene.scene).toBe('mark')
  await page.press(words.ready)
  await vi.waitUntil(() => page.reads().includes(words.holding), { timeout: 30_000 })
  let told = 0
  for (let index = 1; ; index += 1) {
    const over = page.log.then(() => 'over' as const)
    const next = vi.waitUntil(() => page.stage()?.index === index && page.isShown(index) && 'shown', { timeout: 60_000 })
    // The fifth is answered from 10 cm nearer: 4 % of 2.5 m.
    if (index === 5) camera.spanPx = spanAt(600)
    if (index === 6) {
      await vi.waitUntil(() => page.reads().includes(words.seat.back), { timeout: 30_000 })
      expect(page.isShown(6)).toBe(false)
      told += 1
      camera.spanPx = spanAt(700)
    }
    if ((await Promise.race([over, next])) === 'over') break
    await vi.waitUntil(() => page.looked(index) >= 4, { timeout: 30_000 })
    const scene = page.stage()?.scene
    if (scene?.scene === 'optotype') await page.press(words.directions[scene.direction])
  }
  const trials = await page.log
  expect(told).toBe(1)
  expect(trials[5]).toHaveProperty('away', expect.closeTo(-0.04, 6))
  expect(trials[0]).toMatchObject({ answer: { spanPx: 90, hint: { covered: 'left', by: 'hand' } } })
  expect(replay(ATTEMPT.setup, ATTEMPT.seed, trials, { hurried: true })).toMatchObject({
    ok: true,
    score: { reached: 4.9, distance: { found: true, uncounted: 1, unseen: 0 } },
  })
})
