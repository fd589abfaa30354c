import type { Site } from '#protocol/sites.ts'

/**
 * Whose counter sees to a report: that of the unit which the case names, where that is a site; else the one that the booth's site sends
 * its walk-ins to; else the centre's. Where there is no centre a site has a counter of its own. None that is closed gets anything.
 */
export const squadFor = (sites: readonly Site[], at: string, unit: string | null): string => {
  const open = (wanted: (site: Site) => boolean): string | undefined => sites.find((site) => !site.closed && wanted(site))?.id
  const here = sites.find(({ id }) => id === at)
  return (
    open(({ code }) => unit !== null && code === unit) ??
    open(({ id }) => id === here?.squad) ??
    open(({ id, kind }) => id === at && kind === 'squad') ??
    open(({ id }) => id === here?.parent) ??
    at
  )
}
