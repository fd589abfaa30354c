import type { Booth } from '#check/actors.ts'
import type { AttemptState } from '#check/check.ts'
import type { AttemptStart } from '#check/events.ts'
import { devicesBehind } from '#measure/index.ts'
import type { DeviceKind } from '#protocol/device.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { DeviceUse, Reading } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { msSince } from '../../steady.ts'
import { findMachine } from '../../store/machines.ts'
import { clockSlack } from './booth-signature.ts'

/** How much longer a log may say it took than passed here, ms: two clocks differ by parts in ten thousand over a test of minutes. A proposal. */
const CLAIM_MS = 5000

type Trials = Reading['trials']

/** The last time that a trial tells of, ms: its answer's, or its last sample of force. */
const endOf = ({ shownAt, answeredAt, answer }: Trials[number]): number => {
  const force = typeof answer === 'object' && 'force' in answer ? (answer.force ?? []) : []
  return Math.max(answeredAt, shownAt + Math.max(0, ...force.map(([since]) => since)))
}

/** The time that a log says passed, ms: from its first stimulus to its last answer or sample of force. */
export const claimedMs = (trials: Trials): number => Math.max(0, ...trials.map(endOf)) - Math.min(...trials.map(({ shownAt }) => shownAt))

/** Was this attempt begun in a booth whose devices are all simulated? Its pace may be hurried. */
export const isHurried = ({ begun }: Started): boolean => begun?.devices.every(({ simulated }) => simulated) ?? true

/** What is kept of an attempt's start: the time, and which devices its booth declares that a log of this setup may name. */
export const begunNow = async (deps: Deps, booth: string, setup: Setup): Promise<AttemptStart> => {
  const kinds = new Set<DeviceKind>([...devicesBehind(setup), 'keypad'])
  const declared = (await findMachine(deps.db, booth))?.devices.filter(({ kind }) => kinds.has(kind)) ?? []
  return { ...deps.uptime(), devices: declared.map(({ kind, ids, simulated }) => ({ kind, ids: ids ?? null, simulated })) }
}

/** How long ago an attempt was started, ms. Null: the server's machine was started again since, with a clock that stands before that start. */
const passedSince = (deps: Deps, { begun, startedAt }: Started): number | null => {
  const counted = begun ? msSince(begun, deps.uptime()) : null
  if (counted !== null) return counted
  // Nothing but the wall's clock goes on over a restart of the machine. No booth can bring that about.
  const byWall = deps.clock().getTime() - Date.parse(startedAt)
  return byWall < 0 ? null : byWall
}

type Started = Pick<AttemptState, 'begun' | 'startedAt'>

/** The earliest that a log of an attempt may be dated, ms since 1970: its start, as the wall's clock said then or would say now that it was set. */
export const earliestDate = (deps: Deps, issued: Started): number => {
  const passed = issued.begun ? msSince(issued.begun, deps.uptime()) : null
  const byNow = passed === null ? Infinity : deps.clock().getTime() - passed
  return Math.min(Date.parse(issued.startedAt), byNow) - clockSlack(deps)
}

/**
 * Why the times of a log can't be true, or null. It can't have taken longer than has passed since its attempt was started here, by a
 * count that nobody sets and that goes on over a restart of the server; and it can't have begun before that start (`clock-wrong`: a
 * booth whose clock was set asks for our time and dates its log again). That its own times follow each other is for the replay to say.
 */
const impossibleTimes = (deps: Deps, issued: Started, { trials, at }: Reading): Refusal | null => {
  // That a log must not be empty is for the replay to say.
  if (trials.length === 0) return null
  const claimed = claimedMs(trials)
  const passed = passedSince(deps, issued)
  if (passed !== null && claimed > passed + CLAIM_MS)
    return refuse('time-impossible', { claimed: Math.ceil(claimed / 1000), passed: Math.floor(passed / 1000) })
  return Date.parse(at) - claimed < earliestDate(deps, issued) ? refuse('clock-wrong') : null
}

/**
 * Why a log can't be about what its booth was asked: its times, or a device that the booth had not declared when the attempt was
 * started, nor declares now. A log that was kept while there was no line is compared with what stood there when it was made.
 */
export const impossible = async (deps: Deps, booth: Booth, issued: Started, reading: Reading): Promise<Refusal | null> =>
  impossibleTimes(deps, issued, reading) ?? undeclared(deps, booth, reading.devices, issued.begun?.devices)

/** The first device that something signed names and that the booth hasn't declared: by its kind, and its id where it declared ids. Null: none. */
export const undeclared = async (
  deps: Deps,
  booth: Booth,
  uses: readonly Pick<DeviceUse, 'kind' | 'id'>[],
  before: AttemptStart['devices'] = [],
): Promise<Refusal | null> => {
  const now = (await findMachine(deps.db, booth.id))?.devices ?? []
  const declared = [...before, ...now]
  const foreign = uses.find(({ kind, id }) => !declared.some((device) => device.kind === kind && (device.ids?.includes(id) ?? true)))
  return foreign ? refuse('device-undeclared', { device: foreign.kind }) : null
}
