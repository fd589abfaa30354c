import type { Chance } from '../validity/chance.ts'
import { CAMERA } from './head.ts'

/** Pictures as the camera gives them: nearer or further, tilted, moved, blurred, dim, noisy. */

export type Spot = readonly [x: number, y: number]
/** What is drawn before an eye: with so many px a millimetre, its middle there. */
export type DrawnCover = { by: 'hand' | 'paddle'; at: Spot; outward: 1 | -1; tiltDeg: number; pxPerMm: number; colour: readonly number[] }
/** A face in some picture: where it is, and the middle between its eyes. */
export type Source = { image: CanvasImageSource; part: readonly [x: number, y: number, width: number, height: number]; eyes: Spot }
export type Shot = { scale: number; tiltDeg: number; moved: Spot; blurPx: number; light: number; noise: number }

const RADIAN = Math.PI / 180
const shaded = (colour: readonly number[], light: number) => `rgb(${colour.map((value) => value * light).join(' ')})`

type Pen = OffscreenCanvasRenderingContext2D
const line = (pen: Pen, colour: string, width: number, from: Spot, to: Spot) => {
  Object.assign(pen, { strokeStyle: colour, lineWidth: width, lineCap: 'round' })
  pen.beginPath()
  pen.moveTo(...from)
  pen.lineTo(...to)
  pen.stroke()
}
const oval = (pen: Pen, colour: readonly number[], at: Spot, wide: number, high: number) => {
  const fill = pen.createRadialGradient(at[0] - 9, at[1] - 10, 4, ...at, Math.max(wide, high) * 1.3)
  fill.addColorStop(0, shaded(colour, 1.08))
  fill.addColorStop(1, shaded(colour, 0.86))
  pen.fillStyle = fill
  pen.beginPath()
  pen.ellipse(...at, wide, high, 0, 0, 2 * Math.PI)
  pen.fill()
}

/** A paddle of 66 mm, or a hand with its arm, held from below and from outside; sizes in mm. */
const drawCover = (pen: Pen, { by, at, outward, tiltDeg, pxPerMm, colour }: DrawnCover) => {
  pen.translate(...at)
  pen.scale(pxPerMm * outward, pxPerMm)
  pen.rotate(-tiltDeg * RADIAN)
  if (by === 'paddle') {
    line(pen, shaded(colour, 0.9), 12, [0, 30], [0, 150])
    oval(pen, colour, [0, 0], 33, 33)
    return
  }
  line(pen, shaded(colour, 0.97), 54, [0, 60], [8, 240])
  oval(pen, colour, [0, 22], 40, 46)
  for (const finger of [-1.5, -0.5, 0.5, 1.5])
    for (const [width, light] of [
      [17.5, 0.72],
      [16, 1],
    ] as const)
      line(pen, shaded(colour, light), width, [finger * 18, -8], [finger * 17, 9 * Math.abs(finger) - 74])
  line(pen, shaded(colour, 0.95), 18, [-34, 28], [-50, -6])
}

/** The picture of a face `scale` times as large as in its source, about the middle of the camera's. Noise is so many of 255, by a bell. */
export const shoot = (source: Source, cover: DrawnCover | null, shot: Shot, random: Chance): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(CAMERA.width, CAMERA.height)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('this browser draws nothing off the screen')
  pen.fillStyle = '#b9bcbd'
  pen.fillRect(0, 0, CAMERA.width, CAMERA.height)
  Object.assign(pen, { imageSmoothingQuality: 'high', filter: `blur(${shot.blurPx}px)` })
  pen.translate(CAMERA.width / 2 + shot.moved[0], CAMERA.height / 2 + shot.moved[1])
  pen.rotate(shot.tiltDeg * RADIAN)
  pen.scale(shot.scale, shot.scale)
  pen.translate(-source.eyes[0], -source.eyes[1])
  pen.drawImage(source.image, ...source.part, ...source.part)
  if (cover) drawCover(pen, cover)
  const pixels = pen.getImageData(0, 0, CAMERA.width, CAMERA.height)
  const { data } = pixels
  const grain = Float32Array.from({ length: 4096 }, () => shot.noise * random.normal())
  for (let at = 0; at < data.length; at += 4) {
    const noise = grain[random.below(grain.length)] ?? 0
    for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (data[at + channel] ?? 0) * shot.light + noise
  }
  pen.putImageData(pixels, 0, 0)
  return canvas
}
