import { chinaDay } from '#protocol/days.ts'
import type { WayView } from '#protocol/way.ts'
import type { Deps } from '../../deps.ts'
import { callsOn } from '../../store/calls.ts'

/** How the ways to the systems stand that take reports, in the order of the settings. */
export const waysView = async (deps: Deps): Promise<WayView[]> => {
  const ways = new Map(deps.ways().map((way) => [way.id, way]))
  const day = chinaDay(deps.clock())
  return Promise.all(
    deps.destinations.map(async ({ id, daily }) => {
      const { underWay, closed } = ways.get(id) ?? { underWay: 0, closed: null }
      const used = await callsOn(deps.db, id, day)
      const calls = Object.entries(daily).map(([to, most]) => ({ interface: to, used: used[to] ?? 0, most }))
      return { id, underWay, closed: closed && { since: sinceThen(deps, closed.since), fault: closed.fault }, calls }
    }),
  )
}

/** An instant of the clock that nobody sets, as people read it. */
const sinceThen = ({ clock, steady }: Pick<Deps, 'clock' | 'steady'>, then: number): string =>
  new Date(clock().getTime() - (steady().getTime() - then)).toISOString()
