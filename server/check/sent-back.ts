import type { Became, SentBackAs } from '#protocol/sent-back.ts'
import { apply } from './apply.ts'
import type { Check } from './check.ts'
import type { Recorded } from './events.ts'

/** A report that somebody didn't take, or takes no more. `by`: the clerk's name; null: the system to which it went. */
export type SentBack = {
  check: string
  sequence: number
  number: string
  doctor: string
  what: SentBackAs
  at: string
  by: string | null
  reason: string
}
/** What became of all that was sent back of a check and still open. `number`: of the report that counts since; null: none does. */
export type SentBackEnd = { check: string; became: Became; at: string; number: string | null }
export type SentBackTurn = { sent: SentBack } | { ended: SentBackEnd }

/** What is sent back by events, and what becomes of what was: in their order. `before`: the check on which they follow. */
export const sentBackIn = (before: Check | null, recorded: readonly Recorded[]): SentBackTurn[] => {
  let state = before
  return recorded.flatMap((one) => {
    const turns = state ? turnsOf(state, one) : []
    state = apply(state, one)
    return turns
  })
}

const turnsOf = (state: Check, { check, sequence, at, event }: Recorded): SentBackTurn[] => {
  const { report } = state
  if (!report) return []
  const sent = (what: SentBackAs, by: string | null, reason: string): SentBackTurn => ({
    sent: { check, sequence, number: report.number, doctor: report.doctor.id, what, at, by, reason },
  })
  const ended = (became: Became, number: string | null): SentBackTurn => ({ ended: { check, became, at, number } })
  switch (event.kind) {
    case 'returned':
      return [sent('returned', event.by.name, event.reason)]
    case 'delivery-refused':
      // What was under way when the report was withdrawn is nobody's matter any more.
      return state.phase === 'withdrawn' ? [] : [sent('refused', null, event.reason)]
    case 'withdrawn':
      return [...(event.as === 'counter' ? [sent('not-accepted', event.by.name, event.reason)] : []), ended('withdrawn', null)]
    case 'resent':
      return [ended('sent-again', report.number)]
    case 'concluded':
      return [ended(state.signed?.corrects ? 'corrected' : 'replaced', event.number)]
    case 'replaced':
      return [ended('replaced', event.number)]
    default:
      return []
  }
}
