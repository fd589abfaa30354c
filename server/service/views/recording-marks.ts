import type { Recorded } from '#check/events.ts'
import type { Side } from '#protocol/media.ts'
import type { RecordingMark, RecordingPart } from '#protocol/recording.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { TrialTime } from './recording-trials.ts'

type Mark = Omit<RecordingMark, 'atMs'>

/** How near to one another two ends are that belong to the same moment, ms. */
const SAME_MS = 2000

/**
 * The moments of a recording that began at `start` (ms since 1970): what happened to the check, each trial, and where a side was lost and found
 * again. Nothing is written down for it: all of it stands in the events, the logs and the parts themselves.
 */
export const marksOf = (
  start: number,
  events: readonly Recorded[],
  parts: readonly RecordingPart[],
  trials: readonly TrialTime[],
): RecordingMark[] => {
  const stations = new Map<string, AnyStation>()
  const marks = events.flatMap(({ at, event }) => {
    if (event.kind === 'started') stations.set(event.attempt.id, event.attempt.station)
    const mark = markOf(event, stations)
    return mark ? [{ atMs: Date.parse(at) - start, ...mark }] : []
  })
  const shown = trials.map(({ station, trial, at }): RecordingMark => ({ atMs: Math.round(at - start), what: 'trial', station, trial }))
  return [...marks, ...shown, ...gapsOf('booth', parts), ...gapsOf('doctor', parts)]
    .map((mark) => ({ ...mark, atMs: Math.max(0, mark.atMs) }))
    .toSorted((a, b) => a.atMs - b.atMs)
}

const markOf = (event: Recorded['event'], stations: ReadonlyMap<string, AnyStation>): Mark | null => {
  const of = (what: RecordingMark['what'], attempt: string): Mark => {
    const station = stations.get(attempt)
    return { what, ...(station && { station }) }
  }
  switch (event.kind) {
    case 'claimed':
    case 'joined':
    case 'taken-over':
      return { what: 'doctor-came', doctor: event.doctor.name }
    case 'released':
    case 'kept':
    case 'lease-lapsed':
      return { what: 'doctor-went' }
    case 'started':
      return of('began', event.attempt.id)
    case 'read':
    case 'set-aside':
      return of('ended', event.attempt)
    case 'decided':
      return { what: 'decided', station: event.finding.station, doctor: event.doctor.name }
    case 'signed':
    case 'concluded':
      return { what: 'signed', doctor: event.doctor.name }
    default:
      return null
  }
}

/** Where nothing came of a side's picture for a while between two of its parts. */
const gapsOf = (side: Side, parts: readonly RecordingPart[]): RecordingMark[] => {
  const pictures = parts.filter((part) => part.side === side && part.source === 'camera').toSorted((a, b) => a.fromMs - b.fromMs)
  return pictures.slice(1).flatMap((next, nth) => {
    const before = pictures[nth]
    const lost = before ? before.fromMs + before.lengthMs : 0
    return next.fromMs - lost < SAME_MS
      ? []
      : [
          { atMs: lost, what: 'lost' as const, side },
          { atMs: next.fromMs, what: 'found' as const, side },
        ]
  })
}
