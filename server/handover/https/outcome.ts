import { Value } from 'typebox/value'
import { HandOverRefused, HandOverSent, HandOverTaken } from '#protocol/case.ts'
import { cleaned } from '#protocol/line.ts'
import type { Answered } from '../answer.ts'
import type { Delivered } from '../carrier.ts'
import { faultOfStatus } from '../faults.ts'

/** What an answer of a receiver comes to, whether it was sent something or asked for what became of it. */
export const outcomeOf = ({ status, json, retryAfter }: Answered, now: Date): Delivered => {
  const [taken, refused, sent] = [cleaned(HandOverTaken, json), cleaned(HandOverRefused, json), cleaned(HandOverSent, json)]
  if (status === 200 && Value.Check(HandOverTaken, taken)) return { receipt: taken.receipt }
  if (status === 422 && Value.Check(HandOverRefused, refused)) return { refused: refused.refused }
  const at = retryAt(retryAfter, now)
  const notBefore = at === null ? {} : { notBefore: at }
  if (status === 202 && Value.Check(HandOverSent, sent)) return { sent: sent.reference, ...notBefore }
  return { later: faultOfStatus(status), ...notBefore }
}

/** Statuses of a receiver that doesn't speak of standings: it isn't asked again about this one. */
const WITHOUT_ROUTE: readonly number[] = [404, 405, 501]

/** What an answer of a receiver comes to that was told how a report stands at the counter: whatever is 2xx has heard it. */
export const standingOutcome = (answer: Answered, now: Date): Delivered => {
  const { status } = answer
  if (status >= 200 && status < 300) return { receipt: '' }
  return WITHOUT_ROUTE.includes(status) ? { refused: String(status) } : outcomeOf(answer, now)
}

/** When a `Retry-After` asks to come again (RFC 9110, 10.2.3: seconds, or a date), in ms since 1970; null: it says nothing that can be read. */
export const retryAt = (header: string | null, now: Date): number | null => {
  const said = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(said)) return now.getTime() + Number(said) * 1000
  const date = /^[A-Z][a-z]+,? .*GMT$/.test(said) ? Date.parse(said) : Number.NaN
  return Number.isNaN(date) ? null : date
}
