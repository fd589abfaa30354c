import { HOLDS_MOST, KEPT_MOST, type KeptAsked, type KeptRecordings } from '#protocol/kept-recording.ts'
import type { Deps } from '../../deps.ts'
import { holdsOf } from '../../store/recording-holds.ts'
import { keptRecordings as keptRows } from '../../store/recordings.ts'
import { includes, keepsAt, type Reader, type Scope, siteNames } from '../sites/scope.ts'
import { spanOf } from '../stored/days.ts'
import { erasedAt } from './recordings.ts'

const NOWHERE: Scope = { by: 'site', sites: [] }
const among = (scope: Scope, site: string | undefined): Scope =>
  site === undefined ? scope : { by: 'site', sites: includes(scope, site) ? [site] : [] }

/** A page of the recordings that somebody sees to: of a day, or those on hold; where, since when and until when, and of nobody what they show. */
export const keptRecordings = async (deps: Deps, reader: Reader, asked: KeptAsked): Promise<KeptRecordings> => {
  const { day, site, at, check } = asked
  const when = day === undefined ? 'held' : spanOf(day, day)
  const behind = at !== undefined && check !== undefined ? { at, check } : null
  const scope = keepsAt(reader) ?? NOWHERE
  const { entries, more } = await keptRows(deps.db, when, among(scope, site), { behind, most: KEPT_MOST })
  const held =
    entries.length > 0
      ? await holdsOf(
          deps.db,
          entries.map((one) => one.check),
        )
      : []
  const names = await siteNames(deps)
  return {
    entries: entries.map(({ site: where, ...one }) => ({
      ...one,
      site: names.get(where) ?? '',
      until: erasedAt(deps, one.beganAt),
      holds: held
        .filter((hold) => hold.check === one.check)
        .slice(0, HOLDS_MOST)
        .map(({ id, by, at, reason }) => ({ id, by, at, reason })),
    })),
    more,
    sites: [...names].flatMap(([id, name]) => (includes(scope, id) ? [{ id, name }] : [])),
  }
}
