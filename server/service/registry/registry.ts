import { type Entry, type Registry, unfitInstitution } from '#check/registry.ts'
import { isDay } from '#protocol/days.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import {
  HISTORY_MOST,
  type Institution,
  type InstitutionEntry,
  type InstitutionFacts,
  type NewRegistration,
  type Registration,
  type RegistrationChange,
  type RegistrationEntry,
  type RegistryHistory,
  type RegistryView,
  type SuspensionAsked,
} from '#protocol/registry.ts'
import type { Deps } from '../../deps.ts'
import { unprintableText } from '../../report/layout.ts'
import { findPerson, listPeople } from '../../store/people.ts'
import { addEntry, currentRegistry, entryHistory, type Kinded } from '../../store/registry.ts'
import { listSites } from '../../store/sites.ts'

/** Who writes: the id of an administrator. */
type By = { id: string }

/** Every institution and every doctor in one, with who wrote each last. */
export const registryView = async (deps: Deps): Promise<RegistryView> => {
  const { institutions, doctors } = await currentRegistry(deps.db)
  const named = await withNames(deps)
  return { institutions: institutions.map(named), doctors: doctors.map(named) }
}

/** How an entry stood each time that somebody wrote it, the newest first. */
export const historyOf = async (deps: Deps, id: string): Promise<RegistryHistory | Refusal> => {
  const { entries, more } = await entryHistory(deps.db, id, HISTORY_MOST)
  if (entries.length === 0) return refuse('not-found')
  const named = await withNames(deps)
  return { entries: entries.map((one) => named(one)), more }
}

/** A name in the place of who wrote an entry; the id where nobody has that account any more. */
const withNames = async ({ db }: Pick<Deps, 'db'>) => {
  const names = new Map((await listPeople(db)).map(({ id, name }) => [id, name]))
  return <E extends { by: string | null }>(entry: E): E => ({ ...entry, by: entry.by && (names.get(entry.by) ?? entry.by) })
}

export const addInstitution = async (deps: Deps, by: By, facts: InstitutionFacts): Promise<InstitutionEntry | Refusal> => {
  const wrong = await wrongWith(deps, await currentRegistry(deps.db), facts, null)
  return wrong ?? write(deps, by, { id: deps.ids(), version: 0 }, { kind: 'institution', value: { ...facts, suspended: null } })
}

export const changeInstitution = (deps: Deps, by: By, id: string, version: number, facts: InstitutionFacts) =>
  changingInstitution(deps, by, { id, version }, async ({ value }, registry) => {
    const wrong = await wrongWith(deps, registry, facts, id)
    return wrong ?? { ...facts, suspended: value.suspended }
  })

/** Article 86: nobody signs there from that instant on. */
export const suspendInstitution = (deps: Deps, by: By, id: string, { version, from, papersSince, reason }: SuspensionAsked) =>
  changingInstitution(deps, by, { id, version }, async ({ value }) => {
    const now = deps.clock().toISOString()
    if (from !== null && from < now) return refuse('instant-over')
    if (!isDay(papersSince)) return refuse('validity-wrong')
    return { ...value, suspended: { from: from ?? now, papersSince, reason } }
  })

/** It is recognised again. */
export const recogniseInstitution = (deps: Deps, by: By, id: string, version: number) =>
  changingInstitution(deps, by, { id, version }, async ({ value }) => ({ ...value, suspended: null }))

export const addRegistration = async (deps: Deps, by: By, wanted: NewRegistration): Promise<RegistrationEntry | Refusal> => {
  const registry = await currentRegistry(deps.db)
  const institution = registry.institutions.find(({ id }) => id === wanted.institution)
  const person = await findPerson(deps.db, { id: wanted.person })
  if (!institution || !person?.roles.includes('doctor')) return refuse('not-found')
  const unprintable = unprintableText(deps.fonts, { licence: wanted.licence })
  if (unprintable) return unprintable
  if (!inOrder(wanted)) return refuse('validity-wrong')
  const there = registry.doctors.some(({ value }) => value.person === wanted.person && value.institution === wanted.institution)
  if (there) return refuse('registered-already', { institution: institution.value.name })
  return write(deps, by, { id: deps.ids(), version: 0 }, { kind: 'doctor', value: wanted })
}

export const changeRegistration = async (
  deps: Deps,
  by: By,
  id: string,
  { version, ...facts }: RegistrationChange,
): Promise<RegistrationEntry | Refusal> => {
  const { doctors } = await currentRegistry(deps.db)
  const entry = atVersion(doctors, id, version)
  if (isRefusal(entry)) return entry
  const unprintable = unprintableText(deps.fonts, { licence: facts.licence })
  if (unprintable) return unprintable
  if (!inOrder(facts)) return refuse('validity-wrong')
  return write(deps, by, entry, { kind: 'doctor', value: { ...entry.value, ...facts } })
}

const changingInstitution = async (
  deps: Deps,
  by: By,
  { id, version }: { id: string; version: number },
  change: (entry: Entry<Institution>, registry: Registry) => Promise<Institution | Refusal>,
): Promise<InstitutionEntry | Refusal> => {
  const registry = await currentRegistry(deps.db)
  const entry = atVersion(registry.institutions, id, version)
  if (isRefusal(entry)) return entry
  const value = await change(entry, registry)
  return isRefusal(value) ? value : write(deps, by, entry, { kind: 'institution', value })
}

/** The entry as it stands, unless somebody else has changed it since this version. */
const atVersion = <T>(entries: readonly Entry<T>[], id: string, version: number): Entry<T> | Refusal => {
  const entry = entries.find((one) => one.id === id)
  if (!entry) return refuse('not-found')
  return entry.version === version ? entry : refuse('entry-changed')
}

const write = async <K extends Kinded>(
  deps: Deps,
  by: By,
  { id: subject, version }: { id: string; version: number },
  kinded: K,
): Promise<Entry<K['value']> | Refusal> => {
  const told = { subject, version: version + 1, by: by.id, at: deps.clock().toISOString() }
  if (!(await addEntry(deps.db, deps.key, { ...told, id: deps.ids(), ...kinded }))) return refuse('entry-changed')
  deps.log.info({ registry: subject, kind: kinded.kind, version: told.version, by: told.by }, 'an entry of the registry was written')
  return (await withNames(deps))({ id: subject, version: told.version, by: told.by, at: told.at, value: kinded.value })
}

const inOrder = ({ from, until }: Pick<Registration, 'from' | 'until'>): boolean =>
  isDay(from) && (until === null || (isDay(until) && from <= until))

const UNFIT = {
  allowed: refuse('institution-not-allowed'),
  province: refuse('province-needed'),
  days: refuse('validity-wrong'),
  certifies: refuse('business-missing'),
}

/** What stands against an institution as it would be; null: nothing. `id`: its own, which it may leave as it is. */
const wrongWith = async (deps: Deps, { institutions }: Registry, facts: InstitutionFacts, id: string | null): Promise<Refusal | null> => {
  const unprintable = unprintableText(deps.fonts, { institution: facts.name, authority: facts.allowed?.by ?? null })
  if (unprintable) return unprintable
  if (!inOrder(facts)) return refuse('validity-wrong')
  const unfit = unfitInstitution({ ...facts, suspended: null })
  if (unfit) return UNFIT[unfit]
  const others = institutions.filter((one) => one.id !== id)
  if (others.some(({ value }) => value.name === facts.name)) return refuse('name-taken', { name: facts.name })
  if (facts.sites === null) {
    const rest = others.find(({ value }) => value.sites === null)
    return rest ? refuse('rest-of-another', { institution: rest.value.name }) : null
  }
  const sites = new Map((await listSites(deps.db)).map((site) => [site.id, site.name]))
  for (const site of facts.sites) {
    const name = sites.get(site)
    if (name === undefined) return refuse('not-found')
    const owner = others.find(({ value }) => value.sites?.includes(site))
    if (owner) return refuse('site-of-another', { site: name, institution: owner.value.name })
  }
  return null
}
