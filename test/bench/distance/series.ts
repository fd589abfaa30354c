import type { Eyes } from '../../../booth/eyes/eyes.ts'
import type { Looker } from '../../../booth/eyes/looker.ts'
import type { Chance } from '../validity/chance.ts'
import type { Shot } from './shot.ts'

/** One person with one eye covered, or none, in one light: seen at the mark, then nearer and further. */
export type Series = {
  faces: 'drawn' | 'photographed'
  cover: 'none' | 'hand' | 'paddle'
  /** The driver's own eye that is covered. */
  eye: 'left' | 'right' | 'none'
  /** A picture at the mark (still, straight), or of a trial: `number` counts each. */
  picture: (trial: boolean, number: number, shot: Shot) => Promise<OffscreenCanvas>
}
/** What came of a picture: the true distance is that of the mark over `scale`. */
export type Found = Pick<Series, 'faces' | 'cover' | 'eye'> & Eyes & { series: number; trial: boolean; scale: number }

const MARKS = 3
const SCALES = [0.85, 0.9, 1.05, 1, 1.1, 1.15, 0.95, 1.02]
const BLURS = [0, 0.5, 1, 1.5]
/** A lit booth, and a dim one with a noisy camera. */
const LIGHTS = [
  { light: 1, noise: 3 },
  { light: 0.45, noise: 6 },
]

/** Between -most and most. */
const some = (random: Chance, most: number) => (2 * random.unit() - 1) * most

const atMark = (random: Chance): Omit<Shot, 'light' | 'noise'> => ({
  scale: 1,
  tiltDeg: some(random, 1),
  moved: [some(random, 8), some(random, 8)],
  blurPx: 0.5,
})
const inTrial = (random: Chance, number: number): Omit<Shot, 'light' | 'noise'> => ({
  scale: SCALES[number % SCALES.length] ?? 1,
  tiltDeg: some(random, 8),
  moved: [some(random, 80), some(random, 50)],
  blurPx: BLURS[number % BLURS.length] ?? 0,
})

/** Shows a series to the model, picture by picture. */
export const show = async (one: Series, series: number, trials: number, looker: Looker, random: Chance): Promise<Found[]> => {
  const found: Found[] = []
  const { faces, cover, eye } = one
  const light = LIGHTS[series % LIGHTS.length] ?? { light: 1, noise: 0 }
  for (let number = 0; number < MARKS + trials; number += 1) {
    const trial = number >= MARKS
    const shot: Shot = { ...(trial ? inTrial(random, number - MARKS) : atMark(random)), ...light }
    const picture = await one.picture(trial, trial ? number - MARKS : number, shot)
    found.push({ faces, cover, eye, series, trial, scale: shot.scale, ...(await looker.look(await createImageBitmap(picture))) })
  }
  return found
}
