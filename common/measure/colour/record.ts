import type { ColourReadings, ScreenColours, Steps, Tone } from '#protocol/procedures/screen-colours.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { fitsPlates } from './palette.ts'
import { lightOf, screenOf, type Xyz, xyzOf } from './screen.ts'

/** How far parts of a record may contradict one another, as a share of the light. A red against green that is off by a tenth is enough for a deutan to read. */
const OFF = 0.05
/** The least white, cd/m²: the reference display of IEC 61966-2-1. */
const LEAST_WHITE = 80
/** Below this byte a plate has nothing, and a meter sees mostly black. */
const DARKEST = 48

/**
 * The colours of a screen, from what was read off a meter. Refusals: those of `recordFault`, and `tone-uneven` where no curve that plates
 * can be drawn by fits the steps to 5 %.
 */
export const screenColours = ({ white, red, green, blue, luminance, steps }: ColourReadings): ScreenColours | Refusal => {
  const primaries = { red, green, blue }
  const fits = steps.map(toneOf)
  const uneven = Math.max(...fits.map(({ off }) => off))
  if (!(uneven <= OFF)) return refuse('tone-uneven', { percent: percentOf(uneven) })
  const [r, g, b] = fits.map(({ tone }) => tone)
  const tone: ScreenColours['tone'] = [r ?? 'sRGB', g ?? 'sRGB', b ?? 'sRGB']
  const colours: ScreenColours = { ...primaries, white: white ?? mixedWhite(primaries, luminance), tone, luminance }
  return recordFault(colours) ?? colours
}

/**
 * Why no plate may be drawn by this record; null: they may. `screen-dim` below 80 cd/m²; `colours-contradict` where red, green and blue
 * together don't make white to 5 %, or not its chromaticity; `plates-not-shown` where the screen hasn't the colours that plates need.
 */
export const recordFault = (colours: ScreenColours): Refusal | null => {
  const { white } = colours.luminance
  if (white < LEAST_WHITE) return refuse('screen-dim', { luminance: Math.round(white), least: LEAST_WHITE })
  const apart = contradiction(colours)
  if (!(apart <= OFF)) return refuse('colours-contradict', { percent: percentOf(apart) })
  return fitsPlates(colours) ? null : refuse('plates-not-shown')
}

const percentOf = (share: number): number => (Number.isFinite(share) ? Math.min(999, Math.round(share * 100)) : 999)

type Primaries = Pick<ScreenColours, 'red' | 'green' | 'blue'>

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/** What red, green and blue make together. */
const mixedWhite = ({ red, green, blue }: Primaries, luminance: ScreenColours['luminance']): [x: number, y: number] => {
  const sum = (
    [
      [red, luminance.red],
      [green, luminance.green],
      [blue, luminance.blue],
    ] as const
  ).reduce<Xyz>(
    ([X, Y, Z], [place, of]) => {
      const part = xyzOf(place, of)
      return [X + part[0], Y + part[1], Z + part[2]]
    },
    [0, 0, 0],
  )
  const all = sum[0] + sum[1] + sum[2]
  return [rounded(sum[0] / all), rounded(sum[1] / all)]
}

/**
 * How far red, green and blue are from making the white that was measured, as a share of the light of a channel: from its luminance, and
 * from its chromaticity. Infinite where they're no three primaries.
 */
const contradiction = (colours: ScreenColours): number => {
  const { luminance } = colours
  const sum = luminance.red + luminance.green + luminance.blue - 2 * luminance.black
  const gains = gainsOf(colours)
  if (gains.some((gain) => !(gain > 0))) return Number.POSITIVE_INFINITY
  return Math.max(Math.abs(sum / luminance.white - 1), Math.max(...gains) / Math.min(...gains) - 1)
}

/** How far each channel would have to be driven, by the primaries and their luminances, to make the white that was measured: 1, if all is well. */
const gainsOf = (colours: ScreenColours): readonly number[] => {
  const { white, red, green, blue } = colours
  // A measurement may be of no screen at all.
  const cross = (red[0] - blue[0]) * (green[1] - blue[1]) - (red[1] - blue[1]) * (green[0] - blue[0])
  if (Math.abs(cross) < 1e-3) return [0]
  return screenOf(colours).drive(xyzOf(white, 1))
}

/** Every tone that is tried: as sRGB has it, and powers from 1.6 to 3. */
const TONES: readonly Tone[] = ['sRGB', ...Array.from({ length: 141 }, (_, n) => (160 + n) / 100)]

/** The tone that fits these steps best, and by how much it's off at worst. Steps darker than any plate's dot are left out. */
const toneOf = (steps: Steps): { tone: Tone; off: number } => {
  const seen = steps.filter(({ byte, light }) => byte >= DARKEST && light > 0)
  if (seen.length === 0) return { tone: 'sRGB', off: Number.POSITIVE_INFINITY }
  const fits = TONES.map((tone) => ({ tone, off: Math.max(...seen.map(({ byte, light }) => Math.abs(light / lightOf(tone, byte) - 1))) }))
  return fits.reduce((best, each) => (each.off < best.off ? each : best))
}
