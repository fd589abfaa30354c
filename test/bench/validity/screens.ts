import { bands, type Spectrum, xyzOfLight } from './cones.ts'

/**
 * Screens on which plates are shown: what light a byte gives, and what an installer's meter said of it. Nothing here knows how a plate
 * is made.
 */
export type Xyz = readonly [X: number, Y: number, Z: number]
export type Screen = {
  name: string
  /** Light of a channel's byte, 0 to 1 of the full channel. */
  tone: (byte: number) => number
  /** Full red, green and blue; white's Y is 1 together with black. `spectra`: where the light itself is known. */
  primaries: readonly [Xyz, Xyz, Xyz]
  spectra: readonly [Spectrum, Spectrum, Spectrum] | null
  black: Xyz
}

const xyz = (x: number, y: number, Y: number): Xyz => [(x / y) * Y, Y, ((1 - x - y) / y) * Y]
const times = ([X, Y, Z]: Xyz, by: number): Xyz => [X * by, Y * by, Z * by]

export const srgbTone = (byte: number): number => (byte <= 10 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
const power = (gamma: number) => (byte: number) => (byte / 255) ** gamma

/** Cramer's rule: how much of three columns makes a sum. */
const mixOf = ([a, b, c]: readonly [Xyz, Xyz, Xyz], sum: Xyz): Xyz => {
  const det = (p: Xyz, q: Xyz, r: Xyz) =>
    p[0] * (q[1] * r[2] - q[2] * r[1]) - q[0] * (p[1] * r[2] - p[2] * r[1]) + r[0] * (p[1] * q[2] - p[2] * q[1])
  const all = det(a, b, c)
  return [det(sum, b, c) / all, det(a, sum, c) / all, det(a, b, sum) / all]
}

type Places = readonly [red: readonly [number, number], green: readonly [number, number], blue: readonly [number, number]]
const REC_709: Places = [
  [0.64, 0.33],
  [0.3, 0.6],
  [0.15, 0.06],
]
const P3: Places = [
  [0.68, 0.32],
  [0.265, 0.69],
  [0.15, 0.06],
]
const ADOBE: Places = [
  [0.64, 0.33],
  [0.21, 0.71],
  [0.15, 0.06],
]
/** CIE 1931 of the white points: D65, a daylight of 5000 K, and of 9300 K. */
const D65 = [0.3127, 0.329] as const
const K5000 = [0.3457, 0.3585] as const
const K9300 = [0.2831, 0.297] as const

const byPlaces = (
  name: string,
  places: Places,
  white: readonly [number, number],
  { tone = srgbTone, gains = [1, 1, 1] as Xyz, black = 0 } = {},
): Screen => {
  const units: [Xyz, Xyz, Xyz] = [xyz(...places[0], 1), xyz(...places[1], 1), xyz(...places[2], 1)]
  const mix = mixOf(units, xyz(...white, 1))
  const made = [0, 1, 2].map((n) => (mix[n] ?? 0) * (gains[n] ?? 1))
  const all = made.reduce((sum, part) => sum + part, 0) / (1 - black)
  const [red, green, blue] = units
  const of = (n: number) => (made[n] ?? 0) / all
  return { name, tone, spectra: null, black: xyz(...white, black), primaries: [times(red, of(0)), times(green, of(1)), times(blue, of(2))] }
}

/** Screens whose light itself is known: three lights, mixed to a white. */
const bySpectra = (name: string, [red, green, blue]: readonly [Spectrum, Spectrum, Spectrum], white: readonly [number, number]): Screen => {
  const lights = [xyzOfLight(red), xyzOfLight(green), xyzOfLight(blue)] as const
  const mix = mixOf(lights, xyz(...white, 1))
  const at = (spectrum: Spectrum, n: 0 | 1 | 2) => spectrum.map((light) => light * mix[n])
  return {
    name,
    tone: srgbTone,
    black: [0, 0, 0],
    primaries: [times(lights[0], mix[0]), times(lights[1], mix[1]), times(lights[2], mix[2])],
    spectra: [at(red, 0), at(green, 1), at(blue, 2)],
  }
}

export const SRGB_SCREEN = byPlaces('sRGB', REC_709, D65)

/** Screens as they come: other whites, other primaries, gains and tones that are off. */
export const PLACED: readonly Screen[] = [
  SRGB_SCREEN,
  byPlaces('5000 K', REC_709, K5000),
  byPlaces('9300 K', REC_709, K9300),
  byPlaces('P3', P3, D65),
  byPlaces('Adobe RGB', ADOBE, D65, { tone: power(2.2) }),
  byPlaces('red +10 %', REC_709, D65, { gains: [1.1, 1, 1] }),
  byPlaces('red −10 %', REC_709, D65, { gains: [0.9, 1, 1] }),
  byPlaces('gamma 1.8', REC_709, D65, { tone: power(1.8) }),
  byPlaces('gamma 2.6', REC_709, D65, { tone: power(2.6) }),
  byPlaces('grey black', REC_709, D65, { black: 0.01 }),
]

/** A white light diode behind filters, three narrow diodes, and a tube's phosphors. Bands as spectra of such screens look; drawn, not measured. */
export const LIT: readonly Screen[] = [
  bySpectra(
    'white LED',
    [bands([452, 20, 0.02], [612, 60, 1]), bands([452, 20, 0.03], [538, 62, 1]), bands([452, 20, 1], [520, 50, 0.06])],
    D65,
  ),
  bySpectra(
    'red phosphor of fluorides',
    [bands([613, 5, 0.5], [631, 6, 1], [636, 4, 0.35], [648, 6, 0.2]), bands([540, 50, 1]), bands([450, 20, 1])],
    D65,
  ),
  bySpectra('three LEDs', [bands([633, 18, 1]), bands([525, 32, 1]), bands([452, 20, 1])], D65),
  bySpectra('tube', [bands([596, 6, 0.15], [627, 8, 1], [706, 8, 0.25]), bands([530, 75, 1]), bands([450, 62, 1])], D65),
]

/** What a meter says of a screen, as an installer writes it down: chromaticities, and luminances at a white of 200 cd/m². */
export const metered = ({ primaries, black, tone }: Screen) => {
  const place = ([X, Y, Z]: Xyz): [number, number] => [X / (X + Y + Z), Y / (X + Y + Z)]
  const plus = (a: Xyz, b: Xyz): Xyz => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
  const [red, green, blue] = primaries.map((full) => plus(full, black))
  const white = primaries.reduce<Xyz>(plus, black)
  if (!red || !green || !blue) throw new TypeError('a screen has three primaries')
  const steps = [64, 128, 192].map((byte) => ({ byte, light: tone(byte) }))
  return {
    white: place(white),
    red: place(red),
    green: place(green),
    blue: place(blue),
    luminance: { white: 200 * white[1], red: 200 * red[1], green: 200 * green[1], blue: 200 * blue[1], black: 200 * black[1] },
    steps: [steps, steps, steps] as [typeof steps, typeof steps, typeof steps],
  }
}
