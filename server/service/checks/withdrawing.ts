import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { withdrawReport } from '../../store/reports.ts'
import { type Asked, type Found, run } from '../run.ts'

/**
 * A report that was issued is taken back for good, with a reason. It goes out of force in the same transaction; where the case has it, or gets it
 * at this moment, an errand tells it there.
 */
export const withdraw = (
  deps: Deps,
  by: Doctor,
  { command, check: id, version, reason }: Asked & { reason: string },
  found?: Found,
): Promise<Check | Refusal> =>
  run(deps, id, { kind: 'withdraw', version, reason }, by, {
    id: command,
    found,
    also: async (tx, { report }) => {
      if (report) await withdrawReport(tx, report.number)
      return true
    },
  })
