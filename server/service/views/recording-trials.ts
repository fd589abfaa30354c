import { Type } from 'typebox'
import type { Recorded } from '#check/events.ts'
import { Instant } from '#protocol/basic.ts'
import { fitsCompiled } from '#protocol/compiled.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Db } from '../../store/open.ts'
import { keptReading } from '../../store/readings.ts'

/** What of a log says when its trials were: its end by the wall's clock, and everything by the agent's count. */
const Timed = Type.Object({
  at: Instant,
  monotonic: Type.Number({ minimum: 0 }),
  trials: Type.Array(Type.Object({ shownAt: Type.Number({ minimum: 0 }) }), { maxItems: 10_000 }),
})

/** When a stimulus stood there, ms since 1970. */
export type TrialTime = { station: AnyStation; trial: number; at: number }

/** When the stimuli of a check's accepted logs were shown. */
export const trialsOf = async (db: Db, events: readonly Recorded[]): Promise<TrialTime[]> => {
  const stations = new Map(events.flatMap(({ event }) => (event.kind === 'started' ? [[event.attempt.id, event.attempt.station]] : [])))
  const times: TrialTime[] = []
  for (const { event } of events) {
    const station = event.kind === 'read' ? stations.get(event.attempt) : undefined
    const kept = event.kind === 'read' && station ? await keptReading(db, event.reading) : null
    const log: unknown = kept && JSON.parse(kept.body)
    if (!station || !fitsCompiled(Timed, log)) continue
    const end = Date.parse(log.at) - log.monotonic
    for (const [nth, { shownAt }] of log.trials.entries()) times.push({ station, trial: nth + 1, at: end + shownAt })
  }
  return times
}
