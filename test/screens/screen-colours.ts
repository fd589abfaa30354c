import type { ScreenColours } from '#protocol/procedures/screen-colours.ts'

/** A made-up screen as an installer's colorimeter found it: a little cooler than sRGB, its greys to a power. */
export const screenColours: ScreenColours = {
  white: [0.3085, 0.3302],
  red: [0.6412, 0.3341],
  green: [0.3087, 0.6122],
  blue: [0.1523, 0.0601],
  tone: [2.21, 2.19, 2.24],
  luminance: { white: 214, red: 41.8, green: 155.9, blue: 16.2, black: 0.21 },
}
