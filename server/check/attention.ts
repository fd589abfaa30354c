import type { Attention } from '#protocol/check.ts'
import { unmeasured } from './basis.ts'
import type { Check } from './check.ts'

/** Does a doctor have to look at this check, and why? A second signature, or a report that the counter, the case or the fonts refuse. */
export const attentionOf = (check: Check): Attention | null => {
  const { signed, report, counter, delivery } = check
  if (signed) {
    const { number, outcome, doctor, at, because, corrects } = signed
    return { what: 'countersign', number, outcome, doctor, since: at, reason: null, because, ...(corrects && { corrects }) }
  }
  if (!report) return null
  const { number, outcome, doctor, concludedAt: since } = report
  const entry = { number, outcome, doctor, since, because: unmeasured(check) }
  if (check.phase === 'returned') return { ...entry, what: 'returned', since: counter?.at ?? since, reason: counter?.reason ?? null }
  if (check.phase === 'refused') return { ...entry, what: 'refused', reason: delivery?.reason ?? null }
  if (check.phase === 'concluded' && report.held) return { ...entry, what: 'held', reason: report.held.detail }
  return null
}
