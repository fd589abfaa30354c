import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Saying } from '#protocol/saying.ts'
import type { Deps } from '../../deps.ts'

/** Has the driver read and hear what the doctor who has them says. It is kept nowhere, and written into no log. */
export const say = (deps: Pick<Deps, 'announce'>, doctor: Doctor, saying: Saying, found: Check | null): { done: true } | Refusal => {
  if (!found) return refuse('check-unknown')
  if (found.lease?.doctor.id !== doctor.id) return refuse('not-your-check')
  deps.announce({ kind: 'saying', saying })
  return { done: true }
}
