import { Report } from '#protocol/report.ts'
import type { Deps } from '../../deps.ts'
import { storedFile } from './stored-file.ts'

/** A drawn-up or signed report, by its digest. */
export const storedReport = (deps: Pick<Deps, 'files'>, digest: string): Promise<Report> => storedFile(deps, Report, digest)
