import { eachStation } from '#protocol/stations.ts'
import * as whoActed from './1-who-acted.ts'
import * as sites from './2-sites.ts'
import { isObject, type JsonObject } from './json.ts'

/** How what was stored in one format is told in the next. Pure; what it can't read it leaves as it is, for the schema to refuse. */
export type Step = { from: number; name: string; event: (recorded: JsonObject) => JsonObject; check: (state: JsonObject) => JsonObject }

/** Every step that ever was, oldest first. Never change one that landed: what it lifts is stored for ever. */
export const STEPS: readonly Step[] = [
  { from: 1, name: 'who acted, and how it was measured', event: whoActed.event, check: whoActed.check },
  { from: 2, name: 'a site, and whose counter', event: sites.event, check: sites.check },
]

/** What was stored in some format, in today's. What no step knows comes out as it went in. */
const lifted = (value: unknown, of: 'event' | 'check'): unknown =>
  STEPS.reduce((now: unknown, step) => (isObject(now) && (now['format'] ?? 1) === step.from ? step[of](now) : now), value)

/** An event as some program chained it, as today's would. What is stored, and its hash, stays as it was. */
export const liftEvent = (recorded: unknown): unknown => lifted(recorded, 'event')

/** A state as some program saved it, as today's would. A station that came since has not been begun: that is no other format. */
export const liftCheck = (state: unknown): unknown => {
  const now = lifted(state, 'check')
  if (!isObject(now) || !isObject(now['stations'])) return now
  return { ...now, stations: { ...eachStation(() => ({ attempts: [], measured: null, decision: null })), ...now['stations'] } }
}
