import { Type } from 'typebox'
import { Digest, Id, Strokes } from '../basic.ts'
import { ReportNumber, ReportNumbers } from '../report.ts'
import { Log } from '../rest.ts'
import { route } from '../route.ts'

// What belongs to a driver: pictures, handwriting, logs and papers, for those who work with them.

const both = ['doctor', 'counter'] as const
const params = { id: Id }
const refuses = ['check-unknown', 'access-needs-reason', 'not-found'] as const

/** The driver as the booth took the picture. */
export const photo = route('GET', '/api/checks/:id/photo', { by: both, params, answer: { media: 'image/jpeg' }, refuses })

/** The driver as the card holds the picture. */
export const cardPhoto = route('GET', '/api/checks/:id/card-photo', { by: both, params, answer: { media: 'image/png' }, refuses })

/** The driver's handwriting under the declaration. */
export const driverSignature = route('GET', '/api/checks/:id/signature', { by: ['doctor'], params, answer: Strokes, refuses })

/** The accepted log of an attempt, for the doctor to look at again. */
export const readLog = route('GET', '/api/readings/:id', {
  by: ['doctor'],
  params,
  answer: Log,
  refuses: ['not-found', 'access-needs-reason'],
})

/** The signature by SM2 with SM3 beside the paper, detached, in the form of GB/T 35275. */
export const sm2 = route('GET', '/api/reports/:number/sm2', {
  by: both,
  params: { number: ReportNumber },
  answer: { media: 'application/pkcs7-signature' },
  refuses: ['report-unknown', 'access-needs-reason', 'not-found'],
})

/** A picture that a log names, as a camera of the booth showed the trial. */
export const still = route('GET', '/api/readings/:id/stills/:digest', {
  by: ['doctor'],
  params: { ...params, digest: Digest },
  answer: { media: 'image/jpeg' },
  refuses: ['not-found', 'access-needs-reason'],
})

/** What a doctor kept of what they saw of the driver. */
export const takenStill = route('GET', '/api/checks/:id/stills/:digest', {
  by: ['doctor'],
  params: { ...params, digest: Digest },
  answer: { media: 'image/jpeg' },
  refuses,
})

/** Labels for the letters in which these reports are sent, a page each: sender, receiver and the report's number. */
export const labels = route('GET', '/api/labels', {
  by: ['counter'],
  query: Type.Object({ numbers: ReportNumbers }),
  answer: { media: 'application/pdf' },
  refuses: ['report-unknown', 'access-needs-reason', 'not-sealed', 'glyph-missing'],
})

export const paper = route('GET', '/api/reports/:number/pdf', {
  by: both,
  params: { number: ReportNumber },
  answer: { media: 'application/pdf' },
  refuses: ['report-unknown', 'access-needs-reason', 'paper-held', 'not-sealed', 'not-found'],
})
