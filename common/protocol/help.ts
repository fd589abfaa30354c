import { type Static, Type } from 'typebox'
import { Exact, Id, Instant, Nullable, Said, Words } from './basic.ts'

/** For whom somebody in a booth can call. */
export const HELPERS = ['doctor', 'staff'] as const
export const Helper = Words(HELPERS)
export type Helper = Static<typeof Helper>

/** A call that stands in a booth: its id is the booth's, so that one that is told again is the same. */
export const HelpWanted = Exact({ id: Id, whom: Helper })
export type HelpWanted = Static<typeof HelpWanted>

/** What a booth shows of its own calls: nobody has answered yet, or somebody has and says so. Absent: nobody was called. */
const Calling = Words(['called', 'heard'] as const)
export const HelpHere = Exact({ doctor: Type.Optional(Calling), staff: Type.Optional(Calling) })
export type HelpHere = Static<typeof HelpHere>

/** A call that nobody has answered, for whoever may: `check`, where the driver is in the queue already. */
export const HelpCall = Exact({ id: Id, whom: Helper, booth: Said, site: Said, check: Nullable(Id), at: Instant })
export type HelpCall = Static<typeof HelpCall>
/** Every call that whoever is told of it may answer, the oldest first: one to each helper from each booth. */
export const HelpView = Exact({ calls: Type.Array(HelpCall, { maxItems: HELPERS.length * 10_000 }) })
export type HelpView = Static<typeof HelpView>
