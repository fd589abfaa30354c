import type { Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Registered } from '#protocol/registered.ts'
import type { Business, Institution, Registration } from '#protocol/registry.ts'
import type { LicenceClass } from '#protocol/station.ts'

// Who may issue a report at a site, at an instant: article 85 and 86 of order 162.

/** How something stands in the registry: who wrote it last (null: the house itself) and when. */
export type Entry<T> = { id: string; version: number; by: string | null; at: string; value: T }
export type Registry = { institutions: Entry<Institution>[]; doctors: Entry<Registration>[] }

/** Whose a site is: the institution's that names it, else the one's that has all others. Undefined: nobody's. */
export const institutionOf = ({ institutions }: Registry, site: string): Entry<Institution> | undefined =>
  institutions.find(({ value }) => value.sites?.includes(site)) ?? institutions.find(({ value }) => value.sites === null)

/** Why nobody may issue in the name of this institution now; null: one may. Its first and last day hold through the whole day in China. */
export const notRecognised = ({ name, suspended, from, until }: Institution, now: Date): Refusal | null => {
  const today = chinaDay(now)
  if (suspended && suspended.from <= now.toISOString()) return refuse('institution-suspended', { institution: name })
  return today < from || (until !== null && today > until)
    ? refuse('institution-not-valid', { institution: name, from, until: until ?? '' })
    : null
}

/** The institution that may issue at a site now, or why none may. */
export const issuerAt = (registry: Registry, site: { id: string; name: string }, now: Date): Entry<Institution> | Refusal => {
  const found = institutionOf(registry, site.id)
  return found ? (notRecognised(found.value, now) ?? found) : refuse('institution-unknown', { site: site.name })
}

const isValid = ({ from, until }: Registration, today: string) => from <= today && (until === null || today <= until)

/** A doctor's registration in an institution that is valid now, or why there is none. */
const registrationIn = (
  { doctors }: Registry,
  institution: Entry<Institution>,
  person: string,
  now: Date,
): Entry<Registration> | Refusal => {
  const own = doctors.filter(({ value }) => value.person === person && value.institution === institution.id)
  const { name } = institution.value
  const [some] = own
  if (!some) return refuse('doctor-not-registered', { institution: name })
  const { from, until } = some.value
  return (
    own.find(({ value }) => isValid(value, chinaDay(now))) ??
    refuse('registration-not-valid', { institution: name, from, until: until ?? '' })
  )
}

/** Those in whose names a doctor signs at a site: institution and registration. */
export type Signers = { institution: Entry<Institution>; doctor: Entry<Registration> }

/** May this doctor sign now what was examined at this site? */
export const maySign = (registry: Registry, site: { id: string; name: string }, person: string, now: Date): Signers | Refusal => {
  const institution = issuerAt(registry, site, now)
  if ('refused' in institution) return institution
  const doctor = registrationIn(registry, institution, person, now)
  return 'refused' in doctor ? doctor : { institution, doctor }
}

/** At which of these sites each doctor may sign now, by their ids: worked out once for all who are asked about. */
export const signingSites = (
  registry: Registry,
  sites: readonly { id: string; name: string }[],
  now: Date,
): ((person: string) => string[]) => {
  const issuing = sites.flatMap((site) => {
    const issuer = issuerAt(registry, site, now)
    return 'refused' in issuer ? [] : [{ site: site.id, institution: issuer.id }]
  })
  const valid = Map.groupBy(
    registry.doctors.filter(({ value }) => isValid(value, chinaDay(now))),
    ({ value }) => value.person,
  )
  return (person) => {
    const own = new Set(valid.get(person)?.map(({ value }) => value.institution))
    return issuing.filter(({ institution }) => own.has(institution)).map(({ site }) => site)
  }
}

/** In which languages each doctor examines, by their registrations: without any word of it in Chinese. */
export const speaking = ({ doctors }: Registry): ((person: string) => ReadonlySet<Language>) => {
  const own = Map.groupBy(doctors, ({ value }) => value.person)
  return (person) => new Set((own.get(person) ?? []).flatMap(({ value }) => value.speaks ?? ['zh']))
}

/** What a report says of those who sign it. */
export const registeredOf = ({ institution, doctor }: Signers): Registered => {
  const { level, allowed, until } = institution.value
  return {
    institution: { id: institution.id, version: institution.version, level, allowed, until },
    doctor: { id: doctor.id, version: doctor.version, licence: doctor.value.licence, until: doctor.value.until },
  }
}

const businessOf = (licence: LicenceClass): Business => (licence === 'C5' ? 'c5' : 'ordinary')

/** Those of these classes for which an institution may not certify. */
export const uncertified = ({ certifies }: Institution, classes: readonly LicenceClass[]): LicenceClass[] =>
  classes.filter((licence) => !certifies.includes(businessOf(licence)))

/** What stands against an institution by itself: what the law asks for isn't there. */
export const unfitInstitution = ({
  level,
  allowed,
  certifies,
  from,
  until,
}: Institution): 'allowed' | 'province' | 'days' | 'certifies' | null => {
  if (until !== null && until < from) return 'days'
  if (certifies.length === 0) return 'certifies'
  if (allowed === null && level !== 'county' && level !== 'military') return 'allowed'
  return (certifies.includes('c5') || level === 'special') && allowed?.rank !== 'province' ? 'province' : null
}
