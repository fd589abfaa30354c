import type { ColourStimulus } from '#protocol/procedures/colour.ts'
import { COLOUR_KINDS } from '#protocol/procedures/colour.ts'
import type { ScreenColours, Tone } from '#protocol/procedures/screen-colours.ts'
import { FELT_BY, type Missing, reach, SWEPT, type Sweep } from './confusion.ts'
import { byteOf, type Chromaticity, type Drive, lightOf, type Shows, SRGB, screenOf, xyzOf } from './screen.ts'

type Kind = ColourStimulus['kind']

/** Near neutral, where every line of confusion leaves room within the screen's colours. */
const CENTRE: Chromaticity = [0.36, 0.37]
/** Of the centre, the screen's white being 1; less on a screen that can't show as much of every colour. */
const LUMINANCE = 0.25

/** How far figure and ground lie from the centre, as CIE 1931 chromaticity: far for everybody who isn't blind on the axis, or faint. */
const STRENGTH = { protan: 0.08, deutan: 0.08, 'weak-protan': 0.04, 'weak-deutan': 0.04, tritan: 0.06 } as const
const AXIS = { protan: 'protan', deutan: 'deutan', 'weak-protan': 'protan', 'weak-deutan': 'deutan', tritan: 'tritan' } as const

/** By how much a patch and, within it, a single dot swing to both sides: a share of brightness, and of the centre's blue. */
export type Swing = { brightness: readonly [patch: number, dot: number]; tint: readonly [patch: number, dot: number] }

/**
 * Noise of figure and ground alike: of how bright a dot is, and of how much light that S cones alone feel it has. It's large beside
 * what a dichromat may see of the figure, and small beside what others see. Half of it is shared by dots that lie near each other:
 * patches as wide as a stroke hide a faint figure from one who takes many dots together, as noise of single dots wouldn't.
 */
const NOISE: Swing = { brightness: [0.35, 0.3], tint: [0.4, 0.25] }
/** Where blue and yellow are what is asked, they carry no noise; the demonstration differs in brightness alone, which everybody sees. */
export const SWINGS: Readonly<Record<Kind, Swing>> = {
  demonstration: { brightness: [0, 0.25], tint: [0, 0] },
  protan: NOISE,
  deutan: NOISE,
  'weak-protan': NOISE,
  'weak-deutan': NOISE,
  tritan: { ...NOISE, tint: [0, 0] },
}
/** How bright the demonstration's ground and figure are beside the centre of the other plates. */
const DEMONSTRATION = { ground: 1.68, figure: 0.32 }

/** How far a light may be from what a plate asks for, as a share: what is cut off at the screen's limits, or lies between two bytes. */
const OFF = 0.05

// ---------------------------------------------------------------- what a plate is made of

/**
 * The colours of a plate as drives of a screen, at the luminance that it shows plates at: ground and figure unless they're turned, what a unit of
 * noise of tint adds, and `dark`, what the screen's black gives by itself.
 */
export type Look = { ground: Drive; figure: Drive; tint: Drive; dark: Drive }
export type Noise = { brightness: number; tint: number }

/** A dot of a plate: its part's colour, as bright and as blue as noise makes it. */
export const dotOf = (look: Look, part: 'ground' | 'figure', { brightness, tint }: Noise): Drive => {
  const at = (channel: 0 | 1 | 2) => (look[part][channel] + tint * look.tint[channel]) * brightness - look.dark[channel]
  return [at(0), at(1), at(2)]
}

const scaled = ([a, b, c]: Drive, by: number): Drive => [a * by, b * by, c * by]
const moved = ([a, b, c]: Drive, along: Drive, by: number): Drive => [a + along[0] * by, b + along[1] * by, c + along[2] * by]
/** To a hundred-thousandth: the last bit of a root or a power may differ between machines, a plate may not. */
const steady = ([a, b, c]: Drive): Drive => [Math.round(a * 1e5) / 1e5, Math.round(b * 1e5) / 1e5, Math.round(c * 1e5) / 1e5]

const centre = xyzOf(CENTRE, 1)
/** Noise of tint is a share of the blue that the centre has on an sRGB screen. */
const BLUE = screenOf(SRGB).drive(centre)[2]

/** The change that the missing cone alone would feel, as drives: with less green than on the middle line, or with more. */
const feltOn = ({ change, green }: Shows, axis: Missing, sweep: Sweep): Drive => {
  const felt = change(FELT_BY[axis])
  return moved(felt, change(green), -felt[1] * sweep * SWEPT[axis])
}

const lookAt = (colours: ScreenColours, luminance: number, kind: Kind, sweep: Sweep): Look => {
  const screen = screenOf(colours)
  const middle = scaled(screen.change(centre), luminance)
  const others = {
    tint: steady(scaled(screen.change(FELT_BY.tritan), BLUE * luminance)),
    dark: steady(scaled(screen.drive([0, 0, 0]), -1)),
  }
  if (kind === 'demonstration')
    return { ground: steady(scaled(middle, DEMONSTRATION.ground)), figure: steady(scaled(middle, DEMONSTRATION.figure)), ...others }
  const [felt, far] = [feltOn(screen, AXIS[kind], sweep), reach(AXIS[kind], STRENGTH[kind], CENTRE) * luminance]
  return { ground: steady(moved(middle, felt, -far)), figure: steady(moved(middle, felt, far)), ...others }
}

const SWEEPS: readonly Sweep[] = [-1, 0, 1]

/** The least and the most that a plate asks of any channel: at both ends of its noise. */
const endsOf = (look: Look, { brightness, tint }: Swing): Drive[] => {
  const bright = [(1 - brightness[0]) * (1 - brightness[1]), (1 + brightness[0]) * (1 + brightness[1])]
  const blue = tint[0] + tint[1]
  return (['ground', 'figure'] as const).flatMap((part) =>
    bright.flatMap((of) => [-blue, blue].map((by) => dotOf(look, part, { brightness: of, tint: by }))),
  )
}

const everyEnd = (colours: ScreenColours, luminance: number): Drive[] =>
  COLOUR_KINDS.flatMap((kind) => SWEEPS.flatMap((sweep) => endsOf(lookAt(colours, luminance, kind, sweep), SWINGS[kind])))

/** The luminance of the centre at which nothing that any plate asks for is more than the screen can show, 0.25 at most. */
const luminanceOn = (colours: ScreenColours): number => {
  const most = Math.max(...everyEnd(colours, LUMINANCE).flat())
  return most <= 1 ? LUMINANCE : Math.floor((1e3 * LUMINANCE) / most) / 1e3
}

// One booth has one screen; a doctor's page may look at the logs of some.
const looks = new Map<string, Look>()
const MOST = 60

/** What a plate is made of on a screen. */
export const lookOn = (colours: ScreenColours, kind: Kind, sweep: Sweep): Look => {
  const name = `${kind} ${sweep} ${JSON.stringify(colours)}`
  const look = looks.get(name) ?? lookAt(colours, luminanceOn(colours), kind, sweep)
  looks.set(name, look)
  for (const oldest of looks.keys()) if (looks.size > MOST) looks.delete(oldest)
  return look
}

// ---------------------------------------------------------------- bytes

/** The byte of a channel, or null where its light is more than 5 % from what is asked for. */
const byteFor = (tone: Tone, wanted: number): number | null => {
  const byte = byteOf(tone, wanted)
  return Math.abs(lightOf(tone, byte) - wanted) <= OFF * wanted ? byte : null
}

/** Whether a screen of these colours shows every plate to 5 % of the light of each channel: neither cut off nor between two bytes. */
export const fitsPlates = (colours: ScreenColours): boolean => {
  const { tone } = colours
  return everyEnd(colours, luminanceOn(colours)).every((drive) =>
    drive.every((wanted, channel) => wanted > 0 && wanted <= 1 && coarseness(tone[channel] ?? 'sRGB', wanted) <= OFF),
  )
}

/** How far from the light of a byte its neighbours' middle lies, as a share. */
const coarseness = (tone: Tone, light: number): number => {
  const byte = byteOf(tone, light)
  return (lightOf(tone, byte + 0.5) - lightOf(tone, byte)) / light
}

/** A dot's colour as `rrggbb`. Throws where the screen can't show it to 5 %. */
export const hexOn = ({ tone }: ScreenColours, drive: Drive): string =>
  drive
    .map((wanted, channel) => {
      const byte = byteFor(tone[channel] ?? 'sRGB', wanted)
      if (byte === null) throw new RangeError('this screen cannot show this plate')
      return byte.toString(16).padStart(2, '0')
    })
    .join('')
