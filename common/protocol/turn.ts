import { type Static, Type } from 'typebox'
import { Exact, Instant, Words } from './basic.ts'

/**
 * Why somebody's turn comes sooner: by their age; a disability, which the class that they ask for tells (C5); sent away, or their report given
 * back, and here again on the same day.
 */
export const PRECEDENCES = ['elderly', 'disabled', 'returned'] as const
const Precedence = Words(PRECEDENCES)
export type Precedence = Static<typeof Precedence>

/** All that gives somebody precedence, in the order of the words above. */
export const Precedences = Type.Array(Precedence, { maxItems: PRECEDENCES.length, uniqueItems: true })

/** The shortest and the longest wait that anybody is told, minutes. */
export const WAITS = { least: 5, most: 480 } as const
/**
 * Why nobody can tell how long somebody will wait: no doctor is here who may examine at this site; too few examinations were measured; the server is about to be
 * updated and takes no new driver.
 */
const UNTOLD = ['no-doctor', 'unmeasured', 'updating'] as const
/** About how long a driver waits until a doctor comes, by what stands now: server/check/wait.ts says how that is worked out. */
export const Wait = Type.Union([
  Exact({ minutes: Type.Integer({ minimum: WAITS.least, maximum: WAITS.most }) }),
  /** `next`: when a doctor's hours begin there. Absent: nobody's do within two weeks, or somebody should be here already. */
  Exact({ untold: Words(UNTOLD), next: Type.Optional(Instant) }),
])
export type Wait = Static<typeof Wait>

/** Where a driver stands whom nobody has claimed: from 1, among those who may get the same doctors, and about how long they wait. */
export const Turn = Exact({ place: Type.Integer({ minimum: 1 }), wait: Wait })
export type Turn = Static<typeof Turn>
