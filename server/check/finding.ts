import type { Score } from '#protocol/measurement.ts'
import type { AnyStation, Finding, Station } from '#protocol/station.ts'

/**
 * What a score comes to, or null where a person has to look: a referred walk, a height that wouldn't settle, limbs and trunk.
 * A station never bars by itself: the doctor sees each finding before the report.
 */
export const findingOf = (station: AnyStation, score: Score): Finding | null => {
  switch (score.procedure) {
    case 'height':
      return score.cm === null ? null : { station: 'height', cm: score.cm }
    case 'acuity':
      return station === 'acuity-left' || station === 'acuity-right' ? { station, reached: score.reached, glasses: score.glasses } : null
    case 'colour':
      return score.outcome === 'referred' ? null : { station: 'colour', colour: score.outcome }
    case 'hearing':
      return score.outcome !== 'both-ears' ? null : { station: 'hearing', left: true, right: true, aid: score.aid }
    case 'tones':
    case 'limbs':
    case 'reaction':
      return null
  }
}

/** Stations whose finding comes from a measurement: a doctor who writes something else there says why. */
export const MEASURED: readonly Station[] = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']
