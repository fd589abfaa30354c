import { institutionOf, notRecognised } from '#check/registry.ts'
import type { Language } from '#protocol/basic.ts'
import type { Institution } from '#protocol/registry.ts'
import type { Deps } from '../../deps.ts'
import { currentRegistry } from '../../store/registry.ts'
import { listSites } from '../../store/sites.ts'

/** An institution as the public list shows it; `recognised`: may it issue now? */
export type ListedInstitution = { name: string; institution: Institution; sites: string[]; recognised: boolean }

/** Every institution that there is, by its name in this language, with the open sites that are its own. */
export const listedInstitutions = async (deps: Deps, language: Language): Promise<ListedInstitution[]> => {
  const registry = await currentRegistry(deps.db)
  const sites = (await listSites(deps.db)).filter(({ closed }) => !closed)
  const called = ({ name, nameEn }: { name: string; nameEn: string | null }) => (language === 'en' ? (nameEn ?? name) : name)
  return registry.institutions
    .map(({ id, value }) => ({
      name: called(value),
      institution: value,
      sites: sites.filter((site) => institutionOf(registry, site.id)?.id === id).map(called),
      recognised: notRecognised(value, deps.clock()) === null,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, language === 'zh' ? 'zh-CN' : 'en'))
}
