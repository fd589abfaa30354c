import { Type } from 'typebox'
import { Id, Instant } from '../basic.ts'
import { ErrandTry, NeededErrands } from '../errand.ts'
import { LedgerPage } from '../escalation.ts'
import { AccessAsked, AccessGiven, AccessViews, Done, Overrides } from '../rest.ts'
import { route } from '../route.ts'
import { WayViews } from '../way.ts'

// What was looked at beyond one's own, what doctors decided otherwise, and errands that need a person.

/** Opens a check, or a report by its number, that isn't one's own, for an hour. */
export const giveReason = route('POST', '/api/access', {
  by: ['doctor', 'counter', 'auditor'],
  tries: 120,
  body: AccessAsked,
  answer: AccessGiven,
  refuses: ['check-unknown', 'report-unknown', 'other-site'],
})

/** A page of what was looked at, behind the record that is named. */
export const listAccess = route('GET', '/api/access', {
  by: ['administrator'],
  query: Type.Object({ at: Type.Optional(Instant), id: Type.Optional(Id) }),
  answer: AccessViews,
})

/** A page of the ledger of hard cases, behind the line that is named. */
export const listLedger = route('GET', '/api/ledger', {
  by: ['administrator'],
  query: Type.Object({ at: Type.Optional(Instant), id: Type.Optional(Id) }),
  answer: LedgerPage,
})

/** The last 30 days, the newest first. */
export const listOverrides = route('GET', '/api/overrides', { by: ['administrator'], answer: Overrides })

/** Those that have needed somebody for the longest first. */
export const listErrands = route('GET', '/api/errands', { by: ['administrator'], answer: NeededErrands })

/** How the ways to the systems stand that take reports. */
export const listWays = route('GET', '/api/ways', { by: ['administrator'], answer: WayViews })

/**
 * The errand of a check is tried now. What is done to a report is the counter's to do: an administrator who is one, too, needn't change
 * pages for it.
 */
export const tryErrand = route('POST', '/api/errands/:id/try', {
  by: ['counter'],
  params: { id: Id },
  body: ErrandTry,
  answer: Done,
  refuses: ['check-unknown', 'other-site', 'stale', 'wrong-state', 'paper-held'],
})
