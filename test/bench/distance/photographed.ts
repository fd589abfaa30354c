import one from '../../../node_modules/@vladmandic/face-api/demo/sample1.jpg?url'
import three from '../../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url'
import four from '../../../node_modules/@vladmandic/face-api/demo/sample4.jpg?url'
import five from '../../../node_modules/@vladmandic/face-api/demo/sample5.jpg?url'
import six from '../../../node_modules/@vladmandic/face-api/demo/sample6.jpg?url'
import type { Chance } from '../validity/chance.ts'
import type { Series } from './series.ts'
import { type DrawnCover, type Source, type Spot, shoot } from './shot.ts'

/** Pictures that the package's author took and published with it (MIT), and where in them the eyes of a face are, px, found by looking. */
type Face = { picture: string; right: Spot; left: Spot }
const FACES: readonly Face[] = [
  { picture: three, right: [630, 433], left: [722, 434] },
  { picture: three, right: [1120, 322], left: [1216, 342] },
  { picture: three, right: [1553, 413], left: [1652, 405] },
  { picture: five, right: [846, 193], left: [919, 206] },
  { picture: five, right: [1150, 295], left: [1229, 294] },
  { picture: five, right: [420, 993], left: [527, 981] },
  { picture: five, right: [677, 515], left: [744, 516] },
  { picture: five, right: [1440, 512], left: [1524, 495] },
  { picture: six, right: [322, 610], left: [423, 599] },
  { picture: six, right: [702, 457], left: [795, 449] },
  { picture: six, right: [1227, 430], left: [1326, 431] },
  { picture: one, right: [1557, 282], left: [1614, 338] },
  { picture: four, right: [709, 150], left: [777, 187] },
]
/** As a camera sees eyes 63 mm apart from 0.68 m. */
const SPAN_PX = 92
const SPAN_MM = 63
const PADDLES = [
  [30, 30, 32],
  [215, 215, 215],
]

const load = async (url: string): Promise<ImageBitmap> => createImageBitmap(await (await fetch(url)).blob())

/** The mean colour of a cheek, under the eye that is seen. */
const cheekOf = (image: ImageBitmap, [x, y]: Spot, px: number): number[] => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d')
  if (!pen) throw new Error('this browser draws nothing off the screen')
  pen.drawImage(image, x - px / 2, y + 2.2 * px, px, px, 0, 0, 1, 1)
  return [...pen.getImageData(0, 0, 1, 1).data.subarray(0, 3)]
}

/** Faces of photographs, with what covers an eye drawn over it, never twice at quite the same place. */
export const photographedSeries = async (random: Chance): Promise<Series[]> => {
  const images = new Map(
    await Promise.all([...new Set(FACES.map(({ picture }) => picture))].map(async (url) => [url, await load(url)] as const)),
  )
  return FACES.flatMap(({ picture, right, left }, number) => {
    const image = images.get(picture)
    if (!image) return []
    const px = Math.hypot(left[0] - right[0], left[1] - right[1])
    const eyes: Spot = [(right[0] + left[0]) / 2, (right[1] + left[1]) / 2]
    const source: Source = { image, part: [eyes[0] - 2.1 * px, eyes[1] - 2 * px, 4.2 * px, 4.4 * px], eyes }
    return (['none', 'hand', 'paddle'] as const).map((cover, which): Series => {
      const eye = cover === 'none' ? 'none' : (number + which) % 2 === 0 ? 'left' : 'right'
      const colour = cover === 'hand' ? cheekOf(image, eye === 'left' ? right : left, px / 4) : (PADDLES[number % 2] ?? [0, 0, 0])
      const before = (far: number): DrawnCover | null => {
        if (cover === 'none') return null
        const at = eye === 'left' ? left : right
        const some = () => ((2 * random.unit() - 1) * far * px) / SPAN_MM
        return {
          by: cover,
          at: [at[0] + some(), at[1] + some()],
          outward: eye === 'left' ? 1 : -1,
          tiltDeg: 20 + (2 * random.unit() - 1) * far,
          pxPerMm: px / SPAN_MM,
          colour,
        }
      }
      return {
        faces: 'photographed',
        cover,
        eye,
        picture: async (trial, _, shot) => shoot(source, before(trial ? 8 : 2), { ...shot, scale: (shot.scale * SPAN_PX) / px }, random),
      }
    })
  })
}
