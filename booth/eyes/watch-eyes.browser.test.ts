import { afterEach, expect, test } from 'vitest'
import photograph from '../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url'
import { type EyesSeen, watchEyes } from './watch-eyes.ts'

const ended: (() => void)[] = []
afterEach(() => ended.splice(0).forEach((end) => end()))

/** A face of a photograph that its author published, and the middle between its eyes in it; they are 93 px apart. */
const FACE = { x: 676, y: 434, part: [490, 240, 380, 400] } as const

/** A camera that sees the face so many times as large as it is in the photograph; 0: an empty seat. */
const camera = async () => {
  const picture = await createImageBitmap(await (await fetch(photograph)).blob())
  const screen = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
  const pen = screen.getContext('2d')
  const show = (scale: number) => {
    if (!pen) return
    pen.resetTransform()
    pen.fillStyle = '#b9bcbd'
    pen.fillRect(0, 0, 1280, 720)
    pen.setTransform(scale, 0, 0, scale, 640 - FACE.x * scale, 360 - FACE.y * scale)
    if (scale > 0) pen.drawImage(picture, ...FACE.part, ...FACE.part)
  }
  let scale = 1
  const timer = setInterval(() => show(scale), 40)
  const video = Object.assign(document.createElement('video'), { muted: true, srcObject: screen.captureStream(25) })
  ended.push(() => clearInterval(timer))
  const turnTo = (to: number) => {
    scale = to
  }
  return { video, turnTo }
}

test('who comes nearer has eyes further apart, by as much, and an empty seat has none', async () => {
  const { video, turnTo } = await camera()
  await video.play()
  const over = new AbortController()
  const found = new Map<number, number>()
  let [looked, scale] = [0, 1]
  await watchEyes(video, over.signal, ({ spanPx, covered }) => {
    // The first pictures after a change may be of before it.
    looked += 1
    if (scale === 0 && spanPx === null) over.abort()
    if (looked < 3 || spanPx === null) return
    expect(covered).toBe('none')
    found.set(scale, spanPx)
    scale = scale === 1 ? 1.2 : 0
    looked = 0
    turnTo(scale)
  })
  expect((found.get(1.2) ?? 0) / (found.get(1) ?? 1)).toBeCloseTo(1.2, 1)
  expect(Math.abs((found.get(1) ?? 0) / 93 - 1)).toBeLessThan(0.1)
})

test('whoever stops watching before the model is there hears nothing of it', async () => {
  const { video } = await camera()
  const over = new AbortController()
  const seen: EyesSeen[] = []
  const watched = watchEyes(video, over.signal, (eyes) => seen.push(eyes))
  over.abort()
  await watched
  expect(seen).toEqual([])
})
