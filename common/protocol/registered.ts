import type { Static } from 'typebox'
import { Day, Exact, Id, Nullable, Version, Words } from './basic.ts'
import { Line } from './line.ts'

// What a report says of those who issued it.

/** What kind of institution it is, in the words of article 85: the first two need nobody's leave, the others a health authority's. */
export const LEVELS = ['county', 'military', 'hospital', 'township', 'community', 'checkup-centre', 'special'] as const
export const Level = Words(LEVELS)
export type Level = Static<typeof Level>

/** Which health authority allows it: the province's, or that of a city of prefecture rank. */
export const RANKS = ['province', 'prefecture'] as const
export const Allowed = Exact({ by: Line(80, 1), rank: Words(RANKS) })
export type Allowed = Static<typeof Allowed>

/** A doctor in an institution, as the registry has it at an instant: by which entry, and until when. */
export const RegisteredDoctor = Exact({ id: Id, version: Version, licence: Nullable(Line(40, 1)), until: Nullable(Day) })
export type RegisteredDoctor = Static<typeof RegisteredDoctor>

/** What a report says of the registry as it was when it was drawn up: of its institution, and of the doctor in it. */
export const Registered = Exact({
  institution: Exact({ id: Id, version: Version, level: Level, allowed: Nullable(Allowed), until: Nullable(Day) }),
  doctor: RegisteredDoctor,
})
export type Registered = Static<typeof Registered>

/** The institution of which everything was that was issued before there was a registry, and that a new installation begins with. */
export const FIRST_INSTITUTION = '00000000-0000-8000-8000-000000000001'
