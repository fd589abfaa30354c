import type { Dot } from '#protocol/procedures/colour.ts'
import type { Rgb } from './dichromats.ts'

/** A picture of `side` by `side` pixels, three bytes of sRGB each, row by row. */
export type Picture = { side: number; bytes: Uint8ClampedArray<ArrayBuffer> }

const channels = (colour: string): Rgb => {
  const value = Number.parseInt(colour, 16)
  return [value >> 16, (value >> 8) & 0xff, value & 0xff]
}

/** A plate as a screen shows it: round dots with soft edges, mixed byte by byte with the ground. */
export const render = ({ ground, dots }: { ground: string; dots: readonly Dot[] }, side = 320): Picture => {
  const bytes = new Uint8ClampedArray(side * side * 3)
  const paper = channels(ground)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = paper[at % 3] ?? 0
  for (const dot of dots) {
    const [red, green, blue] = channels(dot[3])
    eachPixel(dot, side, (at, covered) => {
      bytes[at] = mix(bytes[at] ?? 0, red, covered)
      bytes[at + 1] = mix(bytes[at + 1] ?? 0, green, covered)
      bytes[at + 2] = mix(bytes[at + 2] ?? 0, blue, covered)
    })
  }
  return { side, bytes }
}

const mix = (below: number, ink: number, covered: number): number => Math.round(below + covered * (ink - below))

/** The pixels of a dot, each with the place of its first byte and the share of it that the dot covers. */
const eachPixel = ([cx, cy, radius]: Dot, side: number, use: (at: number, covered: number) => void): void => {
  const scale = side / 1000
  const [x, y, r] = [cx * scale, cy * scale, radius * scale]
  const [left, right] = [Math.max(0, Math.floor(x - r - 1)), Math.min(side - 1, Math.ceil(x + r))]
  const [top, bottom] = [Math.max(0, Math.floor(y - r - 1)), Math.min(side - 1, Math.ceil(y + r))]
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const [dx, dy] = [column + 0.5 - x, row + 0.5 - y]
      const covered = r + 0.5 - Math.sqrt(dx * dx + dy * dy)
      if (covered > 0) use(3 * (row * side + column), Math.min(1, covered))
    }
  }
}

/** The light of a dot, channel by channel; `tone`: the light of a byte, 0 to 1. */
export const lightOf = ([, , , colour]: Dot, tone: (byte: number) => number): Rgb => {
  const [red, green, blue] = channels(colour)
  return [tone(red), tone(green), tone(blue)]
}

/** The same by the pixels that lie wholly within it: their mean. */
export const colourOf = ({ side, bytes }: Picture, dot: Dot, tone: (byte: number) => number): Rgb => {
  let [red, green, blue, count] = [0, 0, 0, 0]
  eachPixel(dot, side, (at, covered) => {
    if (covered < 1) return
    red += tone(bytes[at] ?? 0)
    green += tone(bytes[at + 1] ?? 0)
    blue += tone(bytes[at + 2] ?? 0)
    count += 1
  })
  return [red / count, green / count, blue / count]
}
