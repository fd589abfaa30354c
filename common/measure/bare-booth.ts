import { refuse } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Given, Standing } from './procedure.ts'

const missing = refuse('calibration-missing', { device: 'computer' })
const UNCALIBRATED: Standing = {
  height: missing,
  screen: missing,
  'screen-colours': missing,
  speakers: missing,
  force: missing,
  cameras: missing,
}

/**
 * What a station is set up from in a booth where nothing but this was calibrated, and the doctor asked for nothing. For tests and figures,
 * which say only what they are about.
 */
export const inBareBooth = (
  station: AnyStation,
  standing: Partial<Standing>,
  about: Partial<Omit<Given, 'station' | 'standing'>> = {},
): Given => ({
  station,
  method: null,
  glasses: false,
  aid: false,
  acuityLimits: [],
  practisedAcuity: false,
  heightLimitsMm: [],
  noiseLimitDb: 45,
  fork: { softestDb: 38, loudestDb: 70 },
  ...about,
  standing: { ...UNCALIBRATED, ...standing },
})
