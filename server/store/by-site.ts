/**
 * What somebody has to do with, worked out from who asks: the checks at these sites, for a doctor there (`site`), or those whose reports
 * these sites' counters see to (`squad`); null: all. Every list takes one.
 */
export type Scope = { readonly by: 'site' | 'squad'; readonly sites: readonly string[] | null }

/**
 * Asks for the lines of each of some sites by itself, or once for those of all (null). Asked for together, a site with few lines would be
 * looked for among everybody's.
 */
export const bySite = async <R>({ sites }: Scope, ask: (site: string | null) => Promise<R[]>): Promise<R[]> =>
  sites === null ? ask(null) : (await Promise.all([...new Set(sites)].map(ask))).flat()
