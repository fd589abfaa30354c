import type { Booth, Doctor } from '#check/actors.ts'
import { eyeLimits, hasPractised } from '#check/better-eye.ts'
import type { Check } from '#check/check.ts'
import { refusedBefore } from '#check/decide.ts'
import { needsDevice } from '#check/deciding/measuring.ts'
import { foreseen } from '#check/foreseen.ts'
import { heightLimitsMm } from '#check/rules/classes.ts'
import { forkOf, rulesOf } from '#check/rules/rules.ts'
import { setUp } from '#measure/index.ts'
import type { SetUp, Standing } from '#measure/procedure.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { decides, type Setup } from '#protocol/measurement.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { AnyStation, Method } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { newestCalibration } from '../../store/calibrations.ts'
import { findMachine } from '../../store/machines.ts'
import { simulatedNow } from '../machines/simulated.ts'
import { type Found, run, theCheck } from '../run.ts'
import { triedToday } from '../stored/tried.ts'
import { begunNow } from './log-times.ts'

type Wanted = { check: string; station: AnyStation; glasses: boolean; aid: boolean; method?: Method }

/**
 * Starts a station, or repeats it: makes an attempt with a seed of its own, the setup for this driver and this booth, and the
 * calibrations that it stands on. `version` null: from the booth, which may do alone only what the settings allow.
 */
export const startStation = async (
  deps: Deps,
  who: Booth | Doctor,
  { command, version, ...wanted }: Wanted & { command: string; version: number | null },
  found?: Found,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, wanted.check, found)
  if (check?.commands.includes(command)) return check
  const refused = refusedBefore(check, 'start', { version }, who)
  if (refused || !check) return refused ?? refuse('check-unknown')
  if (who.kind === 'booth' && !check.lease && !deps.settings.alone.some((one) => one === wanted.station))
    return refuse('doctor-needed', { station: wanted.station })
  // Eight stations for nothing: the doctor speaks with the driver first.
  if (who.kind === 'booth' && !check.lease && foreseen(check, deps.clock()).length > 0)
    return refuse('doctor-needed', { station: wanted.station })
  const simulated = await simulatedNow(deps, check.booth.id)
  if (simulated) return simulated
  const missing = await missingDevice(deps, check, wanted.station)
  if (missing) return refuse('device-missing', { device: missing, station: wanted.station })
  const issued = await issue(deps, check, wanted)
  if (isRefusal(issued)) return issued
  // What only tells more is a doctor's to ask for: a driver alone would be held up by it.
  if (who.kind === 'booth' && !decides(issued.setup)) return refuse('doctor-needed', { station: wanted.station })
  const tried = await triedToday(deps, check)
  const attempt = { id: deps.ids(), station: wanted.station, seed: Buffer.from(deps.random(16)).toString('hex'), ...issued }
  const begun = await begunNow(deps, check.booth.id, attempt.setup)
  return run(deps, check.id, { kind: 'start', version, attempt, tried: tried[wanted.station], begun }, who, {
    id: command,
    found: check,
  })
}

/** A device without which the station can't go on, and which the agent says is not alive. */
const missingDevice = async (deps: Deps, check: Check, station: AnyStation): Promise<DeviceKind | null> => {
  const machine = await findMachine(deps.db, check.booth.id)
  return machine?.devices.find(({ kind, state }) => state !== 'alive' && needsDevice(station, kind))?.kind ?? null
}

const issue = async (deps: Deps, check: Check, { station, glasses, aid, method }: Wanted): Promise<SetUp<Setup> | Refusal> =>
  setUp({
    station,
    method: method ?? null,
    glasses,
    aid,
    acuityLimits: station === 'acuity-left' || station === 'acuity-right' ? eyeLimits(check, station) : [],
    practisedAcuity: hasPractised(check),
    heightLimitsMm: heightLimitsMm(rulesOf(check.rules), check.classes),
    noiseLimitDb: deps.settings.noiseLimitDb,
    fork: forkOf(rulesOf(check.rules)),
    standing: await standing(deps, check.booth.id),
  })

/** The booth's newest calibration of each device, if it still holds. */
const standing = async (deps: Deps, booth: string): Promise<Standing> => {
  const of = async <D extends CalibrationValue['device']>(device: D) => {
    const newest = await newestCalibration(deps.db, booth, device)
    if (!newest) return refuse('calibration-missing', { device })
    if (newest.expiresAt <= deps.clock().toISOString()) return refuse('calibration-expired', { device, until: newest.expiresAt })
    return newest
  }
  const [height, screen, colours, speakers, force, cameras] = await Promise.all([
    of('height'),
    of('screen'),
    of('screen-colours'),
    of('speakers'),
    of('force'),
    of('cameras'),
  ])
  return { height, screen, 'screen-colours': colours, speakers, force, cameras }
}

/** A device has failed: a station that needs it stops, and the check says so. */
export const deviceFault = async (
  deps: Deps,
  booth: Booth,
  { command, check: id, device }: { command: string; check: string; device: DeviceKind },
): Promise<Check | Refusal> => run(deps, id, { kind: 'device-fault', device }, booth, { id: command })
