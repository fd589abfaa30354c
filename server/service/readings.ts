import { needsDevice } from '#check/decide.ts'
import { LIFE_DAYS } from '#measure/calibration.ts'
import { replay } from '#measure/index.ts'
import { canonical, digestOf, sha256, signedText } from '#protocol/canonical.ts'
import { Setup, Trials } from '#protocol/measurement.ts'
import { DEVICES, DeviceUse, type CalibrationReading, type Reading } from '#protocol/reading.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Log } from '#protocol/rest.ts'
import { EVERY_STATION } from '#protocol/station.ts'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Deps } from '../deps.ts'
import { addCalibration, calibrationDigest, expiredAt } from '../store/calibrations.ts'
import { counted, growTo } from '../store/counters.ts'
import { findMachine } from '../store/machines.ts'
import { addReading, readingBody, readingDigest } from '../store/readings.ts'
import { ownCheck, type Booth } from './booths.ts'
import { isSignedBy } from './keys.ts'
import { run } from './run.ts'

const DAY_MS = 86_400_000
/**
 * How far a booth's clock may be from ours, ms. A log's own time is what a calibration's end is compared with: a booth that dates it
 * back before the attempt, or ahead, to dodge that end is refused.
 */
const CLOCK_MS = 120_000

/**
 * Accepts a finished log once: signed by this booth, for an attempt that the server issued, with the seed, setup and calibrations
 * that it issued, each stimulus the one that the procedure gives. The score is the server's own. The same id and bytes again are
 * acknowledged again.
 */
export const acceptReading = async (deps: Deps, booth: Booth, reading: Reading): Promise<{ acknowledged: string } | Refusal> => {
  const machine = await findMachine(deps.db, booth.id)
  if (!machine?.publicKey || !isSignedBy(machine.publicKey, signedText(reading), reading.signature)) return refuse('signature-wrong')
  const body = canonical(reading)
  const digest = await sha256(body)
  const known = await readingDigest(deps.db, reading.id)
  if (known !== null) return known === digest ? { acknowledged: reading.id } : refuse('id-taken')

  const wrong = await wrongWith(deps, booth, reading)
  if (wrong) return wrong
  const count = `reading ${booth.id}`
  if (reading.sequence <= (await counted(deps.db, count))) return refuse('sequence-not-growing')
  const replayed = replay(reading.setup, reading.seed, reading.trials)
  if (!replayed.ok) return refuse(replayed.why, { at: replayed.at })
  const { id, check, attempt } = reading
  const after = await run(deps, check, { kind: 'read', attempt, reading: id, digest, score: replayed.score }, booth, {
    id,
    also: async (tx) =>
      (await growTo(tx, count, reading.sequence)) &&
      addReading(tx, { id, check, attempt, booth: booth.id, digest, body, at: deps.clock().toISOString() }),
  })
  return isRefusal(after) ? after : { acknowledged: id }
}

const Kept = Type.Object({ setup: Setup, trials: Trials })
const Uses = Type.Object({ devices: Type.Array(DeviceUse) })

/** An accepted log, to be looked at again. */
export const logOf = async (deps: Deps, id: string): Promise<Log | Refusal> => {
  const body = await readingBody(deps.db, id)
  if (body === null) return refuse('not-found')
  const reading: unknown = JSON.parse(body)
  // The envelope around the log has grown since some were stored.
  if (!Value.Check(Kept, reading)) throw new Error(`reading ${id} doesn't fit its schema`)
  return { setup: reading.setup, trials: reading.trials, devices: Value.Check(Uses, reading) ? reading.devices : [] }
}

/** Is this log about what the server issued? */
const wrongWith = async (deps: Deps, booth: Booth, reading: Reading): Promise<Refusal | null> => {
  const check = await ownCheck(deps, booth, reading.check)
  if (isRefusal(check)) return refuse('attempt-unknown')
  const issued = EVERY_STATION.flatMap((station) => check.stations[station].attempts).find(({ attempt }) => attempt.id === reading.attempt)
  if (!issued || issued.attempt.station !== reading.station) return refuse('attempt-unknown')
  if (issued.state !== 'running') return refuse('attempt-closed')
  const at = Date.parse(reading.at)
  if (at < Date.parse(issued.startedAt) - CLOCK_MS || at > deps.clock().getTime() + CLOCK_MS) return refuse('clock-wrong')
  const { seed, setup, calibrations } = issued.attempt
  if (seed !== reading.seed) return refuse('seed-unknown')
  if (canonical(calibrations) !== canonical(reading.calibrations)) return refuse('calibration-unknown')
  if (canonical(setup) !== canonical(reading.setup)) return refuse('setup-differs')
  const unnamed = DEVICES.find(
    (kind) => kind !== 'computer' && needsDevice(reading.station, kind) && !reading.devices.some((use) => use.kind === kind),
  )
  if (unnamed) return refuse('devices-unnamed', { device: unnamed })
  const ended = await expiredAt(deps.db, calibrations, reading.at)
  return ended ? refuse('calibration-expired', { device: ended.device, until: ended.expiresAt }) : null
}

/** Keeps what a booth measured of itself, or its installer entered. The same id and bytes again are acknowledged again. */
export const acceptCalibration = async (
  deps: Deps,
  booth: Booth,
  reading: CalibrationReading,
): Promise<{ calibration: string } | Refusal> => {
  const machine = await findMachine(deps.db, booth.id)
  if (!machine?.publicKey || !isSignedBy(machine.publicKey, signedText(reading), reading.signature)) return refuse('signature-wrong')
  const { id, value, at, expiresAt, sequence } = reading
  const digest = await digestOf(reading)
  const known = await calibrationDigest(deps.db, id)
  if (known !== null) return known === digest ? { calibration: id } : refuse('id-taken')
  const most = LIFE_DAYS[value.device]
  const days = Math.ceil((Date.parse(expiresAt) - Date.parse(at)) / DAY_MS)
  if (days > most) return refuse('calibration-too-long', { device: value.device, days, most })
  if (Date.parse(at) > deps.clock().getTime() + CLOCK_MS) return refuse('clock-wrong')
  const accepted = await deps.db.transaction().execute(async (tx) => {
    if (!(await growTo(tx, `calibration ${booth.id}`, sequence))) return false
    return addCalibration(tx, { id, booth: booth.id, value, digest, at, expiresAt, sequence })
  })
  if (!accepted) return refuse('sequence-not-growing')
  deps.log.info({ booth: booth.id, device: value.device, calibration: id }, 'a calibration was recorded')
  return { calibration: id }
}
