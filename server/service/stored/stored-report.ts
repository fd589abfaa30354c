import { Report } from '#protocol/report.ts'
import { Value } from 'typebox/value'
import type { Deps } from '../../deps.ts'

/** A drawn-up or signed report, by its digest. */
export const storedReport = async (deps: Pick<Deps, 'files'>, digest: string): Promise<Report> => {
  const bytes = await deps.files.get(digest)
  if (!bytes) throw new Error(`report ${digest} is not stored`)
  const report: unknown = JSON.parse(new TextDecoder().decode(bytes))
  if (!Value.Check(Report, report)) throw new Error(`report ${digest} doesn't fit its schema`)
  return report
}
