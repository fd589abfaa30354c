import type { Strokes } from '#protocol/basic.ts'
import { maskedName } from '#protocol/days.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { loadCheck } from '../store/checks.ts'
import { findReport } from '../store/reports.ts'
import { mayLook, type Reader } from './access.ts'
import { ownCheck, type Booth } from './booths.ts'
import { strokesOf } from './reporting.ts'
import { storedReport } from './views.ts'

const stored = async (deps: Deps, digest: string | null): Promise<Uint8Array | Refusal> =>
  (digest && (await deps.files.get(digest))) || refuse('not-found')

/** The sealed PDF of a report, by its number, if the reader may see it; null: for the house itself. */
export const paperOf = async (deps: Deps, number: string, reader: Reader | null = null): Promise<Uint8Array | Refusal> => {
  const report = await findReport(deps.db, { number })
  if (!report) return refuse('report-unknown')
  const check = await loadCheck(deps.db, report.check)
  const closed = reader && check && (await mayLook(deps, reader, check, 'report'))
  if (closed) return closed
  return report.pdf ? stored(deps, report.pdf) : refuse('not-sealed')
}

/** The sealed PDF of a booth's own check, to print. */
export const paperOfBooth = async (deps: Deps, booth: Booth, id: string): Promise<Uint8Array | Refusal> => {
  const check = await ownCheck(deps, booth, id)
  if (isRefusal(check)) return check
  return check.report?.pdf ? stored(deps, check.report.pdf) : refuse('not-sealed')
}

/** The driver's picture: as taken in the booth (JPEG), or as the card holds it (PNG). */
export const pictureOf = async (deps: Deps, id: string, which: 'taken' | 'card', reader: Reader): Promise<Uint8Array | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const closed = await mayLook(deps, reader, check, which === 'card' ? 'card-photo' : 'photo')
  if (closed) return closed
  return stored(deps, which === 'card' ? check.cardPhoto : (check.photo?.file ?? null))
}

/** The handwriting with which the driver signed the declaration. */
export const signatureOf = async (deps: Deps, id: string, reader: Reader): Promise<Strokes | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const closed = await mayLook(deps, reader, check, 'signature')
  if (closed) return closed
  return check.declaration ? strokesOf(deps, check.declaration.signature) : refuse('not-found')
}

/** What anybody may know of a report who has the paper in hand. */
export type Verification = {
  state: 'valid' | 'superseded'
  name: string
  classes: string[]
  examinedOn: string
  validUntil: string
  digest: string
}

/** The report behind a QR code; null: there is none. */
export const verificationOf = async (deps: Deps, code: string): Promise<Verification | null> => {
  const row = await findReport(deps.db, { code })
  if (!row) return null
  const report = await storedReport(deps, row.digest)
  const { examinedOn, validUntil, applicant, outcome } = report
  return {
    state: row.state,
    name: maskedName(applicant.name),
    classes: outcome.classes,
    examinedOn,
    validUntil,
    digest: row.digest,
  }
}
