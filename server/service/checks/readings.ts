import { Type } from 'typebox'
import type { Booth } from '#check/actors.ts'
import type { AttemptState, Check } from '#check/check.ts'
import { lifeDays } from '#measure/calibration.ts'
import { devicesBehind, replay } from '#measure/index.ts'
import { canonical, sha256 } from '#protocol/canonical.ts'
import { fitsCompiled } from '#protocol/compiled.ts'
import { Setup, Trials } from '#protocol/measurement.ts'
import { type CalibrationReading, DeviceUse, type Reading } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Log } from '#protocol/rest.ts'
import { EVERY_STATION } from '#protocol/stations.ts'
import { stillsOf } from '#protocol/still.ts'
import type { Deps } from '../../deps.ts'
import { addCalibration, expiredAt, keptCalibration } from '../../store/calibrations.ts'
import { loadCheck } from '../../store/checks.ts'
import { counted, growTo } from '../../store/counters.ts'
import type { StoredFile } from '../../store/files.ts'
import { addReading, keptReading, readingDigest } from '../../store/readings.ts'
import { stored } from '../../store/stored-json.ts'
import { simulatedNow } from '../machines/simulated.ts'
import { mayLook, type Reader } from '../people/access.ts'
import { run } from '../run.ts'
import { storeStills } from '../stored/stills.ts'
import { clockSlack, countName, notTheWordOf } from './booth-signature.ts'
import { earliestDate, impossible, isHurried } from './log-times.ts'

const DAY_MS = 86_400_000

/**
 * Accepts a finished log once: signed by this booth, for an attempt that the server issued, with the seed, setup and calibrations
 * that it issued, each stimulus the one that the procedure gives, with every still that it names (`stills`: those that came, base64). The score is the server's own. The same id and bytes again are
 * acknowledged again.
 */
export const acceptReading = async (
  deps: Deps,
  booth: Booth,
  reading: Reading,
  stills: readonly string[] = [],
): Promise<{ acknowledged: string } | Refusal> => {
  const forged = await notTheWordOf(deps, booth, reading)
  if (forged) return forged
  const body = canonical(reading)
  const digest = await sha256(body)
  const known = await readingDigest(deps.db, reading.id)
  if (known !== null) return known === digest ? { acknowledged: reading.id } : refuse('id-taken')

  const found = await loadCheck(deps.db, reading.check)
  if (!found) return refuse('attempt-unknown')
  const issued = issuedFor(found, reading)
  if (!issued) return refuse(found.booth.id === booth.id ? 'attempt-unknown' : 'other-booth')
  const wrong = await wrongWith(deps, booth, { check: found, issued }, reading)
  if (wrong) return wrong
  const count = countName('reading', booth.id)
  if (reading.sequence <= (await counted(deps.db, count))) return refuse('sequence-not-growing')
  const replayed = replay(reading.setup, reading.seed, reading.trials, { hurried: isHurried(issued) })
  if (!replayed.ok) return refuse(replayed.why, { at: replayed.at })
  const untrue = await impossible(deps, booth, issued, reading)
  if (untrue) return untrue
  const ended = await expiredAt(deps.db, reading.calibrations, reading.at)
  if (ended) return refuse('calibration-expired', { device: ended.device, until: ended.expiresAt })
  const lacking = await storeStills(deps, reading.trials, stills)
  if (lacking) return lacking
  const { id, check, attempt } = reading
  const after = await run(deps, check, { kind: 'read', attempt, reading: id, digest, score: replayed.score }, booth, {
    id,
    found,
    also: async (tx) =>
      (await growTo(tx, count, reading.sequence)) &&
      addReading(tx, { id, check, attempt, booth: booth.id, digest, body, at: deps.clock().toISOString() }),
  })
  return isRefusal(after) ? after : { acknowledged: id }
}

/** A log as it came: the envelope around it has grown since some were stored. */
const Kept = Type.Object({ setup: Setup, trials: Trials, devices: Type.Optional(Type.Unknown()) })
const Uses = Type.Array(DeviceUse, { maxItems: 12 })

/** An accepted log, to be looked at again by somebody who may. */
export const logOf = async (deps: Deps, id: string, reader: Reader): Promise<Log | Refusal> => {
  const kept = await keptReading(deps.db, id)
  const check = kept && (await loadCheck(deps.db, kept.check))
  if (!check) return refuse('not-found')
  const closed = await mayLook(deps, reader, check, 'log')
  if (closed) return closed
  return logIn(id, kept.body)
}

/** A still that an accepted log names, for somebody who may look at the log. */
export const stillOf = async (deps: Deps, id: string, digest: string, reader: Reader): Promise<StoredFile | Refusal> => {
  const log = await logOf(deps, id, reader)
  if (isRefusal(log)) return log
  const named = stillsOf(log.trials).some((still) => still.digest === digest)
  return (named ? await deps.files.get(digest) : null) ?? refuse('not-found')
}

/** The log in a stored reading. */
export const logIn = (id: string, body: string): Log => {
  const { setup, trials, devices } = stored(Kept, body, { table: 'readings', row: id, column: 'body' })
  return { setup, trials, devices: fitsCompiled(Uses, devices) ? devices : [] }
}

/** The attempt that a log says it is of; undefined: this check has none such. */
const issuedFor = (check: Check, { attempt: id, station }: Reading): AttemptState | undefined =>
  EVERY_STATION.flatMap((each) => check.stations[each].attempts).find(({ attempt }) => attempt.id === id && attempt.station === station)

/** Is this log about what the server issued? */
const wrongWith = async (
  deps: Deps,
  booth: Booth,
  { check, issued }: { check: Check; issued: AttemptState },
  reading: Reading,
): Promise<Refusal | null> => {
  if (check.booth.id !== booth.id) return refuse('other-booth')
  const simulated = await simulatedNow(deps, booth.id, issued.begun?.devices)
  if (simulated) return simulated
  if (issued.state !== 'running') return refuse('attempt-closed')
  const at = Date.parse(reading.at)
  // An honest booth whose clock was set asks for our time and dates its reading again by it.
  if (at < earliestDate(deps, issued) || at > deps.clock().getTime() + clockSlack(deps)) return refuse('clock-wrong')
  const { seed, setup, calibrations } = issued.attempt
  if (seed !== reading.seed) return refuse('seed-unknown')
  if (canonical(calibrations) !== canonical(reading.calibrations)) return refuse('calibration-unknown')
  if (canonical(setup) !== canonical(reading.setup)) return refuse('setup-differs')
  const unnamed = devicesBehind(setup).find((kind) => !reading.devices.some((use) => use.kind === kind))
  return unnamed ? refuse('devices-unnamed', { device: unnamed }) : null
}

/** A booth has laid a reading aside that was not taken: the doctor hears of it beside the station. */
export const setAside = (
  deps: Deps,
  booth: Booth,
  { command, check, attempt, refusal }: { command: string; check: string; attempt: string; refusal: Refusal },
): Promise<Check | Refusal> => run(deps, check, { kind: 'set-aside', attempt, refusal }, booth, { id: command })

/** Keeps what a booth measured of itself, or its installer entered. The same id and bytes again are acknowledged again. */
export const acceptCalibration = async (
  deps: Deps,
  booth: Booth,
  reading: CalibrationReading,
): Promise<{ calibration: string } | Refusal> => {
  const forged = await notTheWordOf(deps, booth, reading)
  if (forged) return forged
  const { id, value, at, expiresAt, sequence } = reading
  const body = canonical(reading)
  const digest = await sha256(body)
  const known = await keptCalibration(deps.db, id)
  // A booth that was enrolled again under the same key has to give its calibrations new ids: these are those of the booth before.
  if (known) return known.booth === booth.id && known.digest === digest ? { calibration: id } : refuse('id-taken')
  const most = lifeDays(value)
  const days = Math.ceil((Date.parse(expiresAt) - Date.parse(at)) / DAY_MS)
  if (days > most) return refuse('calibration-too-long', { device: value.device, days, most })
  if (Date.parse(at) > deps.clock().getTime() + clockSlack(deps)) return refuse('clock-wrong')
  if (expiresAt <= deps.clock().toISOString()) return refuse('calibration-expired', { device: value.device, until: expiresAt })
  const accepted = await deps.db.transaction().execute(async (tx) => {
    if (!(await growTo(tx, countName('calibration', booth.id), sequence))) return false
    return addCalibration(tx, deps.key, { id, booth: booth.id, value, digest, body, at, expiresAt, sequence })
  })
  if (!accepted) return refuse('sequence-not-growing')
  deps.log.info({ booth: booth.id, device: value.device, calibration: id }, 'a calibration was recorded')
  return { calibration: id }
}
