import { refuse } from '#protocol/refusal.ts'
import type { Counter } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import { named } from './lease.ts'
import type { Answer } from './row.ts'

// A signed report gets its paper, goes to the case and over the counter, and is replaced.

export const holdPaper = (_: Check, held: Commands['hold-paper']): Answer => [{ ...held, kind: 'paper-held' }]
export const sealed = (_: Check, { pdf, fonts, unstamped }: Commands['sealed']): Answer => [
  { kind: 'sealed', pdf, fonts, ...(unstamped && { unstamped: true as const }) },
]
export const renewPaper = (_: Check, { number, pdf }: Commands['renew-paper']): Answer => [{ kind: 'renewed', number, pdf }]
export const receipt = (_: Check, { receipt }: Commands['receipt']): Answer => [{ kind: 'delivered', receipt }]
export const caseRefused = (_: Check, { reason }: Commands['case-refused']): Answer => [{ kind: 'delivery-refused', reason }]
export const replace = (_: Check, { number }: Commands['replace']): Answer => [{ kind: 'replaced', number }]

export const accept = (_: Check, __: Commands['accept'], counter: Counter): Answer => [{ kind: 'accepted', by: named(counter) }]
export const giveBack = (_: Check, { reason }: Commands['return'], counter: Counter): Answer => [
  { kind: 'returned', by: named(counter), reason },
]
export const resend = (_: Check, __: Commands['resend'], counter: Counter): Answer => [{ kind: 'resent', by: named(counter) }]

export const hurry = (check: Check, { underWay }: Commands['hurry'], counter: Counter): Answer => {
  if (check.phase === 'concluded' && check.report?.held) return refuse('paper-held')
  return underWay ? [] : [{ kind: 'hurried', by: named(counter) }]
}
