import type { CalibrationValue } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { drawable, strokePx } from './optics.ts'
import { COARSEST } from './warm-up.ts'

type Screen = Extract<CalibrationValue, { device: 'screen' }>

/**
 * The shortest way of light from the eye to the screen, mm. Who leans 10 cm towards a screen 60 cm away sees everything a fifth larger;
 * over 2.5 m it is 4 of 100. A camera that watches the head allows no shorter one: at 1 m an eye that is 1 dioptre near-sighted
 * sees as sharply as it never does on a road, and one that is old without its reading glasses worse than it does there. A
 * proposal: the standards ask for 4 m and more.
 */
const PATH_MM = 2500
/**
 * How far from the eyes the camera that watches the head may be, as a part of the path. It is up to 3 % of its own distance wrong, and
 * that has to stay below half of the 3 % of the path that are too much.
 */
const CAMERA = 0.5
/** The tallest E, physical pixels: the largest screens that are sold are so high. */
const TALLEST_PX = 4320
/** White of a chart, cd/m²: GB/T 11533 of one lit from behind, and ISO 8596. */
const LUMINANCE = { least: 80, most: 320 } as const
/** What black may shine at most, as a part of white: the booth's light on the screen (ISO 8596: optotypes have 15 % of their ground). */
const VEIL = 0.15

/** What the data of a screen say against it, whoever is to be tested; null: nothing. What wasn't measured is not looked at. */
export const screenWrong = ({ pitchMm, pathMm, mirrors, luminance, veil, cameraMm = 0 }: Screen): Refusal | null => {
  const px = Math.round(strokePx(COARSEST, { pitchMm, pathMm, mirrors }) * 5)
  if (px > TALLEST_PX) return refuse('screen-data-wrong', { pitch: pitchMm, path: pathMm, px })
  if (pathMm < PATH_MM) return refuse('path-too-short', { path: pathMm, least: PATH_MM })
  if (cameraMm > CAMERA * pathMm) return refuse('camera-too-far', { camera: cameraMm, most: Math.floor(CAMERA * pathMm) })
  if (luminance === undefined) return null
  if (luminance < LUMINANCE.least || luminance > LUMINANCE.most) return refuse('light-wrong', { luminance, ...LUMINANCE })
  const percent = veil === undefined ? 0 : (100 * veil) / luminance
  return percent > 100 * VEIL ? refuse('light-veiled', { percent: Math.ceil(percent), most: 100 * VEIL }) : null
}

/** Why eyes can't be tested at these limits on this screen; null: they can. */
export const screenFault = (screen: Screen, limits: readonly number[]): Refusal | null => {
  const wrong = screenWrong(screen)
  if (wrong) return wrong
  if (screen.luminance === undefined || screen.veil === undefined) return refuse('light-unmeasured')
  const coarse = limits.find((level) => !drawable(screen, level))
  return coarse === undefined ? null : refuse('screen-too-coarse', { level: coarse.toFixed(1) })
}
