import { type Store, storeOf } from '#kit/watch.ts'
import { isClear, signalsOf } from '#measure/effort/effort.ts'
import type { CheckView, Live } from '#protocol/check.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Desk, StaffLink } from '../desk.ts'
import { logOf } from '../exam/log.ts'
import { NO_PLACES, type Places, placesAfter } from './places.ts'

/**
 * Everything that the page of tiles shows. `effort`: attempts whose logs say something clear of the driver's effort. `line`: counts the lines by
 * which was watched: with each that drops the pictures end.
 */
export type Watching = {
  places: Places
  checks: ReadonlyMap<string, CheckView>
  live: ReadonlyMap<string, Live>
  effort: ReadonlySet<string>
  line: number
  refusal: Refusal | null
}

/** Stations whose newest attempt says something clear of the driver's effort. */
export const effortIn = ({ stations }: CheckView, effort: ReadonlySet<string>): ReadonlySet<AnyStation> =>
  new Set(stations.flatMap(({ station, attempts }) => (effort.has(attempts.at(-1)?.id ?? '') ? [station] : [])))

const withKey = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map([...map, [key, value]])
const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> => new Map([...map].filter(([one]) => one !== key))

/** Watches whoever of the queue goes through a check alone, as many as there are places, until `signal` is aborted. */
export const startWatching = (
  link: Pick<StaffLink, 'ask' | 'on' | 'watch'>,
  desk: Pick<Store<Pick<Desk, 'queue'>>, 'value' | 'subscribe'>,
  signal: AbortSignal,
): Pick<Store<Watching>, 'value' | 'subscribe'> => {
  const state = storeOf<Watching>({ places: NO_PLACES, checks: new Map(), live: new Map(), effort: new Set(), line: 0, refusal: null })
  const set = (change: Partial<Watching>) => !signal.aborted && state.set({ ...state.value, ...change })

  const flag = (attempt: string) => !state.value.effort.has(attempt) && set({ effort: new Set([...state.value.effort, attempt]) })
  /** What finished tests say of the effort is in their logs, which never change. */
  const readLogs = async ({ stations }: CheckView) => {
    for (const { attempts } of stations) {
      const last = attempts.at(-1)
      const log = last?.reading ? await logOf(last.reading) : null
      if (last && log && !isRefusal(log) && signalsOf(log.setup, log.trials).some(isClear)) flag(last.id)
    }
  }
  const take = (view: CheckView) => {
    set({ checks: withKey(state.value.checks, view.id, view) })
    void readLogs(view)
  }

  let round = 0
  const choose = async () => {
    round += 1
    const mine = round
    const answer = await link.ask('watched:choose', { checks: state.value.places.filter((check) => check !== null) })
    if (mine !== round) return
    if (isRefusal(answer)) return set({ refusal: answer.refused === 'not-connected' ? null : answer })
    set({ refusal: null, checks: new Map(answer.checks.map((view) => [view.id, view])) })
    for (const view of answer.checks) void readLogs(view)
  }
  const follow = () => {
    const alone = desk.value.queue?.entries.flatMap(({ check, lease }) => (lease === null ? [check] : [])) ?? []
    const before = state.value.places
    const places = placesAfter(before, alone)
    if (places.every((check, at) => check === before[at])) return
    set({ places })
    void choose()
  }

  const stops = [
    desk.subscribe(follow),
    link.on('watched:moved', ({ check, view }) => (view ? take(view) : set({ checks: without(state.value.checks, check) }))),
    link.on('check:live', (live) => {
      const attempt = state.value.checks
        .get(live.check)
        ?.stations.flatMap(({ attempts }) => attempts)
        .find(({ id }) => id === live.attempt)
      if (!attempt) return
      set({ live: withKey(state.value.live, live.check, live) })
      if (signalsOf(attempt.setup, live.trials).some(isClear)) flag(attempt.id)
    }),
    // What was watched by the line before is forgotten with it.
    link.watch((now) => {
      if (now !== 'connected' || state.value.places.every((check) => check === null)) return
      set({ line: state.value.line + 1, checks: new Map() })
      void choose()
    }),
  ]
  signal.addEventListener(
    'abort',
    () => {
      for (const stop of stops) stop()
      void link.ask('watched:choose', { checks: [] })
    },
    { once: true },
  )
  follow()
  return state
}
