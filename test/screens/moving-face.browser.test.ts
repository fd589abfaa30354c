import { afterEach, expect, it, vi } from 'vitest'
import { text } from '#words/index.ts'
import photograph from '../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url'
import { watchedBooth } from './watched-booth.ts'

// The booth's page with the model that it ships, before a camera that sees a photographed face come nearer and go back. Nothing of the page is
// put in another's place but the browser's camera.

const ended: (() => void)[] = []
afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
  ended.splice(0).forEach((end) => end())
})

/** A face of a photograph that its author published, and the middle between its eyes in it. */
const FACE = { x: 676, y: 434, part: [490, 240, 380, 400] } as const

/** The browser's camera from now on: the face, as large as from so many mm where it is as large as in the photograph from 700. */
const facing = async () => {
  const picture = await createImageBitmap(await (await fetch(photograph)).blob())
  const screen = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
  const pen = screen.getContext('2d')
  let mm = 700
  const paint = () => {
    if (!pen) return
    const scale = 700 / mm
    pen.resetTransform()
    pen.fillStyle = '#b9bcbd'
    pen.fillRect(0, 0, 1280, 720)
    pen.setTransform(scale, 0, 0, scale, 640 - FACE.x * scale, 360 - FACE.y * scale)
    pen.drawImage(picture, ...FACE.part, ...FACE.part)
  }
  paint()
  const timer = setInterval(paint, 40)
  ended.push(() => clearInterval(timer))
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async ({ video } = {}) =>
    video ? screen.captureStream(25) : Promise.reject(new DOMException('', 'NotFoundError')),
  )
  return (to: number) => {
    mm = to
  }
}

it('a face that comes 10 cm nearer is told to sit back by the model’s own word, and the test goes on when it has', async () => {
  const { booth: words } = text.en.procedures.acuity
  const moveTo = await facing()
  const over = new AbortController()
  const page = watchedBooth({ madeUp: false, signal: over.signal })
  const ended = page.log.catch(() => {})
  await page.press(words.ready)
  const patient = { timeout: 60_000 }
  await vi.waitUntil(() => page.isShown(1), patient)
  await vi.waitUntil(() => page.looked(1) >= 3, patient)
  moveTo(600)
  await vi.waitUntil(() => page.looked(1) >= 7, patient)
  const scene = page.stage()?.scene
  if (scene?.scene !== 'optotype') throw new Error('no E')
  await page.press(words.directions[scene.direction])
  await vi.waitUntil(() => page.reads().includes(words.seat.back), patient)
  expect(page.isShown(2)).toBe(false)
  moveTo(700)
  await vi.waitUntil(() => page.isShown(2), patient)
  expect(page.reads()).not.toContain(words.seat.back)
  over.abort(new Error('seen'))
  await ended
})
