import { type Refusal, refuse } from '#protocol/refusal.ts'
import { type NewSite, SITE_KINDS, type Site, type SiteChange } from '#protocol/sites.ts'
import type { Deps } from '../../deps.ts'
import { unprintableText } from '../../report/layout.ts'
import { listMachines } from '../../store/machines.ts'
import { listPeople } from '../../store/people.ts'
import { addSite, changeSite, listSites } from '../../store/sites.ts'

/** Every site, the centre first. */
export const sites = async (deps: Deps): Promise<Site[]> => {
  const all = await listSites(deps.db)
  return SITE_KINDS.flatMap((kind) => all.filter((site) => site.kind === kind))
}

/** A site where machines may stand and for which people may work: one that is there and isn't closed. */
export const openSite = async (deps: Deps, id: string): Promise<Site | Refusal> => {
  const site = (await listSites(deps.db)).find((one) => one.id === id)
  if (!site) return refuse('not-found')
  return site.closed ? refuse('site-closed', { site: site.name }) : site
}

/** A new centre, station or squad. */
export const createSite = async (deps: Deps, wanted: NewSite): Promise<Site | Refusal> => {
  const id = deps.ids()
  const wrong = await wrongWith(deps, { ...wanted, id, closed: false })
  if (wrong) return wrong
  await addSite(deps.db, deps.key, { ...wanted, id })
  deps.log.info({ site: id }, 'a site was added')
  return siteOf(deps, id)
}

/** Renames a site, says to whom it belongs, closes it or opens it again. Everybody who works for some sites comes in again, with what is theirs now. */
export const updateSite = async (deps: Deps, id: string, change: SiteChange): Promise<Site | Refusal> => {
  const before = (await listSites(deps.db)).find((one) => one.id === id)
  if (!before) return refuse('not-found')
  const wrong = await wrongWith(deps, { ...before, ...change })
  if (wrong) return wrong
  await changeSite(deps.db, deps.key, id, change, deps.clock().toISOString())
  for (const machine of await listMachines(deps.db))
    if (machine.site.id === id && change.name !== undefined) deps.announce({ kind: 'machine', machine: machine.id })
  if (change.closed !== undefined || change.parent !== undefined)
    for (const person of await listPeople(deps.db)) if (person.sites !== null) deps.announce({ kind: 'person', person: person.id })
  deps.announce({ kind: 'machines' })
  deps.log.info({ site: id, changed: Object.keys(change) }, 'a site was changed')
  return siteOf(deps, id)
}

/** What stands against a site as it would be; null: nothing. */
const wrongWith = async (deps: Deps, { id, kind, name, code, parent, squad, closed }: Site): Promise<Refusal | null> => {
  const unprintable = unprintableText(deps.fonts, { site: name })
  if (unprintable) return unprintable
  const others = (await listSites(deps.db)).filter((one) => one.id !== id)
  if (others.some((one) => one.name === name)) return refuse('name-taken', { name })
  const bearer = code === null ? undefined : others.find((one) => one.code === code)
  if (bearer) return refuse('unit-taken', { code: code ?? '', site: bearer.name })
  const isOpen = (wanted: string | null, fits: (site: Site) => boolean) =>
    wanted === null || others.some((one) => one.id === wanted && !one.closed && fits(one))
  const belongs = kind === 'centre' ? parent === null : isOpen(parent, (one) => one.kind === 'centre')
  if (!closed && !belongs) return refuse('site-unfit')
  if (!closed && !isOpen(squad, (one) => one.kind !== 'station')) return refuse('site-unfit')
  // A machine there would go on taking drivers.
  const standing = (await listMachines(deps.db)).some((one) => one.site.id === id && !one.disabled)
  const needed = others.some((one) => !one.closed && (one.parent === id || one.squad === id))
  return closed && (standing || needed) ? refuse('site-in-use', { site: name }) : null
}

const siteOf = async (deps: Deps, id: string): Promise<Site | Refusal> =>
  (await listSites(deps.db)).find((one) => one.id === id) ?? refuse('not-found')
