import { Type } from 'typebox'
import type { Recorded } from '#check/events.ts'
import { fitsCompiled } from '#protocol/compiled.ts'
import { Still, stillsOf } from '#protocol/still.ts'
import type { Db } from '../../store/open.ts'
import { keptReading } from '../../store/readings.ts'
import { sha256 } from '../../store/sha256.ts'

/** The part of a log that names pictures. */
const Pictured = Type.Object({ trials: Type.Array(Type.Object({ still: Type.Optional(Still) }), { maxItems: 1000 }) })

/**
 * Does each log that a check's events speak of lie there as it came: the same bytes by their digest, and its row about the same check,
 * attempt and booth? And the files that these logs name.
 */
export const keptReadings = async (db: Db, events: readonly Recorded[]): Promise<{ stand: boolean; files: string[] }> => {
  const booths = new Set(events.flatMap(({ event }) => (event.kind === 'opened' || event.kind === 'resumed' ? [event.booth.id] : [])))
  const files: string[] = []
  for (const { check, event } of events) {
    if (event.kind !== 'read') continue
    const kept = await keptReading(db, event.reading)
    if (kept?.check !== check || kept.attempt !== event.attempt || kept.digest !== event.digest || !booths.has(kept.booth))
      return { stand: false, files }
    if (sha256(kept.body) !== event.digest) return { stand: false, files }
    const log: unknown = JSON.parse(kept.body)
    if (fitsCompiled(Pictured, log)) files.push(...stillsOf(log.trials).map(({ digest }) => digest))
  }
  return { stand: true, files }
}
