import { afterEach, expect, test, vi } from 'vitest'
import { text } from '#words/index.ts'
import { Covering } from './covering.ts'

afterEach(() => document.body.replaceChildren())

/** A camera that shows one colour. */
const camera = (): MediaStreamTrack => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 320, height: 180 })
  const context = canvas.getContext('2d')
  let n = 0
  const timer = setInterval(() => {
    if (!context || !canvas.isConnected) return clearInterval(timer)
    context.fillStyle = `rgb(200 ${(n += 1) % 2} 40)`
    context.fillRect(0, 0, 320, 180)
  }, 40)
  document.body.append(canvas)
  const [track] = canvas.captureStream(25).getVideoTracks()
  if (!track) throw new Error('no track')
  return track
}
const placed = async (attempt: string, more: Partial<Covering> = {}) => {
  const element = Object.assign(new Covering(), { attempt, language: 'en', running: true, face: camera(), ...more })
  document.body.append(element)
  await element.updateComplete
  const root = element.renderRoot
  const plays = () => vi.waitFor(() => expect(root.querySelector('rf-video-tile')?.hasAttribute('data-playing')).toBe(true))
  return { element, plays, tile: () => root.querySelector('rf-video-tile'), still: () => root.querySelector('img') }
}

test('the face camera’s picture stands enlarged while an eye is tested, and what it showed at the first answer stays on the page', async () => {
  const { element, plays, tile, still } = await placed('one')
  await plays()
  expect(still()).toBeNull()
  element.marked = true
  await vi.waitFor(() => expect(still()?.src).toMatch(/^data:image\/jpeg/))
  const taken = still()?.src
  expect(still()?.alt).toBe(text.en.clinician.exam.coveringStill)
  element.running = false
  await element.updateComplete
  expect(tile()).toBeNull()
  expect(still()?.src).toBe(taken)
  // Another attempt shows none of it, and the same one later does.
  expect((await placed('two', { running: false })).still()).toBeNull()
  expect((await placed('one', { running: false })).still()?.src).toBe(taken)
})

test('a page that comes to a test on its way takes no picture for that of the beginning', async () => {
  const { plays, still, element } = await placed('three', { marked: true })
  await plays()
  element.requestUpdate()
  await element.updateComplete
  expect(still()).toBeNull()
})
