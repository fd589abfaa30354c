import { type Static, Type } from 'typebox'
import { Day, Exact, Id, Instant, LANGUAGES, Language, Nullable, Remark, Said, Version, Words } from './basic.ts'
import { Phase } from './check.ts'
import { Line } from './line.ts'
import { Part } from './part.ts'
import { Refusal } from './refusal.ts'
import { Allowed, Level } from './registered.ts'
import { ReportNumber } from './report.ts'
import { LicenceClasses } from './station.ts'

// Who may issue reports: medical institutions, and the doctors who are registered in them. Article 85 and 86 of order 162.

/** For which classes an institution may certify: C5 is for those alone that the province has named for it (article 85). */
export const BUSINESSES = ['ordinary', 'c5'] as const
export const Business = Words(BUSINESSES)
export type Business = Static<typeof Business>

const OF_INSTITUTION = {
  /** In Chinese: it stands on papers. */
  name: Line(80, 1),
  nameEn: Nullable(Line(80, 1)),
  /** For the public list; empty: nobody has written it down yet. */
  address: Line(140),
  contact: Line(80),
  level: Level,
  allowed: Nullable(Allowed),
  /** The first and the last day in China on which it may issue; null: no end is set. */
  from: Day,
  until: Nullable(Day),
  certifies: Type.Array(Business, { maxItems: BUSINESSES.length }),
  /** The sites that are its own; null: all that no other institution has. At most one has null. */
  sites: Nullable(Type.Array(Id, { maxItems: 1000 })),
}
/** What an administrator writes of an institution. */
export const InstitutionFacts = Exact(OF_INSTITUTION)
export type InstitutionFacts = Static<typeof InstitutionFacts>

/** Not recognised any more (article 86): nobody signs there from an instant on, and papers since a day are to be looked through. */
const Suspension = Exact({ from: Instant, papersSince: Day, reason: Line(500, 1) })
export const Institution = Exact({ ...OF_INSTITUTION, suspended: Nullable(Suspension) })
export type Institution = Static<typeof Institution>

/** The languages in which a doctor examines. */
const Speaks = Type.Array(Language, { minItems: 1, maxItems: LANGUAGES.length, uniqueItems: true })

/**
 * A doctor in an institution. `licence` null: the registration was taken over from before there were numbers, and somebody has to fill it in. Without `speaks`:
 * Chinese.
 */
export const Registration = Exact({
  person: Id,
  institution: Id,
  licence: Nullable(Line(40, 1)),
  from: Day,
  until: Nullable(Day),
  speaks: Type.Optional(Speaks),
})
export type Registration = Static<typeof Registration>

/** How an entry stands: its id, how often it was written, who wrote it last (null: the house itself) and when. */
const WRITTEN = { id: Id, version: Version, by: Nullable(Said), at: Instant }
export const InstitutionEntry = Exact({ ...WRITTEN, value: Institution })
export type InstitutionEntry = Static<typeof InstitutionEntry>
export const RegistrationEntry = Exact({ ...WRITTEN, value: Registration })
export type RegistrationEntry = Static<typeof RegistrationEntry>

/** `GET /api/registry`. */
export const RegistryView = Exact({
  institutions: Type.Array(InstitutionEntry, { maxItems: 1000 }),
  doctors: Type.Array(RegistrationEntry, { maxItems: 10_000 }),
})
export type RegistryView = Static<typeof RegistryView>

/** What an entry was, each time that somebody wrote it, the newest first. */
export const HISTORY_MOST = 1000
export const RegistryHistory = Part(Type.Union([InstitutionEntry, RegistrationEntry]), HISTORY_MOST)
export type RegistryHistory = Static<typeof RegistryHistory>

/** A change names the version that it was decided on: of two administrators at once one is told. */
export const InstitutionChange = Exact({ version: Version, value: InstitutionFacts })
/** `from` null: from now on. */
export const SuspensionAsked = Exact({ version: Version, from: Nullable(Instant), papersSince: Day, reason: Remark })
export type SuspensionAsked = Static<typeof SuspensionAsked>
export const VersionAsked = Exact({ version: Version })
export const NewRegistration = Exact({ ...Registration.properties, licence: Line(40, 1) })
export type NewRegistration = Static<typeof NewRegistration>
export const RegistrationChange = Exact({
  version: Version,
  licence: Line(40, 1),
  from: Day,
  until: Nullable(Day),
  speaks: Type.Optional(Speaks),
})
export type RegistrationChange = Static<typeof RegistrationChange>

/** A page of the reports that an institution has issued since a day, the newest first: nothing of the driver. */
export const PAPERS_MOST = 100
export const InstitutionPapers = Part(
  Exact({ number: ReportNumber, check: Id, day: Day, doctor: Said, classes: LicenceClasses, phase: Phase }),
  PAPERS_MOST,
)
export type InstitutionPapers = Static<typeof InstitutionPapers>

/** Sites where a doctor may sign now (`refusal` null, `until`: through which day, where one is set) or may not, and why. */
export const SigningRights = Type.Array(
  Exact({ site: Line(80), institution: Nullable(Line(80)), until: Nullable(Day), refusal: Nullable(Refusal) }),
  { maxItems: 10_000 },
)
export type SigningRights = Static<typeof SigningRights>
