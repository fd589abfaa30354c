import type { BoothView } from '#protocol/booth.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Log } from './log.ts'
import { type BoothState, viewOf } from './view.ts'

/** What the booth knows, and whoever is told of it. */
export type Showing = {
  /** All that is known now. Whoever changes it by hand tells nobody. */
  readonly state: BoothState
  view: () => BoothView
  /** Changes what is known, and gives everybody who looks on a new view. */
  change: (fields: Partial<BoothState>) => void
  /** Shows a refusal until the driver has seen it. */
  refuse: (refusal: Refusal) => void
  /** Calls `take` with each new view. Returns how to stop. */
  onView: (take: (view: BoothView) => void) => () => void
}

export type ShowingDeps = { first: BoothState; wall: () => Date; log: Pick<Log, 'info'> }

/** Begins with a state that nobody has seen yet. */
export const openShowing = ({ first, wall, log }: ShowingDeps): Showing => {
  const state = { ...first }
  let version = 0
  let view = viewOf(state, version)
  const viewers = new Set<(view: BoothView) => void>()
  const change = (fields: Partial<BoothState>) => {
    Object.assign(state, fields)
    version += 1
    view = viewOf(state, version)
    for (const take of viewers) take(view)
  }
  return {
    state,
    view: () => view,
    change,
    refuse(refusal) {
      log.info({ refused: refusal.refused }, 'refused')
      change({ refusal: { refusal, at: wall().toISOString() } })
    },
    onView(take) {
      viewers.add(take)
      return () => viewers.delete(take)
    },
  }
}
