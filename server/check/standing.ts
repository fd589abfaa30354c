import type { Day } from '#protocol/basic.ts'
import type { WithdrawnAs } from '#protocol/check.ts'
import type { Check } from './check.ts'

/** Where a report stands for somebody who has its paper in hand. */
export type Standing =
  /** Something that is stored doesn't fit the rest, so that nothing can be said. */
  | { state: 'unsure' }
  | { state: 'superseded' }
  /** Taken back for good by its institution, or not accepted any more since that isn't recognised. */
  | { state: 'taken-back'; as: WithdrawnAs }
  /** Signed, but there is no paper yet. `held`: there won't be one before somebody has looked. */
  | { state: 'not-issued'; held: boolean }
  /** Given back by the counter, or not taken by the traffic case: until it is sent again, or replaced. */
  | { state: 'withdrawn'; by: 'counter' | 'case' }
  | { state: 'expired' }
  | { state: 'valid' }

/** What a standing is decided by. */
export type StandingFacts = {
  /** Nothing of what is stored about the report contradicts the rest. */
  proven: boolean
  superseded: boolean
  /** Who took this report back; null: nobody. */
  takenBack: WithdrawnAs | null
  /** Of the check that the report was made for. */
  phase: Check['phase']
  /** The sealed paper is there. */
  issued: boolean
  held: boolean
  validUntil: Day
  /** Today's calendar day in China. */
  today: Day
}

/**
 * Where a report stands. What can't be proven comes before everything that it claims; then what no later event undoes; what is over
 * by the calendar comes last, since a paper that was withdrawn was so before. Valid through the whole of its last day in China.
 */
export const standing = ({ proven, superseded, takenBack, phase, issued, held, validUntil, today }: StandingFacts): Standing => {
  if (!proven) return { state: 'unsure' }
  if (superseded) return { state: 'superseded' }
  if (takenBack) return { state: 'taken-back', as: takenBack }
  if (!issued) return { state: 'not-issued', held }
  if (phase === 'returned') return { state: 'withdrawn', by: 'counter' }
  if (phase === 'refused') return { state: 'withdrawn', by: 'case' }
  return today > validUntil ? { state: 'expired' } : { state: 'valid' }
}
