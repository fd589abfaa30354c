import type { Deps } from '../deps.ts'
import { createSite, sites, updateSite } from '../service/sites/sites.ts'
import type { Handlers } from './serve.ts'

/** The centre, stations and squads, for administrators. */
export const siteRoutes = (deps: Deps): Handlers<'sites'> => ({
  listSites: () => sites(deps),
  addSite: ({ body }) => createSite(deps, body),
  changeSite: ({ params, body }) => updateSite(deps, params.id, body),
})
