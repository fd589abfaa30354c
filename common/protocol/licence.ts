import { type Static, Type } from 'typebox'
import { Day, Exact, Nullable, Said, Words } from './basic.ts'
import { Line } from './line.ts'

/**
 * The letters of a licence's state (zt) in the traffic police's system, several of which may stand together: A in order, B points used up,
 * C moved elsewhere, D suspended, E annulled, F revoked, G cancelled, H offences open, I accidents open, J stopped, K seized, L locked, M not
 * renewed in time, N renewal put off, P certificate put off, R cancelled but may be restored, S review overdue, T review put off, U detained.
 */
const LICENCE_STATES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'U'] as const
export const LicenceState = Words(LICENCE_STATES)
export type LicenceState = Static<typeof LicenceState>

/** A letter that is known here. Their system may have others, which are told as they stand. */
export const isLicenceState = (letter: string): letter is LicenceState => LICENCE_STATES.some((known) => known === letter)

/** A certificate of body condition that the traffic police have from before, whoever made it. */
const Certificate = Exact({ issuedOn: Day, validTo: Day, institution: Line(60, 1) })

/** What the traffic police know about a driver's licence, whether a case is open or not. */
export const Licence = Exact({
  /** As their system writes it: letters without anything between. Empty: they say none. */
  states: Type.String({ maxLength: 26, pattern: '^[A-Z]*$' }),
  /** Why nothing may go on with it now, in plain words: whatever else their system marks it with. */
  stops: Type.Array(Line(200, 1), { maxItems: 20 }),
  certificate: Nullable(Certificate),
  /** The driver is allowed to drive school buses, for which more is asked than the form holds. */
  schoolBus: Type.Boolean(),
})
export type Licence = Static<typeof Licence>

/** What of it stays with a check that was opened: whatever stood there then stays readable. */
export const LicenceTold = Exact({
  states: Said,
  certificate: Nullable(Exact({ issuedOn: Day, validTo: Day, institution: Said })),
  schoolBus: Type.Boolean(),
})
export type LicenceTold = Static<typeof LicenceTold>
