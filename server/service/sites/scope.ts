import type { Check } from '#check/check.ts'
import type { Site } from '#protocol/sites.ts'
import type { Deps } from '../../deps.ts'
import type { Scope } from '../../store/by-site.ts'
import type { PersonRow } from '../../store/people.ts'
import { listSites } from '../../store/sites.ts'
import { squadOf } from '../stored/lines.ts'

export type { Scope }

/** Who asks, and what each of their roles has to do with; null: they don't have it. */
export type Reader = Record<'doctor' | 'counter' | 'administrator' | 'auditor', Scope | null> & { id: string }

/** An administrator's, and the house's own. */
export const EVERYTHING: Scope = { by: 'site', sites: null }

/** What is with one site: its screen's. */
export const ofSite = (site: string): Scope => ({ by: 'site', sites: [site] })

/**
 * What somebody has to do with, as the sites stand now: a doctor with the checks at the sites they serve, a counter with the reports that
 * go to theirs, an auditor with the recordings of theirs, an administrator with everything.
 */
export const readerOf = async (deps: Pick<Deps, 'db'>, person: PersonRow): Promise<Reader> =>
  readerIn(person, person.sites ? await listSites(deps.db) : [])

/** The same, where all sites are known already. */
export const readerIn = ({ id, roles, sites: own }: PersonRow, all: readonly Site[]): Reader => {
  const sites = own && withClosed(own, all)
  return {
    id,
    doctor: roles.includes('doctor') ? { by: 'site', sites } : null,
    counter: roles.includes('counter') ? { by: 'squad', sites } : null,
    administrator: roles.includes('administrator') ? EVERYTHING : null,
    auditor: roles.includes('auditor') ? { by: 'site', sites } : null,
  }
}

/** What a closed site has left behind its centre sees to. */
const withClosed = (own: readonly string[], sites: readonly Site[]): string[] => [
  ...own,
  ...sites.flatMap(({ id, closed, parent }) => (closed && parent !== null && own.includes(parent) && !own.includes(id) ? [id] : [])),
]

/** Whose recordings somebody sees to: finds them in the list, and holds and lifts them; null: nobody's. */
export const keepsAt = ({ administrator, auditor }: Reader): Scope | null => administrator ?? auditor

/** Is this site one of those? */
export const includes = ({ sites }: Scope, site: string): boolean => sites === null || sites.includes(site)

/** Has somebody to do with this check? */
export const covers = (scope: Scope, check: Check): boolean => includes(scope, placeIn(scope, check).id)

/** The site by which a scope judges a check. */
const placeIn = ({ by }: Scope, check: Check): { id: string } => (by === 'site' ? check.booth.site : { id: squadOf(check) })

/** The names of all sites, by their ids. */
export const siteNames = async (deps: Pick<Deps, 'db'>): Promise<ReadonlyMap<string, string>> =>
  new Map((await listSites(deps.db)).map(({ id, name }) => [id, name]))

/** What this site is called; empty: there is none. */
const siteName = async (deps: Pick<Deps, 'db'>, id: string): Promise<string> => (await siteNames(deps)).get(id) ?? ''

/** What the site is called by which a scope judges a check. */
export const placeName = (deps: Pick<Deps, 'db'>, scope: Scope, check: Check): Promise<string> => siteName(deps, placeIn(scope, check).id)
