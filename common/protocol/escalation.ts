import { type Static, Type } from 'typebox'
import { Exact, Id, Instant, Nullable, Said, Words } from './basic.ts'
import { Line } from './line.ts'
import { Part } from './part.ts'

/**
 * What became of a hard case that was passed to a senior doctor: they said what to do; they took the driver over; who asked took it back; the check was
 * over before anybody came to an end with it.
 */
const ESCALATION_ENDS = ['advised', 'taken-over', 'withdrawn', 'check-ended'] as const
export const EscalationEnd = Words(ESCALATION_ENDS)
export type EscalationEnd = Static<typeof EscalationEnd>

/** What the ledger holds: a case that was passed to a senior doctor, or a question to another department. */
export const LedgerKind = Words(['senior', 'consultation'] as const)

const Named = Exact({ id: Id, name: Said })

/** A hard case that was passed to a senior doctor. `until`: by when one should have come. */
export const Escalation = Exact({
  id: Id,
  doctor: Named,
  reason: Said,
  at: Instant,
  until: Instant,
  /** The first senior doctor who came, and when. */
  contact: Nullable(Exact({ doctor: Named, at: Instant })),
  ended: Nullable(Exact({ outcome: EscalationEnd, doctor: Nullable(Named), words: Nullable(Said), at: Instant })),
})
export type Escalation = Static<typeof Escalation>

/** A question to another department, asked for by the doctor who has the driver. `ended` without an answer: the check was over before. */
export const Consultation = Exact({
  id: Id,
  doctor: Named,
  department: Said,
  question: Said,
  at: Instant,
  until: Instant,
  ended: Nullable(Exact({ answer: Nullable(Said), doctor: Nullable(Named), at: Instant })),
})
export type Consultation = Static<typeof Consultation>

/** How many of each a check may have: nobody asks so often. */
export const ASKED_MOST = 20

/** What became of a line of the ledger. */
export const LedgerOutcome = Words([...ESCALATION_ENDS, 'answered'] as const)

/** A line of the ledger. */
export const LedgerEntry = Exact({
  id: Id,
  check: Id,
  kind: LedgerKind,
  /** Of the driver. */
  name: Said,
  booth: Said,
  site: Said,
  /** Who asked, when, and why; of a consultation, what. */
  by: Said,
  at: Instant,
  reason: Said,
  until: Instant,
  /** Whose it is: the senior doctor who came, or the department. Null: nobody's yet. */
  owner: Nullable(Said),
  contact: Nullable(Instant),
  outcome: Nullable(LedgerOutcome),
  words: Nullable(Said),
  ended: Nullable(Instant),
})
export type LedgerEntry = Static<typeof LedgerEntry>

/** How many of the ledger are on a page. */
export const LEDGER_MOST = 100
export const LedgerPage = Part(LedgerEntry, LEDGER_MOST)
export type LedgerPage = Static<typeof LedgerPage>

/** Every line that is open now, the one that is due first on top: for seniors and administrators. */
export const OpenLedger = Exact({ entries: Type.Array(LedgerEntry, { maxItems: 10_000 }) })
export type OpenLedger = Static<typeof OpenLedger>

/** Another department, by its name. */
export const Department = Line(60, 1)
