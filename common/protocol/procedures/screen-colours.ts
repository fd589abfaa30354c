import { type Static, Type } from 'typebox'
import { Exact } from '../basic.ts'
import { FIELDS, limits } from '../fields.ts'

/** A chromaticity of CIE 1931: x, y. */
const Chromaticity = Type.Tuple([Type.Number(limits(FIELDS.chromaticity)), Type.Number(limits(FIELDS.chromaticity))])

/** How light grows with a channel's byte: as sRGB says, or byte / 255 to this power. */
const Tone = Type.Union([Type.Literal('sRGB'), Type.Number({ minimum: 1, maximum: 4 })])
export type Tone = Static<typeof Tone>

/** What fields of one colour give, as the driver sees them, cd/m². */
const Luminances = Exact({
  white: Type.Number(limits(FIELDS.colourLuminance)),
  red: Type.Number(limits(FIELDS.colourLuminance)),
  green: Type.Number(limits(FIELDS.colourLuminance)),
  blue: Type.Number(limits(FIELDS.colourLuminance)),
  black: Type.Number(limits(FIELDS.blackLuminance)),
})

/** The colours of a screen, as an installer measured them: plates are drawn from this. */
export const ScreenColours = Exact({
  white: Chromaticity,
  red: Chromaticity,
  green: Chromaticity,
  blue: Chromaticity,
  /** Of red, green and blue. */
  tone: Type.Tuple([Tone, Tone, Tone]),
  luminance: Luminances,
})
export type ScreenColours = Static<typeof ScreenColours>

/** Fields of a byte of 0 to 255, and their light, in any unit that is the same for all: black has 0, the full channel the most. */
const Steps = Type.Array(Exact({ byte: Type.Number({ minimum: 1, maximum: 255 }), light: Type.Number({ minimum: 0, maximum: 10_000 }) }), {
  minItems: 1,
  maxItems: 256,
})
export type Steps = Static<typeof Steps>

/** What was read off a meter, or out of its file; the screen's colours are worked out of it. */
export const ColourReadings = Exact({
  /** Absent: a luminance meter has no chromaticity; it follows from the three primaries and their luminances. */
  white: Type.Optional(Chromaticity),
  red: Chromaticity,
  green: Chromaticity,
  blue: Chromaticity,
  luminance: Luminances,
  /** Of red, green and blue, without the light of black. */
  steps: Type.Tuple([Steps, Steps, Steps]),
})
export type ColourReadings = Static<typeof ColourReadings>
