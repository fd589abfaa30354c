import { type Static, Type } from 'typebox'
import { Base64, Digest, DocumentNumber, Exact, Instant, Nullable } from './basic.ts'
import { Line } from './line.ts'
import { Countersignature, Report, ReportNumber, SignedBy } from './report.ts'
import { UnitCode } from './sites.ts'
import { LicenceClass } from './station.ts'

// What is said between Roadfit and the traffic-management case, in its HTTP form.
// Numbers and names travel in bodies, never in addresses. The caller shows a key in `Authorization: Bearer …`.

/** `POST /cases/find` */
export const CaseQuestion = Exact({ document: DocumentNumber })
/** The open case of a driver; null: there is none. */
export const CaseAnswer = Exact({
  case: Nullable(
    Exact({
      number: Line(40, 1),
      /** Letter of the business: `G` expiry renewal, `B` added class, `L` yearly certificate … */
      business: Type.String({ maxLength: 1, pattern: '^[A-Z]$' }),
      classes: Type.Array(LicenceClass, { minItems: 1, maxItems: 17 }),
      file: Nullable(Line(20)),
      phone: Nullable(Line(20)),
      /** Set when the licence's state stops the business (revoked, detained …): a plain reason. */
      stopped: Nullable(Line(200)),
      /** Code of the unit that the case belongs to: the report goes to the counter there. */
      unit: Nullable(UnitCode),
    }),
  ),
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
export const HandOverUnknown = Exact({ unknown: Line(80, 1) })

/**
 * `POST /withdrawals`: a report was withdrawn by the institution, why, by whom and when. Answered as a report is, and as harmless when it comes again; also of
 * a number that never arrived, which is then not taken any more.
 */
export const Withdrawal = Exact({ number: ReportNumber, digest: Digest, reason: Line(500, 1), by: Line(80, 1), at: Instant })
export type Withdrawal = Static<typeof Withdrawal>
