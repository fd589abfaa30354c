import type { Booth } from '#check/actors.ts'
import { type Standing, standing } from '#check/standing.ts'
import type { Day, Strokes } from '#protocol/basic.ts'
import type { Override } from '#protocol/check.ts'
import { chinaDay, maskedName } from '#protocol/days.ts'
import { overridesIn } from '#protocol/overrides.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { type Outcome, SignedBy } from '#protocol/report.ts'
import type { Deps } from '../../deps.ts'
import { verifySeal } from '../../report/verify-seal.ts'
import { loadCheck } from '../../store/checks.ts'
import type { StoredFile } from '../../store/files.ts'
import { findReport } from '../../store/reports.ts'
import { readable } from '../../store/stored-json.ts'
import { ownCheck } from '../checks/booths.ts'
import { mayLook, type Reader } from '../people/access.ts'
import { strokesOf } from '../stored/strokes.ts'
import { type Proof, proofOf } from './proof.ts'

const stored = async (deps: Deps, digest: string | null): Promise<StoredFile | Refusal> =>
  (digest && (await deps.files.get(digest))) || refuse('not-found')

/** The sealed PDF of a report, by its number, if the reader may see it; null: for the house itself. */
export const paperOf = async (deps: Deps, number: string, reader: Reader | null = null): Promise<StoredFile | Refusal> => {
  const report = await findReport(deps.db, { number })
  if (!report) return refuse('report-unknown')
  const check = await loadCheck(deps.db, report.check)
  const closed = reader && check && (await mayLook(deps, reader, check, 'report'))
  if (closed) return closed
  if (report.pdf) return stored(deps, report.renewed ?? report.pdf)
  return refuse(check?.report?.held ? 'paper-held' : 'not-sealed')
}

/** The signature by SM2 beside a report's paper, if the reader may see that. */
export const sm2Of = async (deps: Deps, number: string, reader: Reader): Promise<StoredFile | Refusal> => {
  const report = await findReport(deps.db, { number })
  const check = report && (await loadCheck(deps.db, report.check))
  if (!report || !check) return refuse('report-unknown')
  const closed = await mayLook(deps, reader, check, 'report')
  if (closed) return closed
  return stored(deps, check.report?.number === number ? (check.report.sm2 ?? null) : null)
}

/** The sealed PDF of a booth's own check, to print. */
export const paperOfBooth = async (deps: Deps, booth: Booth, id: string): Promise<Uint8Array | Refusal> => {
  const check = await ownCheck(deps, booth, id)
  if (isRefusal(check)) return check
  if (check.report?.pdf) return (await deps.files.bytes(check.report.pdf)) ?? refuse('not-found')
  return refuse(check.report?.held ? 'paper-held' : 'not-sealed')
}

/** The driver's picture: as taken in the booth (JPEG), or as the card holds it (PNG). */
export const pictureOf = async (deps: Deps, id: string, which: 'taken' | 'card', reader: Reader): Promise<StoredFile | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const closed = await mayLook(deps, reader, check, which === 'card' ? 'card-photo' : 'photo')
  if (closed) return closed
  return stored(deps, which === 'card' ? check.cardPhoto : (check.photo?.file ?? null))
}

/** What a doctor kept of what they saw of the driver. */
export const takenStillOf = async (deps: Deps, id: string, digest: string, reader: Reader): Promise<StoredFile | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const closed = await mayLook(deps, reader, check, 'photo')
  if (closed) return closed
  return stored(deps, check.taken?.some(({ file }) => file === digest) ? digest : null)
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
  standing: Standing
  number: string
  /** By which the page is asked for. */
  code: string
  /** Where to ask: the site where the driver sat and the institution, as the report says; null: what it says isn't proven. */
  ask: { site: string; institution: string } | null
  /** What stands on the paper, as far as it is proven; null where it isn't. */
  shown: Shown | null
}

type Shown = {
  name: string
  /** The last four signs of the document's number. */
  document: string
  outcome: Outcome
  /** Where a booth measures and the doctor decided otherwise: the paper says so, too. */
  overrides: Pick<Override, 'station' | 'basis'>[]
  /** A second doctor has signed as well. */
  countersigned: boolean
  examinedOn: Day
  issuedOn: Day
  validUntil: Day
  signedBy: SignedBy
  handover: 'waiting' | 'taken' | 'accepted'
  /** SHA-256 of the signed value and of the paper; null: there is no paper yet. */
  digest: string
  pdf: string | null
  /** The same of the paper with the proofs and time stamps that were added; null: none were. */
  renewed: string | null
  /** SHA-256 of the certificate that sealed this very paper; null: there is none yet. */
  certificate: string | null
  /** The same of the one that signed it by SM2 beside the seal; null: none did. */
  sm2: string | null
}

/**
 * The report behind a QR code, after everything that is stored about it was compared; null: there is none. What doesn't fit is logged
 * for somebody to look at, by the report's number.
 */
export const verificationOf = async (deps: Deps, code: string): Promise<Verification | null> => {
  const proof = await proofOf(deps, { code })
  return proof && verified(deps, proof)
}

/** What a report's proof comes to, for whoever has the paper in hand. */
export const verified = async (deps: Deps, proof: Proof): Promise<Verification> => {
  const { row, faults, check, report, pdf } = proof
  if (faults.length > 0 || !check || !report) {
    deps.log.error({ check: row.check, number: row.number, faults }, 'a report could not be confirmed: somebody has to look')
    return {
      standing: { state: 'unsure' },
      number: row.number,
      code: row.code,
      ask: null,
      shown: null,
    }
  }
  const { validUntil } = report
  return {
    standing: standing({
      proven: true,
      superseded: row.state === 'superseded' || check.superseded.includes(row.number),
      takenBack: check.report?.number === row.number ? (check.withdrawal?.as ?? null) : null,
      phase: check.phase,
      issued: row.pdf !== null,
      held: check.report?.held !== null,
      validUntil,
      today: chinaDay(deps.clock()),
    }),
    number: row.number,
    code: row.code,
    ask: { site: report.hall, institution: report.institution },
    shown: {
      name: maskedName(report.applicant.name),
      document: report.applicant.number.slice(-4),
      outcome: report.outcome,
      overrides: overridesIn(report).map(({ station, basis }) => ({ station, basis })),
      countersigned: proof.countersigned,
      examinedOn: report.examinedOn,
      issuedOn: chinaDay(new Date(row.at)),
      validUntil,
      signedBy: readable(SignedBy, row.signedBy, { table: 'reports', row: row.number, column: 'signed_by' }),
      handover: check.phase === 'accepted' ? 'accepted' : check.delivery?.receipt ? 'taken' : 'waiting',
      digest: row.digest,
      pdf: row.pdf,
      renewed: row.renewed,
      sm2: proof.sm2,
      certificate: pdf && (await verifySeal(pdf, { seals: [], stamps: [] })).certificate,
    },
  }
}
