import { afterEach, expect, it, vi } from 'vitest'
import { replay } from '#measure/index.ts'
import type { BoothView, Stage, Touch } from '#protocol/booth.ts'
import type { Attempt } from '#protocol/measurement.ts'
import { refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { BoothApp } from '../../booth/booth-app.ts'
import { type DoorLink, openBooth } from '../../booth/store.ts'
import type { PageSign } from '../../devices/attempt/ask/place.ts'
import { runAttempt } from '../../devices/attempt/run.ts'
import { idOf } from '../made-up/ids.ts'
import { boothViews } from './booth-views.ts'

// One eye from the mark to the last E: the booth's page, the agent's part of it, and a camera in which the driver's eyes are so far apart
// as the test says.

const camera = vi.hoisted(() => ({ spanPx: 90 }))
vi.mock('../../booth/eyes/watch-eyes.ts', () => ({
  async watchEyes(video: HTMLVideoElement, signal: AbortSignal, seen: (eyes: object) => void) {
    if (video.videoWidth === 0) throw new Error('no picture')
    const timer = setInterval(() => seen({ at: performance.now(), spanPx: camera.spanPx, covered: 'left', by: 'hand', glasses: null }), 20)
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    clearInterval(timer)
  },
}))

afterEach(() => document.body.replaceChildren())

/** Pixels between the driver's eyes at so many mm from a camera before which they were 90 px apart at 700. */
const spanAt = (mm: number) => (90 * 700) / mm

const ATTEMPT: Attempt = {
  id: '00000000-0000-4000-8000-0000000000aa',
  check: idOf(1),
  station: 'acuity-right',
  number: 1,
  seed: '000102030405060708090a0b0c0d0e0f',
  setup: {
    procedure: 'acuity',
    version: 2,
    method: 'limits',
    eye: 'right',
    limits: [4.9],
    glasses: false,
    screen: { pitchMm: 0.1554, pathMm: 2500, mirrors: 0 },
    distance: { cameraMm: 700, mostOff: 0.03 },
  },
  calibrations: [],
}

/** The page, and the agent that runs this attempt on it. */
const booth = () => {
  const signs = new Set<(sign: PageSign, at: number) => void>()
  const touches: Touch[] = []
  let stage: Stage | null = null
  let push: (view: BoothView) => void = () => {}
  const link = {
    async ask(message: string, touch: Touch) {
      if (message !== 'page:touch') return refuse('media-unavailable')
      touches.push(touch)
      if (!('index' in touch) || touch.index !== stage?.index) return refuse('station-not-running')
      const { touch: sign, attempt: _, index: __, ...rest } = touch
      for (const take of signs) take({ sign, ...rest } as PageSign, performance.now())
      return { done: true }
    },
    on(message: string, take: typeof push) {
      if (message === 'booth:view') push = take
      return () => {}
    },
    watch(take: (state: string, refusal: null) => void) {
      take('connected', null)
      return () => {}
    },
  }
  document.body.append(new BoothApp(openBooth(link as unknown as DoorLink)))
  const log = runAttempt({
    attempt: ATTEMPT,
    speakers: null,
    journal: { before: [], keep() {} },
    screen: {
      onPage: (take) => (signs.add(take), () => void signs.delete(take)),
      show(scene, index, progress) {
        stage = { attempt: ATTEMPT.id, station: ATTEMPT.station, index, progress, scene }
        const view = boothViews['acuity']
        if (view) push({ ...view, madeUpCamera: true, language: 'en', stage })
      },
    },
    senses: { onKey: () => () => {}, onDistance: () => () => {}, onForce: () => () => {} },
    camera: { ask() {}, keep: () => '' },
    time: { clock: () => performance.now(), pace: 0.05, patience: 1 },
    onlooker: { value() {}, grown() {} },
    signal: new AbortController().signal,
  })
  const all = (root: ParentNode = document): Element[] =>
    [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
  const button = (name: string) =>
    all().find(
      (each): each is HTMLButtonElement =>
        // What its key is called may stand before its words.
        each instanceof HTMLButtonElement && (each.getAttribute('aria-label') ?? each.textContent.trim()).endsWith(name) && !each.disabled,
    )
  return {
    log,
    stage: () => stage,
    reads: () => all().flatMap((each) => (each.matches('h1') ? [each.textContent.trim()] : [])),
    press: async (name: string) => (await vi.waitUntil(() => button(name), { timeout: 30_000 })).click(),
    /** Pictures that were told of a trial since it stood there. */
    looked: (index: number) =>
      touches
        .slice(touches.findIndex((each) => each.touch === 'shown' && each.index === index))
        .filter((each) => each.touch === 'eyes' && each.index === index).length,
    isShown: (index: number) => touches.some((each) => each.touch === 'shown' && each.index === index),
  }
}

it('a driver sits at the mark, leans in once, is told to sit back, and reaches the limit by what was seen from the mark', async () => {
  const { booth: words } = text.en.procedures.acuity
  const page = booth()
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
  expect(trials[0]).toMatchObject({ answer: { spanPx: 90, hint: { covered: 'left', by: 'hand', glasses: null } } })
  expect(replay(ATTEMPT.setup, ATTEMPT.seed, trials, { hurried: true })).toMatchObject({
    ok: true,
    score: { reached: 4.9, distance: { found: true, uncounted: 1, unseen: 0 } },
  })
})
