import { type Static, Type } from 'typebox'
import { Exact, Id, Nullable } from './basic.ts'
import { CheckView } from './check.ts'

/** How many drivers one doctor watches at once: as many pictures as a screen shows so large that a face is seen in each. */
export const WATCHED_MOST = 6

/** The checks that a page watches from now on, and no others. */
export const WatchedChecks = Exact({ checks: Type.Array(Id, { maxItems: WATCHED_MOST, uniqueItems: true }) })

/** Those of them that may be watched: a driver whom a doctor has meanwhile isn't among them. */
export const Watched = Exact({ checks: Type.Array(CheckView, { maxItems: WATCHED_MOST }) })

/** A check that is watched, as it stands now; null: it isn't watched any more. */
export const WatchedMoved = Exact({ check: Id, view: Nullable(CheckView) })
export type WatchedMoved = Static<typeof WatchedMoved>
