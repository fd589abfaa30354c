import { type Static, Type } from 'typebox'
import { Exact, Id, Instant, Nullable, Said, Words } from './basic.ts'
import { Phase } from './check.ts'

/** How a report came back to its doctor: by the counter; refused by the system to which it went; not accepted any more, since its institution isn't recognised. */
const SENT_BACK_AS = ['returned', 'refused', 'not-accepted'] as const
export const SentBackAs = Words(SENT_BACK_AS)
export type SentBackAs = Static<typeof SentBackAs>

/** What became of it: another report took its place, or one in which something mistyped was put right; it was withdrawn; the counter had it sent again. */
const BECAME = ['replaced', 'corrected', 'withdrawn', 'sent-again'] as const
export const Became = Words(BECAME)
export type Became = Static<typeof Became>

/** By which an entry is known, and found in the order of the list: a page begins behind it. */
export const SentBackPlace = Exact({ endedAt: Instant, check: Id, sequence: Type.Integer({ minimum: 1 }) })
export type SentBackPlace = Static<typeof SentBackPlace>

/** A doctor's own report that came back and was seen to. */
export const SentBackEntry = Exact({
  ...SentBackPlace.properties,
  number: Said,
  name: Said,
  what: SentBackAs,
  at: Instant,
  /** The clerk; null: the system to which it went. */
  by: Nullable(Said),
  /** The site whose counter sees to it. */
  squad: Said,
  reason: Said,
  became: Became,
  /** The report that counts since, and where it stands; null: none does. */
  now: Nullable(Exact({ number: Said, phase: Phase })),
})
export type SentBackEntry = Static<typeof SentBackEntry>

/** How many entries are on a page at most. */
export const SENT_BACK_MOST = 20
/** What was seen to last first. `more`: there are older ones behind the last. */
export const SentBackPage = Exact({ entries: Type.Array(SentBackEntry, { maxItems: SENT_BACK_MOST }), more: Type.Boolean() })
export type SentBackPage = Static<typeof SentBackPage>

/** Entries that are new or otherwise: of one announcement, so that there are few. */
export const SentBackMoved = Exact({ entries: Type.Array(SentBackEntry, { maxItems: 1000 }) })
