import type { ScreenColours, Tone } from '#protocol/procedures/screen-colours.ts'
import { inverse, type Matrix, times } from './matrix.ts'

export type Chromaticity = readonly [x: number, y: number]
/** CIE 1931; a screen's white has Y = 1. */
export type Xyz = readonly [X: number, Y: number, Z: number]
/** How far each channel of a screen is driven, 0 to 1, as light and not as a byte. */
export type Drive = readonly [red: number, green: number, blue: number]

/** sRGB of IEC 61966-2-1: its primaries, D65, 80 cd/m², no light in black. Logs from before screens were measured were drawn for it. */
export const SRGB: ScreenColours = {
  white: [0.3127, 0.329],
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
  tone: ['sRGB', 'sRGB', 'sRGB'],
  luminance: { white: 80, red: 17.013832, green: 57.212176, blue: 5.774, black: 0 },
}

/** A chromaticity at a luminance. */
export const xyzOf = ([x, y]: Chromaticity, Y: number): Xyz => [(x / y) * Y, Y, ((1 - x - y) / y) * Y]

/** The light of a byte, 0 to 1. */
export const lightOf = (tone: Tone, byte: number): number => {
  const v = byte / 255
  if (tone !== 'sRGB') return v ** tone
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}

/** The byte whose light is nearest to this, 0 to 255. */
export const byteOf = (tone: Tone, light: number): number => {
  const v = Math.min(1, Math.max(0, light))
  if (tone !== 'sRGB') return Math.round(255 * v ** (1 / tone))
  return Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055))
}

/** What the three channels of a screen add to its black when each is full, a column each. */
const additions = ({ white, red, green, blue, luminance }: ScreenColours): { black: Xyz; columns: Matrix } => {
  const black = xyzOf(white, luminance.black / luminance.white)
  const [r, g, b] = [xyzOf(red, luminance.red), xyzOf(green, luminance.green), xyzOf(blue, luminance.blue)]
  const over = (at: 0 | 1 | 2) => [r, g, b].map((full) => full[at] / luminance.white - black[at])
  const row = (at: 0 | 1 | 2): Xyz => {
    const [one = 0, two = 0, three = 0] = over(at)
    return [one, two, three]
  }
  return { black, columns: [row(0), row(1), row(2)] }
}

/** How a screen shows what is asked of it. */
export type Shows = {
  /** How far the channels are driven for a light; outside 0 to 1: it can't be shown. */
  drive: (light: Xyz) => Drive
  /** The same for what is added to a light: black is not taken off. */
  change: (light: Xyz) => Drive
  /** What full green adds, without what S cones feel of it. */
  green: Xyz
}

/** A screen by its colours. Throws where the three primaries lie on one line. */
export const screenOf = (colours: ScreenColours): Shows => {
  const { black, columns } = additions(colours)
  const back = inverse(columns)
  return {
    drive: ([X, Y, Z]) => times(back, [X - black[0], Y - black[1], Z - black[2]]),
    change: (light) => times(back, light),
    green: [columns[0][1], columns[1][1], 0],
  }
}
