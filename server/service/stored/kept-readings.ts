import type { Recorded } from '#check/events.ts'
import type { Db } from '../../store/open.ts'
import { keptReading } from '../../store/readings.ts'
import { sha256 } from '../../store/sha256.ts'

/**
 * Does each log that a check's events speak of lie there as it came: the same bytes by their digest, and its row about the same check,
 * attempt and booth?
 */
export const readingsStand = async (db: Db, events: readonly Recorded[]): Promise<boolean> => {
  const booths = new Set(events.flatMap(({ event }) => (event.kind === 'opened' || event.kind === 'resumed' ? [event.booth.id] : [])))
  for (const { check, event } of events) {
    if (event.kind !== 'read') continue
    const kept = await keptReading(db, event.reading)
    if (kept?.check !== check || kept.attempt !== event.attempt || kept.digest !== event.digest || !booths.has(kept.booth)) return false
    if (sha256(kept.body) !== event.digest) return false
  }
  return true
}
