import { institutionOf, notRecognised, type Registry } from '#check/registry.ts'
import type { Day, Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import type { Institution } from '#protocol/registry.ts'
import type { Site } from '#protocol/sites.ts'
import type { Deps } from '../../deps.ts'
import { currentRegistry } from '../../store/registry.ts'
import { listSites } from '../../store/sites.ts'

/** What is published of an institution. Why one isn't recognised any more, who wrote that, and its doctors are nobody else's business. */
type Published = Pick<Institution, 'address' | 'contact' | 'level' | 'allowed' | 'from' | 'until' | 'certifies'>
/** Why an institution may not issue now: it isn't recognised any more, since a day in China, or its validity is over or still to come. */
type NotNow = { why: 'suspended'; since: Day } | { why: 'not-valid' }
/** An institution as the public list shows it, with its open sites. `notNow` null: it may issue. */
export type ListedInstitution = Published & { name: string; sites: string[]; notNow: NotNow | null }

const notNowOf = (value: Institution, now: Date): NotNow | null => {
  const refused = notRecognised(value, now)?.refused
  if (refused === 'institution-suspended' && value.suspended) return { why: 'suspended', since: chinaDay(new Date(value.suspended.from)) }
  return refused ? { why: 'not-valid' } : null
}

const called = (language: Language, { name, nameEn }: { name: string; nameEn: string | null }) =>
  language === 'en' ? (nameEn ?? name) : name

/** Every institution of a registry as it is published at an instant, by its name in this language, with the open ones of these sites that are its own. */
export const published = (registry: Registry, sites: readonly Site[], language: Language, now: Date): ListedInstitution[] =>
  registry.institutions
    .map(({ id, value }) => {
      const { address, contact, level, allowed, from, until, certifies } = value
      const own = sites.filter((site) => !site.closed && institutionOf(registry, site.id)?.id === id)
      return {
        address,
        contact,
        level,
        allowed,
        from,
        until,
        certifies,
        name: called(language, value),
        sites: own.map((site) => called(language, site)),
        notNow: notNowOf(value, now),
      }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, language === 'zh' ? 'zh-CN' : 'en'))

/** Every institution that there is, as it is published now. */
export const listedInstitutions = async (deps: Deps, language: Language): Promise<ListedInstitution[]> =>
  published(await currentRegistry(deps.db), await listSites(deps.db), language, deps.clock())
