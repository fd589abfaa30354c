import type { Counter, Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { withdrawReport } from '../../store/reports.ts'
import { unrecognised } from '../registry/recognition.ts'
import { type Asked, type Found, run, theCheck } from '../run.ts'

/**
 * A report that was issued is taken back for good, with a reason. It goes out of force in the same transaction; where the case has it, or gets it
 * at this moment, an errand tells it there.
 */
export const withdraw = (
  deps: Deps,
  by: Doctor | Counter,
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

/** The counter stops accepting a report whose institution isn't recognised any more (article 86), and no other. */
export const refuseIssuer = async (
  deps: Deps,
  by: Counter,
  request: Asked & { reason: string },
  found?: Found,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, request.check, found)
  if (!check?.report) return refuse(check ? 'report-unknown' : 'check-unknown')
  const { number } = check.report
  if (!(await unrecognised(deps, [number])).has(number)) return refuse('institution-recognised')
  return withdraw(deps, by, request, check)
}
