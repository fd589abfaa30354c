import { afterEach, expect, test, vi } from 'vitest'
import type { Stage, Touch } from '#protocol/booth.ts'
import { type Watch, Watching } from './watching.ts'

afterEach(() => document.body.replaceChildren())

const stage = (index: number, attempt = '00000000-0000-4000-8000-0000000000aa'): Stage => ({
  attempt,
  station: 'acuity-right',
  index,
  progress: 0.3,
  scene: { scene: 'optotype', eye: 'right', direction: 'up', strokePx: 20, inverted: false, practice: false, watched: true },
})
const HINT = { covered: 'left', by: 'hand' } as const
const eyes = (spanPx: number | null) => ({ spanPx, ...HINT })

/** The element with a made-up camera, and what it tells the agent. */
const placed = (watch: Watch) => {
  const touches: Touch[] = []
  const booth = { touch: async (touch: Touch) => (touches.push(touch), true) }
  const element = Object.assign(new Watching(), { booth, stage: stage(3), madeUp: true, watch })
  document.body.append(element)
  return { element, touches }
}

test('each picture is told of the trial that stands there, until the attempt is over', async () => {
  let say: (seen: ReturnType<typeof eyes>) => void = () => {}
  let ended = false
  const { element, touches } = placed(async (video, signal, seen) => {
    expect(video.videoWidth).toBeGreaterThan(0)
    say = seen
    signal.addEventListener('abort', () => (ended = true))
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  })
  await vi.waitFor(() => {
    say(eyes(90.5))
    expect(touches).toContainEqual({ touch: 'eyes', attempt: stage(3).attempt, index: 3, spanPx: 90.5, hint: HINT })
  })
  element.stage = stage(4)
  say(eyes(null))
  expect(touches.at(-1)).toEqual({ touch: 'eyes', attempt: stage(4).attempt, index: 4, spanPx: null, hint: HINT })
  element.remove()
  await vi.waitFor(() => expect(ended).toBe(true))
  const told = touches.length
  say(eyes(90))
  expect(touches).toHaveLength(told)
})

test('a page on which no model runs says that it can’t look', async () => {
  const { touches } = placed(() => Promise.reject(new Error('no model')))
  await vi.waitFor(() => expect(touches).toContainEqual({ touch: 'eyes', attempt: stage(3).attempt, index: 3, spanPx: null, blind: true }))
})
