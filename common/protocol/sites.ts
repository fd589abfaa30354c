import { type Static, Type } from 'typebox'
import { Exact, Id, Nullable, Words } from './basic.ts'
import { Line } from './line.ts'

// Where the service works: machines stand at a site, people work for some, and a report goes to the counter of one.

/** `centre`: the city's vehicle administration; `station`: a hall of its or of others with booths; `squad`: the traffic police of a district. */
export const SITE_KINDS = ['centre', 'squad', 'station'] as const
export const SiteKind = Words(SITE_KINDS)
export type SiteKind = Static<typeof SiteKind>

/** The code of a unit, as the traffic system writes it: twelve digits in most places. */
export const UnitCode = Line(20, 1)
const SiteName = Line(80, 1)
const EnglishName = Nullable(Line(80, 1))

const OF_SITE = {
  kind: SiteKind,
  /** In Chinese: it stands on papers. */
  name: SiteName,
  nameEn: EnglishName,
  /** By which the traffic case names it; null: it never does. No two sites have the same. */
  code: Nullable(UnitCode),
  /** The centre that it belongs to; a centre belongs to none. */
  parent: Nullable(Id),
  /** Whose counter sees to the reports of those who come here and whose case names no unit that is a site; null: the centre’s. */
  squad: Nullable(Id),
}
export const Site = Exact({ id: Id, ...OF_SITE, closed: Type.Boolean() })
export type Site = Static<typeof Site>
/** `GET /api/sites`: the centre first, then squads and stations by their names. */
export const Sites = Type.Array(Site, { maxItems: 10_000 })
export const NewSite = Exact(OF_SITE)
export type NewSite = Static<typeof NewSite>
export const SiteChange = Exact({
  name: Type.Optional(SiteName),
  nameEn: Type.Optional(EnglishName),
  code: Type.Optional(Nullable(UnitCode)),
  parent: Type.Optional(Nullable(Id)),
  squad: Type.Optional(Nullable(Id)),
  closed: Type.Optional(Type.Boolean()),
})
export type SiteChange = Static<typeof SiteChange>
