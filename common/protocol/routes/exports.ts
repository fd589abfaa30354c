import { Type } from 'typebox'
import { Day, Language } from '../basic.ts'
import { ReportNumber } from '../report.ts'
import { route } from '../route.ts'

// What leaves as data for other systems. Each export is written down.

const by = ['doctor', 'counter'] as const
const params = { number: ReportNumber }
const refuses = ['report-unknown', 'access-needs-reason', 'not-found'] as const

/** The signed value, byte by byte as it was signed: its SHA-256 is the digest on the paper. Its JSON Schema is at `/docs/report.schema.json`. */
export const reportValue = route('GET', '/api/reports/:number/value', { by, params, answer: { media: 'application/json' }, refuses })

/** The report as a FHIR R4 document, with the signed value and the doctors' signatures in it. */
export const reportBundle = route('GET', '/api/reports/:number/fhir', { by, params, answer: { media: 'application/fhir+json' }, refuses })

/** Every report that was signed on a day in China and goes to one's own counter, the newest first, as CSV by RFC 4180. */
export const dayReports = route('GET', '/api/days/:day/reports', {
  by: ['counter'],
  params: { day: Day },
  query: Type.Object({ language: Type.Optional(Language) }),
  answer: { media: 'text/csv; charset=utf-8' },
  refuses: ['days-wrong'],
})
