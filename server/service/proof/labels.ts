import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import type { Label } from '../../report/label.ts'
import { loadCheck } from '../../store/checks.ts'
import { findReport } from '../../store/reports.ts'
import { mayLook, type Reader } from '../people/access.ts'
import { siteNames } from '../sites/scope.ts'
import { squadOf } from '../stored/lines.ts'
import { storedReport } from '../stored/stored-report.ts'

/** What stands on the label of a report that has its paper; its sender is the counter that sees to it. */
const labelOf = async (deps: Deps, number: string, reader: Reader, names: ReadonlyMap<string, string>): Promise<Label | Refusal> => {
  const row = await findReport(deps.db, { number })
  const check = row && (await loadCheck(deps.db, row.check))
  if (!row || !check) return refuse('report-unknown')
  const closed = await mayLook(deps, reader, check, 'report')
  if (closed) return closed
  if (row.pdf === null) return refuse('not-sealed')
  const { applicant, case: business } = await storedReport(deps, row.digest)
  return { from: names.get(squadOf(check)) ?? '', name: applicant.name, address: applicant.address, number, case: business }
}

/** Labels for the letters in which these reports are sent, a page each, in this order. Of one that may not be there is none of any. */
export const labelsOf = async (deps: Deps, numbers: readonly string[], reader: Reader): Promise<Uint8Array | Refusal> => {
  const names = await siteNames(deps)
  const labels: Label[] = []
  for (const number of numbers) {
    const label = await labelOf(deps, number, reader, names)
    if (isRefusal(label)) return label
    labels.push(label)
  }
  return deps.drawLabels(labels)
}
