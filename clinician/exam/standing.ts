import type { StationView } from '#protocol/check.ts'
import { decides } from '#protocol/measurement.ts'
import type { Outcome } from '#protocol/report.ts'
import type { Finding } from '#protocol/station.ts'
import { type AnyStation, isOfForm } from '#protocol/stations.ts'
import { flagWords } from '#words/score.ts'
import { findingFrom } from './finding.ts'

/**
 * What a station asks of the doctor: it runs and is watched; it was done and the doctor has to say what was found; eyes alone judge it and
 * no instrument says to look closely, so that one key for all confirms it; what was found is doubtful or falls short; it hasn't been done; or
 * it is done and right.
 */
export type Standing = 'running' | 'to-decide' | 'to-confirm' | 'to-look-at' | 'waiting' | 'right'

/** Stations that no instrument judges. */
const BY_EYE: readonly AnyStation[] = ['upper-limbs', 'lower-limbs', 'trunk']

const isDoubtful = ({ attempts }: StationView): boolean => {
  const score = attempts.findLast((each) => each.score !== null && decides(each.setup))?.score ?? null
  return attempts.at(-1)?.aside !== undefined || (score !== null && flagWords(score, 'zh').length > 0)
}

/** How a station stands before the doctor; `outcome`: what the check comes to so far. */
export const standingOf = (view: StationView, outcome: Outcome | null): Standing => {
  if (view.state === 'running') return 'running'
  if (view.state === 'measured' && view.finding === null && isOfForm(view.station))
    return BY_EYE.includes(view.station) && !isDoubtful(view) ? 'to-confirm' : 'to-decide'
  if (view.state === 'decided') return 'right'
  if (isDoubtful(view)) return 'to-look-at'
  if (view.state === 'waiting') return 'waiting'
  return outcome?.reasons.some(({ station }) => station === view.station) ? 'to-look-at' : 'right'
}

/** Whether a station stands open by itself. */
export const isOpenOf = (standing: Standing): boolean => standing === 'running' || standing === 'to-decide'

const ORDER: readonly Standing[] = ['running', 'to-decide', 'to-confirm', 'to-look-at', 'waiting', 'right']
/** The stations with what needs the doctor on top; those of one standing stay in the order of the form. */
export const inOrder = (views: readonly StationView[], outcome: Outcome | null): readonly StationView[] =>
  views.toSorted((a, b) => ORDER.indexOf(standingOf(a, outcome)) - ORDER.indexOf(standingOf(b, outcome)))

const NORMAL = { kind: 'found', upper: 'normal', lower: 'normal', trunk: 'normal' } as const

/** What one key decides: of all stations that are to be confirmed, that they are normal. `qualified`: the word for a limb with nothing to say about. */
export const asSeenNormal = (views: readonly StationView[], qualified: string): readonly Finding[] =>
  views.flatMap((view) =>
    standingOf(view, null) === 'to-confirm' && isOfForm(view.station) ? (findingFrom(view.station, NORMAL, qualified) ?? []) : [],
  )
