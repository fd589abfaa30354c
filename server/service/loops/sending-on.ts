import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'
import { openErrandsTo, openPlaces, sendElsewhere } from '../../store/journeys.ts'
import { placeOf } from '../run.ts'

/** The settings may name other systems than before: what waits for one that is gone, or for none, goes where it would now, in its order. */
export const sendOn = async (deps: Deps): Promise<void> => {
  const known = new Set(deps.destinations.map(({ id }) => id))
  for (const place of await openPlaces(deps.db)) {
    if (known.has(place)) continue
    for (const { id, check: of, line } of await openErrandsTo(deps.db, place)) {
      const check = await loadCheck(deps.db, of)
      const to = check && (await placeOf(deps.db, deps.destinations, check))
      if (to !== null && to !== place) await sendElsewhere(deps.db, { id, line }, to)
    }
  }
}
