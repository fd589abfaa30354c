import { decides, type Setup, wornIn } from '#protocol/measurement.ts'
import { STATIONS, type Station } from '#protocol/station.ts'
import type { AttemptState, Check } from './check.ts'
import { acuityLimits } from './rules/classes.ts'
import { rulesOf } from './rules/rules.ts'

// Articles 14(2)2 and 4: acuity counts naked or corrected, hearing with an aid where the class allows one. Who failed without has not
// been measured in the other condition yet; that is no second try at the same question.

/** What may be worn for a test. */
export type Correction = 'glasses' | 'aid'

/** Was this attempt made with the correction? What only informs says nothing of it. */
const triedWith = (setup: Setup): boolean => decides(setup) && wornIn(setup)?.on === true

/** Did the standing measurement fall short of what the driver's own classes ask? */
const fellShort = (check: Check, station: Station): boolean => {
  const { measured, attempts } = check.stations[station]
  if (!measured) return false
  const { finding } = measured
  const score = attempts.find(({ reading }) => reading?.id === measured.reading)?.reading?.score
  if (score?.procedure === 'hearing') return score.outcome === 'referred'
  // An eye that tired came to no finding, and may see what it is asked for with glasses all the same.
  const found = finding ?? (score?.procedure === 'acuity' ? score : null)
  if (found === null || !('reached' in found)) return false
  const strictest = Math.max(...acuityLimits(rulesOf(check.rules), check.classes))
  return found.reached === null || found.reached < strictest
}

/** May a hearing aid help for one of the classes? */
const aidHelps = (check: Check): boolean => check.classes.some((one) => rulesOf(check.rules).classes[one].hearingAid)

/**
 * What this driver could still wear for a station that fell short without it; null: nothing, or a doctor has decided. Offered once,
 * before anybody calls the station failed.
 */
export const untriedCorrection = (check: Check, station: Station): Correction | null => {
  const correction = station === 'hearing' ? 'aid' : station.startsWith('acuity') ? 'glasses' : null
  const { attempts, decision } = check.stations[station]
  if (!correction || decision || !fellShort(check, station)) return null
  if (correction === 'aid' && !aidHelps(check)) return null
  const read = attempts.filter(({ state }: AttemptState) => state === 'read')
  return read.some(({ attempt }) => triedWith(attempt.setup)) ? null : correction
}

/** Is this attempt the first of its station with what was not worn before, after it fell short without? */
export const triesCorrection = (check: Check, station: string, setup: Setup): boolean => {
  const of = STATIONS.find((one) => one === station)
  return of !== undefined && untriedCorrection(check, of) !== null && triedWith(setup)
}
