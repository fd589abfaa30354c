import { type Static, Type } from 'typebox'
import { Exact, Id, Words } from '#protocol/basic.ts'
import { Live, LiveValue } from '#protocol/check.ts'
import { Pointing } from '#protocol/pointing.ts'
import { Saying } from '#protocol/saying.ts'

/**
 * What lists show otherwise when a check has changed: its row of the queue; the places of those who wait; the counter's reports; what waits
 * for a doctor; the screens of the halls.
 */
export const MOVED = ['queue', 'place', 'report', 'attention', 'hall'] as const
const Moved = Words(MOVED)
export type Moved = Static<typeof Moved>

/**
 * Something has changed: whoever shows it, on whichever server, looks it up and shows it again. A value and nothing else, so that it can
 * travel from the server on which it happened to every other: what it is about is named in it, never handed over.
 */
export const Announcement = Type.Union([
  /** A check has changed; without a word in `moved` no list shows it otherwise. */
  Exact({ kind: Type.Literal('check'), check: Id, moved: Type.Array(Moved, { maxItems: MOVED.length, uniqueItems: true }) }),
  /** What a booth says about itself has changed: for whoever looks on at its check. */
  Exact({ kind: Type.Literal('surroundings'), check: Id }),
  Exact({ kind: Type.Literal('live'), live: Live }),
  Exact({ kind: Type.Literal('value'), value: LiveValue }),
  /** A doctor says something to a driver in writing. */
  Exact({ kind: Type.Literal('saying'), saying: Saying }),
  /** A doctor points at a place in a driver's picture. */
  Exact({ kind: Type.Literal('pointing'), pointing: Pointing }),
  /** Somebody in this booth calls for a person, or has been answered. */
  Exact({ kind: Type.Literal('help'), booth: Id }),
  /** Something in the ledger of hard cases has changed. */
  Exact({ kind: Type.Literal('ledger') }),
  /** Machines came, went or are others: the screens of the halls show it. */
  Exact({ kind: Type.Literal('machines') }),
  /** Doctors came or went, or time has passed: those who wait may be told otherwise how long. */
  Exact({ kind: Type.Literal('waits') }),
  /** A server takes no new driver any more: each looks whether it is itself. */
  Exact({ kind: Type.Literal('draining') }),
  /** What this doctor is offered, or has offered, is otherwise. */
  Exact({ kind: Type.Literal('offer'), doctor: Id }),
  /** What a person may do has changed: their pages come in again. */
  Exact({ kind: Type.Literal('person'), person: Id }),
  /** A session has ended: every line that stands by it ends with it. */
  Exact({ kind: Type.Literal('session'), session: Id }),
  /** A machine was shut off, or has another key: its line ends. */
  Exact({ kind: Type.Literal('machine'), machine: Id }),
])
export type Announcement = Static<typeof Announcement>
