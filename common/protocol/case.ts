import { type Static, Type } from 'typebox'
import { Base64, Day, Digest, DocumentNumber, Exact, Instant, Nullable, Words } from './basic.ts'
import { Licence } from './licence.ts'
import { Line } from './line.ts'
import { PAPERS, Paper } from './provision.ts'
import { Countersignature, Report, ReportNumber, SignedBy } from './report.ts'
import { UnitCode } from './sites.ts'
import { LicenceClass } from './station.ts'

// What is said between Roadfit and the traffic-management case, in its HTTP form.
// Numbers and names travel in bodies, never in addresses. The caller shows a key in `Authorization: Bearer …`.

/** `POST /cases/find` */
export const CaseQuestion = Exact({ document: DocumentNumber })
/** A business that a driver has open at the traffic police. */
export const OpenCase = Exact({
  number: Line(40, 1),
  /** Letter of the business: `G` expiry renewal, `B` added class, `L` yearly certificate … */
  business: Type.String({ maxLength: 1, pattern: '^[A-Z]$' }),
  classes: Type.Array(LicenceClass, { minItems: 1, maxItems: 17 }),
  file: Nullable(Line(20)),
  phone: Nullable(Line(20)),
  /** Set when this business can't go on now: a plain reason. */
  stopped: Nullable(Line(200)),
  /** Code of the unit that the case belongs to: the report goes to the counter there. */
  unit: Nullable(UnitCode),
  /** The business is the permission to drive school buses, which no booth can certify. */
  schoolBus: Type.Optional(Type.Literal(true)),
})
export type OpenCase = Static<typeof OpenCase>

/** How many businesses one driver may have open beside the first. */
const MORE = 9
/**
 * The open case of a driver; null: there is none. `more`: others that are open too, of which the driver chooses one. `licence`: what is
 * known about the driver's licence. A system that has neither to say leaves them out.
 */
export const CaseAnswer = Exact({
  case: Nullable(OpenCase),
  more: Type.Optional(Type.Array(OpenCase, { maxItems: MORE })),
  licence: Type.Optional(Licence),
})
export type CaseAnswer = Static<typeof CaseAnswer>

/**
 * `POST /reports`, with the report's number in `Idempotency-Key`: the same number again gives the same answer. `traceparent` (W3C Trace Context)
 * names the command from which it follows, as the server's log does: its id without dashes is the trace.
 */
export const HandOver = Exact({
  report: Report,
  digest: Digest,
  signedBy: SignedBy,
  /** A second doctor's signature, where the report stands on what was not measured. */
  countersigned: Type.Optional(Countersignature),
  /** The sealed PDF, and its SHA-256. */
  pdf: Base64(8_000_000),
  pdfDigest: Digest,
  /** A signature over that PDF by SM2 with SM3, detached, in the form of GB/T 35275, where the institution has a key for it. */
  sm2: Type.Optional(Base64(20_000)),
})
export type HandOver = Static<typeof HandOver>
/** 200: taken, with a receipt. 422: refused for good, with a reason. 202: here, and answered later. Anything else: try again later. */
export const HandOverTaken = Exact({ receipt: Line(80, 1) })
export const HandOverRefused = Exact({ refused: Line(300, 1) })
/** The answer is asked for by this reference: nothing has to reach us from outside. It names no person. */
export const HandOverSent = Exact({ reference: Line(80, 1) })

/**
 * `POST /reports/answer`: what became of a report that was answered with 202. As often as it is asked, the same answer: 200, 422, or, while there
 * is none, 202 with the same reference. 404 with `HandOverUnknown`: no such reference of this number; the report is sent once more.
 */
export const AnswerQuestion = Exact({ number: ReportNumber, reference: Line(80, 1) })
export type AnswerQuestion = Static<typeof AnswerQuestion>
/** How the counter took a report that was accepted without a paper. */
export const STANDINGS = ['provisional', 'final', 'lapsed', 'returned'] as const
/**
 * `POST /reports/standing`, with `Idempotency-Key`: how a report that was handed over stands at the counter. `provisional`: accepted although papers
 * are missing, which may come through the day `until`; `final`: they have come; `lapsed`: they haven't; `returned`: the counter doesn't want it any
 * more. Told for reports alone that were accepted provisionally, behind the report itself and in their order. 2xx: known. 404, 405, 501: there is no such
 * route here, it isn't told again. Anything else: it is. Where two have crossed, the one with the greater `sequence` counts.
 */
export const ReportStanding = Exact({
  number: ReportNumber,
  sequence: Type.Integer({ minimum: 1 }),
  state: Words(STANDINGS),
  at: Instant,
  /** Who said so at the counter; null: nobody, the day has passed. */
  by: Nullable(Line(60)),
  missing: Type.Array(Paper, { maxItems: PAPERS.length }),
  until: Nullable(Day),
})
export type ReportStanding = Static<typeof ReportStanding>
export const HandOverUnknown = Exact({ unknown: Line(80, 1) })

/**
 * `POST /withdrawals`: a report was withdrawn by the institution, why, by whom and when. Answered as a report is, and as harmless when it comes again; also of
 * a number that never arrived, which is then not taken any more.
 */
export const Withdrawal = Exact({ number: ReportNumber, digest: Digest, reason: Line(500, 1), by: Line(80, 1), at: Instant })
export type Withdrawal = Static<typeof Withdrawal>
