import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Counter, Doctor } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import { named } from './lease.ts'
import type { Answer } from './row.ts'

// A signed report gets its paper, goes to the case and over the counter, is replaced, or withdrawn.

export const holdPaper = (_: Check, held: Commands['hold-paper']): Answer => [{ ...held, kind: 'paper-held' }]
export const sealed = (_: Check, seal: Commands['sealed']): Answer => [{ ...seal, kind: 'sealed' }]
export const renewPaper = (_: Check, { number, pdf }: Commands['renew-paper']): Answer => [{ kind: 'renewed', number, pdf }]
export const receipt = (check: Check, { receipt }: Commands['receipt']): Answer => isAnswered(check) ?? [{ kind: 'delivered', receipt }]
export const caseRefused = (check: Check, { reason }: Commands['case-refused']): Answer =>
  isAnswered(check) ?? [{ kind: 'delivery-refused', reason }]
export const replace = (_: Check, { number }: Commands['replace']): Answer => [{ kind: 'replaced', number }]

export const accept = (_: Check, __: Commands['accept'], counter: Counter): Answer => [{ kind: 'accepted', by: named(counter) }]
export const giveBack = (_: Check, { reason }: Commands['return'], counter: Counter): Answer => [
  { kind: 'returned', by: named(counter), reason },
]
export const resend = (_: Check, __: Commands['resend'], counter: Counter): Answer => [{ kind: 'resent', by: named(counter) }]

export const hurry = (check: Check, { underWay, open }: Commands['hurry'], counter: Counter): Answer => {
  if (!open) return refuse('wrong-state', { phase: check.phase })
  if (check.phase === 'concluded' && check.report?.held) return refuse('paper-held')
  return underWay ? [] : [{ kind: 'hurried', by: named(counter) }]
}

/** A report that the case has, or may have at this moment, or hasn't yet: what was issued is taken back for good. */
export const withdraw = (_: Check, { reason }: Commands['withdraw'], by: Doctor | Counter): Answer => [
  { kind: 'withdrawn', by: named(by), as: by.kind, reason },
]

/** Once withdrawn, only a delivery that was under way then is still answered. */
const isAnswered = ({ phase, delivery }: Check): Refusal | null =>
  phase === 'withdrawn' && delivery?.state !== 'waiting' ? refuse('wrong-state', { phase }) : null

export const withdrawalReceipt = (check: Check, { receipt }: Commands['withdrawal-receipt']): Answer =>
  isToldAlready(check) ?? [{ kind: 'withdrawal-delivered', receipt }]
export const withdrawalRefused = (check: Check, { reason }: Commands['withdrawal-refused']): Answer =>
  isToldAlready(check) ?? [{ kind: 'withdrawal-refused', reason }]

const isToldAlready = ({ phase, withdrawal }: Check): Refusal | null => (withdrawal?.told ? refuse('wrong-state', { phase }) : null)
