import type { CaseAnswer, OpenCase } from '#protocol/case.ts'
import { isLicenceState, type Licence, type LicenceState } from '#protocol/licence.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'

/**
 * Does a licence in this state keep its driver from a check? Whoever has to come for one to get it in order again (overdue, put off, cancelled
 * but restorable, points or offences open) may have it; where the licence is gone or held, nothing can come of a report. A proposal: no public
 * rule says it of each letter.
 */
const STOPS: Readonly<Record<LicenceState, boolean>> = {
  A: false,
  B: false,
  C: true,
  D: true,
  E: true,
  F: true,
  G: true,
  H: false,
  I: false,
  J: true,
  K: true,
  L: true,
  M: false,
  N: false,
  P: false,
  R: false,
  S: false,
  T: false,
  U: true,
}

/** The letters of a state that stop it, in their order. A cancelled licence that may be restored doesn't: a report is what that takes. */
export const stoppingStates = (states: string): LicenceState[] =>
  [...new Set(states)].filter(isLicenceState).filter((letter) => STOPS[letter] && !(letter === 'G' && states.includes('R')))

/** What a refusal at the card needs: where the driver is sent, and whether an institution here may certify C5. */
export type Here = { counter: string; certifiesC5: boolean }

/**
 * Why a booth mustn't examine this driver for this case, before anything is asked of them; null: nothing is known to stand against it. What
 * the booth can't judge, it says and sends to the counter: a stopped licence or case, the permission for school buses, and C5 (order 162,
 * article 85) where no institution that the province has recognised stands behind the booth. `chosen` null: a driver without a case.
 */
export const stopAt = (chosen: OpenCase | null, licence: Licence | undefined, { counter, certifiesC5 }: Here): Refusal | null => {
  const states = stoppingStates(licence?.states ?? '')
  if (states.length > 0) return refuse('licence-stopped', { states, counter })
  const reasons = [...(chosen?.stopped ? [chosen.stopped] : []), ...(licence?.stops ?? [])]
  if (reasons.length > 0) return refuse('case-stopped', { reason: reasons, counter })
  if (chosen?.schoolBus) return refuse('school-bus', { counter })
  return chosen?.classes.includes('C5') && !certifiesC5 ? refuse('special-institution', { counter }) : null
}

/** Every open case that was told, the first one first. */
export const casesOf = ({ case: first, more = [] }: CaseAnswer): OpenCase[] => (first ? [first, ...more] : [...more])
