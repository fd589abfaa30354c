import type { Texts } from '../texts.ts'
import type { screenColours as zh } from '../zh/screen-colours.ts'

export const screenColours = {
  white: 'white x {x}, y {y}, about {kelvin} K',
  primaries: 'red {red}, green {green}, blue {blue} (CIE 1931 x / y)',
  luminance: 'white {white}, red {red}, green {green}, blue {blue}, black {black} cd/m²',
  tone: 'tone {red}, {green}, {blue} (red, green, blue)',
  within: 'within limits: red, green and blue fit white, and plates are drawn by this',
  outside: 'beyond limits: {why}',
  log: 'Colours of the screen measured {at}, white about {kelvin} K, within limits. The plates were drawn for that screen; these here show the same colours in sRGB.',
  unmeasured:
    'The colours of the screen were not measured for this test: the plates were drawn for sRGB, and the screen may have shown other colours.',
} satisfies Texts<typeof zh>
