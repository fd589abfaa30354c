import { afterEach, expect, test, vi } from 'vitest'
import type { Stage, Touch } from '#protocol/booth.ts'
import { text } from '../text.ts'
import { MarkScene, Seat } from './mark.ts'

afterEach(() => document.body.replaceChildren())

const stage: Stage = {
  attempt: '00000000-0000-4000-8000-0000000000aa',
  station: 'acuity-left',
  index: 0,
  progress: 0,
  scene: { scene: 'mark', eye: 'left' },
}
const said = (element: Element) => element.shadowRoot?.querySelector('h1')?.textContent

test('the driver says that they sit at the mark before the camera is asked, and is asked to hold still then', async () => {
  const touches: Touch[] = []
  const booth = { touch: async (touch: Touch) => (touches.push(touch), true) }
  const element = Object.assign(new MarkScene(), { booth, inputs: ['keypad', 'touch'], stage, scene: stage.scene, language: 'en' })
  document.body.append(element)
  await element.updateComplete
  const { booth: words } = text.en.procedures.acuity
  expect(said(element)).toBe(words.cover.right)
  // By keypad "OK" begins what waits.
  expect(element.hasAttribute('data-waits')).toBe(true)
  expect(touches).toEqual([])
  element.renderRoot.querySelector<HTMLButtonElement>('button.primary')?.click()
  await vi.waitFor(() => expect(touches).toEqual([{ touch: 'shown', attempt: stage.attempt, index: 0 }]))
  expect(said(element)).toBe(words.holding)
})

test.each(['back', 'nearer', 'still'] as const)('“%s” is said in words and by a drawing, and nothing is to be pressed', async (move) => {
  const element = Object.assign(new Seat(), { scene: { scene: 'seat', eye: 'left', move }, language: 'zh' })
  document.body.append(element)
  await element.updateComplete
  const words = text.zh.procedures.acuity.booth
  expect(said(element)).toBe(words.seat[move])
  expect(element.renderRoot.querySelector('svg')?.getAttribute('aria-label')).toBe(words.seat[move])
  expect(element.renderRoot.querySelector('button')).toBeNull()
})
