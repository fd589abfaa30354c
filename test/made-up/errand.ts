import type { Errand, ErrandFaultCode } from '#protocol/errand.ts'
import { AT } from './check.ts'

/** A report that was to be handed over, and hasn't been. */
export const errandOf = (code: ErrandFaultCode, said: string, part: Partial<Errand> = {}): Errand => ({
  kind: 'deliver',
  tries: 7,
  since: AT,
  fault: { code, said },
  person: true,
  underWay: false,
  ...part,
})
