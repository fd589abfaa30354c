import { Id } from '../basic.ts'
import { route } from '../route.ts'
import { NewSite, Site, SiteChange, Sites } from '../sites.ts'

// The centre, stations and squads, for administrators.

const by = ['administrator'] as const

export const listSites = route('GET', '/api/sites', { by, answer: Sites })

export const addSite = route('POST', '/api/sites', {
  by,
  body: NewSite,
  answer: Site,
  refuses: ['name-taken', 'unit-taken', 'site-unfit', 'site-in-use', 'glyph-missing'],
})

export const changeSite = route('PATCH', '/api/sites/:id', {
  by,
  params: { id: Id },
  body: SiteChange,
  answer: Site,
  refuses: ['not-found', 'name-taken', 'unit-taken', 'site-unfit', 'site-in-use', 'glyph-missing'],
})
