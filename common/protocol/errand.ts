import { type Static, Type } from 'typebox'
import { Exact, Id, Instant, Nullable, Version, Words } from './basic.ts'
import { Line } from './line.ts'
import { Part } from './part.ts'

/**
 * What the house does by itself for a signed report: its paper is made, it is handed over to the traffic case, that is told when it is withdrawn and
 * how the counter took it, and a paper that was sealed while no time stamp could be had gets one.
 */
export const ERRANDS = ['draw', 'deliver', 'withdraw', 'standing', 'stamp'] as const
export const ErrandKind = Words(ERRANDS)
export type ErrandKind = Static<typeof ErrandKind>

/** Why an errand has not come about yet. Each code has a sentence in common/words/zh/errands.ts and common/words/en/errands.ts. */
export const ERRAND_FAULTS = [
  // the way to the case
  'no-case',
  'name-unknown',
  'line-refused',
  'unreachable',
  'line-cut',
  'timed-out',
  'certificate-expired',
  'certificate-untrusted',
  'certificate-name',
  'not-secure',
  // its door, whichever report it is
  'moved',
  'key-wrong',
  'forbidden',
  'address-wrong',
  'too-many',
  'down',
  // this report
  'malformed',
  'not-taken',
  'conflict',
  'too-large',
  'failed',
  'answer-too-long',
  'answer-unreadable',
  'unanswered',
  'reference-unknown',
  'not-expressible',
  'no-way-back',
  // a folder that others carry
  'folder-unusable',
  // time stamps
  'stamp-unset',
  'stamp-unreachable',
  'stamp-refused',
  'stamp-untrusted',
  // this house
  'elder-first',
  'quota-used',
  'not-prepared',
  'not-made',
  'unknown',
] as const
export const ErrandFaultCode = Words(ERRAND_FAULTS)
export type ErrandFaultCode = Static<typeof ErrandFaultCode>

/** `said`: the sign by which technicians know it, a status or a code of the system, `401`, `ECONNREFUSED`. Never of a person. */
export const ErrandFault = Exact({ code: ErrandFaultCode, said: Type.String({ maxLength: 60 }) })
export type ErrandFault = Static<typeof ErrandFault>

/** An errand that isn't done yet, as those see it who can act. */
export const Errand = Exact({
  kind: ErrandKind,
  /** How often it failed. */
  tries: Type.Integer({ minimum: 0 }),
  /** Since when it is to be done. */
  since: Instant,
  /** Why it failed the last time; null: it hasn't yet. */
  fault: Nullable(ErrandFault),
  /** The case has it and answers later: since when that is awaited, and by which reference it is asked. Absent: it isn't so, or not told here. */
  sent: Type.Optional(Exact({ since: Instant, reference: Line(80, 1) })),
  /** It won't pass by itself: somebody has to look. It goes on being tried all the same. */
  person: Type.Boolean(),
  /** It is being tried at this moment. */
  underWay: Type.Boolean(),
})
export type Errand = Static<typeof Errand>

/** The administrator sees so many. */
export const ERRANDS_MOST = 300

/** An errand that needs a person, as an administrator sees it: of which report and site, and since when it needs one. Nothing of the driver. */
export const NeededErrand = Exact({
  check: Id,
  version: Version,
  number: Type.String({ maxLength: 40 }),
  site: Type.String({ maxLength: 80 }),
  personSince: Instant,
  errand: Errand,
})
export type NeededErrand = Static<typeof NeededErrand>
/** `GET /api/errands`: those that have needed one for the longest first. */
export const NeededErrands = Part(NeededErrand, ERRANDS_MOST)
export type NeededErrands = Static<typeof NeededErrands>

/** `POST /api/errands/:id/try`, of a check. */
export const ErrandTry = Exact({ command: Id, version: Version })
export type ErrandTry = Static<typeof ErrandTry>
