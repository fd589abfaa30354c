import { expect, test } from 'vitest'
import type { Touch } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import './hearing.ts'

const ATTEMPT = '00000000-0000-4000-8000-000000000001'
const scene: Extract<Scene, { scene: 'sound' }> = { scene: 'sound', first: false, headphones: false, side: 'left', gapMs: 100, gain: 0.01 }

test('while a sound stands there the page tells how loud it is, and no more once it has left', async ({ onTestFinished }) => {
  const touches: Touch[] = []
  const element = document.createElement('rf-hearing')
  onTestFinished(() => element.remove())
  Object.assign(element, {
    booth: { touch: async (touch: Touch) => touches.push(touch) > 0 },
    inputs: ['keypad', 'touch'],
    stage: { attempt: ATTEMPT, station: 'hearing', index: 4, progress: 0.2, scene },
    scene,
    language: 'zh',
  })
  document.body.append(element)
  const noises = () => touches.flatMap((touch) => (touch.touch === 'noise' ? [touch] : []))
  await expect.poll(() => noises().length).toBeGreaterThanOrEqual(2)
  expect(touches[0]).toEqual({ touch: 'shown', attempt: ATTEMPT, index: 4 })
  for (const noise of noises()) {
    expect(noise).toMatchObject({ attempt: ATTEMPT, index: 4, dbfs: expect.any(Number) })
    expect(noise.dbfs).toBeLessThan(0)
  }
  element.remove()
  const told = touches.length
  // As long as two more would have taken.
  await new Promise((later) => setTimeout(later, 700))
  expect(touches).toHaveLength(told)
})
