import type { CheckView, Live } from '#protocol/check.ts'
import type { DeviceKind } from '#protocol/device.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { standingOf } from '../exam/standing.ts'

/** What in a check that a driver goes through alone asks for a doctor. */
export type Alert =
  | { what: 'called' | 'empty' | 'unseen' }
  | { what: 'lost'; devices: readonly DeviceKind[] }
  | { what: 'aside' | 'cancelled' | 'short' | 'effort'; stations: readonly AnyStation[] }

/** So many trials one after the other, in which the camera that watches the head didn't see it, are no blink. */
const UNSEEN_TRIALS = 3

/** The camera watches how far away the head is, and doesn't see it any more. */
const isUnseen = ({ stations }: CheckView, live: Live | null): boolean => {
  const runs = stations.some(({ attempts }) => attempts.some(({ id, state }) => id === live?.attempt && state === 'running'))
  const last = live?.trials.slice(-UNSEEN_TRIALS) ?? []
  return runs && last.length === UNSEEN_TRIALS && last.every(({ away }) => away === null)
}

const ofStations = (what: 'aside' | 'cancelled' | 'short' | 'effort', stations: readonly AnyStation[]): Alert[] =>
  stations.length > 0 ? [{ what, stations }] : []

/**
 * What asks for a doctor, most urgent first: a call, nobody there, lost devices, an unseen face, what the server didn't take, what was broken
 * off, what falls short or is doubtful, doubtful effort. `called`: the driver calls. `effort`: stations whose logs say something clear of it.
 */
export const alertsOf = (
  check: CheckView,
  { called, live, effort }: { called: boolean; live: Live | null; effort: ReadonlySet<AnyStation> },
): readonly Alert[] => {
  const { booth, stations, outcome } = check
  const lost = (booth.devices ?? []).filter(({ state }) => state !== 'alive').map(({ kind }) => kind)
  const newest = stations.map(({ station, state, attempts }) => ({ station, state, last: attempts.at(-1) }))
  const aside = newest.flatMap(({ station, last }) => (last?.aside ? [station] : []))
  const cancelled = newest.flatMap(({ station, state, last }) =>
    state === 'waiting' && last?.state === 'void' && !last.aside ? [station] : [],
  )
  const short = stations.flatMap((view) =>
    standingOf(view, outcome) === 'to-look-at' && !aside.includes(view.station) ? [view.station] : [],
  )
  return [
    ...(called ? [{ what: 'called' } as const] : []),
    ...(booth.cabin?.occupied === false ? [{ what: 'empty' } as const] : []),
    ...(lost.length > 0 ? [{ what: 'lost', devices: lost } as const] : []),
    ...(isUnseen(check, live) ? [{ what: 'unseen' } as const] : []),
    ...ofStations('aside', aside),
    ...ofStations('cancelled', cancelled),
    ...ofStations('short', short),
    ...ofStations(
      'effort',
      stations.flatMap(({ station }) => (effort.has(station) ? [station] : [])),
    ),
  ]
}
