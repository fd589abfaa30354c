import { type Cone, coneOf, type Eye, MEAN_EYE, product } from './cones.ts'
import type { Axis, Observer, Rgb } from './dichromats.ts'
import type { Screen } from './screens.ts'

/**
 * Eyes before a screen whose light is known wavelength by wavelength. What they see is told as the published simulations tell it: as
 * linear sRGB that a normal eye would be shown, red and green being alike to one who has but one cone for both.
 */

/** Pigments, macula and lens as people have them: the two common L pigments, M pigments 2 nm to both sides, a thin and a dense macula, an old lens. */
export const EYES: readonly { name: string; eye: Eye }[] = [
  { name: 'mean', eye: MEAN_EYE },
  { name: 'L serine, M +2 nm', eye: { ...MEAN_EYE, shift: { L: 0, M: 2 } } },
  { name: 'L alanine, M −2 nm', eye: { ...MEAN_EYE, shift: { L: -2.7, M: -2 } } },
  { name: 'thin macula, pale pigments', eye: { ...MEAN_EYE, macula: 0.3, density: 0.7 } },
  { name: 'dense macula, old lens', eye: { ...MEAN_EYE, macula: 2, lens: 1.4 } },
]

type Weights = readonly [red: number, green: number, blue: number]
export type Lit = Screen & { spectra: NonNullable<Screen['spectra']> }
export const isLit = (screen: Screen): screen is Lit => screen.spectra !== null

/** What a cone takes in of full red, green and blue, white being 1. */
const weights = ({ spectra }: Lit, cone: ReturnType<typeof coneOf>): Weights => {
  const [red, green, blue] = [product(cone, spectra[0]), product(cone, spectra[1]), product(cone, spectra[2])]
  const white = red + green + blue
  return [red / white, green / white, blue / white]
}
const taken = ([red, green, blue]: Weights, light: Rgb): number => red * light[0] + green * light[1] + blue * light[2]

/** Somebody without L (protan) or M cones (deutan). Sees the drives of this screen's channels. */
export const dichromatBefore = (screen: Lit, axis: Axis, { name, eye }: (typeof EYES)[number]): Observer => {
  const left: Cone = axis === 'protan' ? 'M' : 'L'
  const [one, s] = [weights(screen, coneOf(left, eye)), weights(screen, coneOf('S', eye))]
  return {
    name: `${axis}, ${name}`,
    see: (light) => [taken(one, light), taken(one, light), taken(s, light)],
  }
}

/**
 * Somebody whose L pigment peaks so many nm from M's (protan), or M's from L's (deutan); a normal eye has 22, a dichromat none. DeMarco,
 * Pokorny and Smith (1992) found 10 for the mean protanomalous and 6 for the mean deuteranomalous.
 */
export const anomalousBefore = (screen: Lit, axis: Axis, apartNm: number): Observer => {
  // The shifted pigment has the shape of the one that it comes near to, so that at 0 nm the two are one.
  const l = axis === 'protan' ? coneOf('M', MEAN_EYE, apartNm) : coneOf('L', MEAN_EYE)
  const m = axis === 'protan' ? coneOf('M', MEAN_EYE) : coneOf('L', MEAN_EYE, MEAN_EYE.shift.L - apartNm)
  const s = weights(screen, coneOf('S', MEAN_EYE))
  const [long, middle] = [weights(screen, l), weights(screen, m)]
  return { name: `${axis}, ${apartNm} nm`, see: (light) => [taken(long, light), taken(middle, light), taken(s, light)] }
}
