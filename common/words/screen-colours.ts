import type { Language } from '#protocol/basic.ts'
import type { ScreenColours } from '#protocol/procedures/screen-colours.ts'
import { screenColours as en } from './en/screen-colours.ts'
import { fill } from './fill.ts'
import type { Both } from './texts.ts'
import { screenColours as zh } from './zh/screen-colours.ts'

export const screenColours: Both<typeof zh> = { zh, en }

/** The colour temperature of a white, K, to a hundred: McCamy 1992 (Color Research and Application 17, 142). */
export const kelvinOf = ([x, y]: ScreenColours['white']): number => {
  const n = (x - 0.332) / (0.1858 - y)
  return Math.round((449 * n ** 3 + 3525 * n ** 2 + 6823.3 * n + 5520.33) / 100) * 100
}

/** The figures of a screen's colours, a line each. */
export const screenColoursWords = (colours: ScreenColours, language: Language): string[] => {
  const words = screenColours[language]
  const { white, luminance, tone } = colours
  const place = ([x, y]: ScreenColours['white']) => `${x.toFixed(3)} / ${y.toFixed(3)}`
  const cd = (value: number) => value.toFixed(value < 10 ? 2 : 0)
  const said = (one: ScreenColours['tone'][number]) => (one === 'sRGB' ? one : `γ ${one.toFixed(2)}`)
  const [x, y] = white
  return [
    fill(words.white, { x: x.toFixed(3), y: y.toFixed(3), kelvin: kelvinOf(white) }),
    fill(words.primaries, { red: place(colours.red), green: place(colours.green), blue: place(colours.blue) }),
    fill(words.luminance, {
      white: cd(luminance.white),
      red: cd(luminance.red),
      green: cd(luminance.green),
      blue: cd(luminance.blue),
      black: cd(luminance.black),
    }),
    fill(words.tone, { red: said(tone[0]), green: said(tone[1]), blue: said(tone[2]) }),
  ]
}
