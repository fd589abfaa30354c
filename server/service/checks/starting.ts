import { devicesBehind } from '#measure/behind.ts'
import { CELL_OF, limbTasks } from '#measure/limbs.ts'
import { ceilings, dbfs } from '#measure/hearing/loudness.ts'
import { drawable } from '#measure/acuity/optics.ts'
import { TONES } from '#measure/hearing/tones.ts'
import { eyeLimits } from '#check/better-eye.ts'
import { refusedBefore } from '#check/decide.ts'
import { foreseen } from '#check/foreseen.ts'
import { needsDevice } from '#check/deciding/measuring.ts'
import type { Booth, Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { heightLimitsMm } from '#check/rules/classes.ts'
import { rulesOf } from '#check/rules/rules.ts'
import type { CalibrationValue, DeviceKind } from '#protocol/reading.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import { decides, PITCHES, type Setup, type SoundRecord } from '#protocol/measurement.ts'
import { METHODS_OF, type AnyStation, type Cell, type Method } from '#protocol/station.ts'
import type { Deps } from '../../deps.ts'
import { newestCalibration } from '../../store/calibrations.ts'
import { loadCheck } from '../../store/checks.ts'
import { findMachine } from '../../store/machines.ts'
import { begunNow } from './claimed.ts'
import { triedToday } from '../stored/tried.ts'
import { run } from '../run.ts'
import { simulatedNow } from '../machines/simulated.ts'

/** Hearing: level at the head, dB HL equivalent, and the half-width of its roving in dB. */
const HEARING = { levelDb: 40, roveDb: 12 }

type Wanted = { check: string; station: AnyStation; glasses: boolean; aid: boolean; method?: Method }
type Issued = { setup: Setup; calibrations: string[] }

/**
 * Starts a station, or repeats it: makes an attempt with a seed of its own, the setup for this driver and this booth, and the
 * calibrations that it stands on. `version` null: from the booth, which may do alone only what the settings allow.
 */
export const startStation = async (
  deps: Deps,
  who: Booth | Doctor,
  { command, version, ...wanted }: Wanted & { command: string; version: number | null },
): Promise<Check | Refusal> => {
  const check = await loadCheck(deps.db, wanted.check)
  if (check?.commands.includes(command)) return check
  const refused = refusedBefore(check, 'start', { version }, who)
  if (refused || !check) return refused ?? refuse('check-unknown')
  if (who.kind === 'booth' && !check.lease && !deps.settings.alone.some((one) => one === wanted.station))
    return refuse('doctor-needed', { station: wanted.station })
  // Eight stations for nothing: the doctor speaks with the driver first.
  if (who.kind === 'booth' && !check.lease && foreseen(check, deps.clock()).length > 0)
    return refuse('doctor-needed', { station: wanted.station })
  if (wanted.method && !METHODS_OF[wanted.station]?.includes(wanted.method))
    return refuse('malformed', { message: 'start', where: '/method' })
  const simulated = await simulatedNow(deps, check.booth.id)
  if (simulated) return simulated
  const missing = await missingDevice(deps, check, wanted.station)
  if (missing) return refuse('device-missing', { device: missing, station: wanted.station })
  const issued = await issue(deps, check, wanted)
  if (isRefusal(issued)) return issued
  // What only tells more is a doctor's to ask for: a driver alone would be held up by it.
  if (who.kind === 'booth' && !decides(issued.setup)) return refuse('doctor-needed', { station: wanted.station })
  const tried = await triedToday(deps, check.applicant)
  const attempt = { id: deps.ids(), station: wanted.station, seed: Buffer.from(deps.random(16)).toString('hex'), ...issued }
  const begun = await begunNow(deps, check.booth.id, attempt.setup)
  return run(deps, check.id, { kind: 'start', version, attempt, tried: tried[wanted.station], begun }, who, { id: command })
}

/** A device without which the station can't go on, and which the agent says is not alive. */
const missingDevice = async (deps: Deps, check: Check, station: AnyStation): Promise<DeviceKind | null> => {
  const machine = await findMachine(deps.db, check.booth.id)
  return machine?.devices.find(({ kind, state }) => state !== 'alive' && needsDevice(station, kind))?.kind ?? null
}

const issue = async (deps: Deps, check: Check, { station, glasses, aid, method }: Wanted): Promise<Issued | Refusal> => {
  const rules = rulesOf(check.rules)
  const booth = check.booth.id
  switch (station) {
    case 'height': {
      const tare = await standing(deps, booth, 'height')
      if (isRefusal(tare)) return tare
      const limitsMm = heightLimitsMm(rules, check.classes)
      const { floorMm, machine } = tare.value
      return { setup: { procedure: 'height', floorMm, ...(machine ? { machine } : {}), limitsMm }, calibrations: [tare.id] }
    }
    case 'acuity-left':
    case 'acuity-right': {
      const record = await standing(deps, booth, 'screen')
      if (isRefusal(record)) return record
      const { pitchMm, pathMm, mirrors } = record.value
      const screen = { pitchMm, pathMm, mirrors }
      const limits = eyeLimits(check, station)
      const coarse = limits.find((level) => !drawable(screen, level))
      if (coarse !== undefined) return refuse('screen-too-coarse', { level: coarse.toFixed(1) })
      const eye = station === 'acuity-left' ? 'left' : 'right'
      return { setup: { procedure: 'acuity', method: acuityMethod(method), eye, limits, glasses, screen }, calibrations: [record.id] }
    }
    case 'hearing': {
      const levels = await standing(deps, booth, 'speakers')
      if (isRefusal(levels)) return levels
      const { device: _, ...sound } = levels.value
      const setup = hearingSetup(sound, { aid, tones: method === 'tones', limitDb: deps.settings.noiseLimitDb })
      return isRefusal(setup) ? setup : { setup, calibrations: [levels.id] }
    }
    case 'colour':
      return { setup: { procedure: 'colour', form: method === 'openings' ? 'openings' : 'digits' }, calibrations: [] }
    case 'upper-limbs':
    case 'lower-limbs': {
      const force = await standing(deps, booth, 'force')
      // Arms can be looked at without any sensor.
      if (isRefusal(force)) return station === 'lower-limbs' ? force : limbs(station, [])
      const cells = force.value.cells.map(({ cell }) => cell)
      const { setup } = limbs(station, cells)
      // A cell that the record leaves out, of a pedal board put in later, would be taken at its word.
      if (!setup.tasks.every((task) => CELL_OF[task] === undefined || cells.includes(CELL_OF[task])))
        return refuse('calibration-missing', { device: 'force' })
      return { setup, calibrations: devicesBehind(setup).includes('force') ? [force.id] : [] }
    }
    case 'trunk':
      return limbs(station, [])
    case 'reaction':
      return { setup: { procedure: 'reaction' }, calibrations: [] }
  }
}

const limbs = (station: 'upper-limbs' | 'lower-limbs' | 'trunk', cells: readonly Cell[]) => ({
  setup: { procedure: 'limbs' as const, station, tasks: limbTasks(station, cells) },
  calibrations: [],
})

/** The booth's newest calibration of a device, if it still holds. */
const standing = async <D extends CalibrationValue['device']>(deps: Deps, booth: string, device: D) => {
  const newest = await newestCalibration(deps.db, booth, device)
  if (!newest) return refuse('calibration-missing', { device })
  if (newest.expiresAt <= deps.clock().toISOString()) return refuse('calibration-expired', { device, until: newest.expiresAt })
  return newest
}

const EARS = ['left', 'right'] as const

/** What this booth's sound can do; refused where it couldn't be told apart from a hearing loss, or would be distorted. */
const hearingSetup = (sound: SoundRecord, { aid, tones, limitDb }: { aid: boolean; tones: boolean; limitDb: number }): Setup | Refusal => {
  const noise = { limitDb, microphoneDb: sound.microphoneDb }
  const { transducer } = sound
  if (tones) {
    const ceilingDb = ceilings(sound)
    const weak = PITCHES.find((pitch) => EARS.some((ear) => ceilingDb[ear][pitch] < TONES.familiar))
    if (weak !== undefined) return refuse('sound-too-weak', { pitch: weak, level: TONES.familiar })
    return { procedure: 'tones', aid, transducer, ceilingDb, noise }
  }
  const loudest = HEARING.levelDb + HEARING.roveDb
  if (EARS.some((ear) => dbfs(sound, ear, 500, loudest) > 0)) return refuse('sound-too-weak', { pitch: 500, level: loudest })
  return { procedure: 'hearing', aid, ...HEARING, noise }
}

const acuityMethod = (method: Method | undefined) => (method === 'number' || method === 'lines' ? method : 'limits')

/** A device has failed: a station that needs it stops, and the check says so. */
export const deviceFault = async (
  deps: Deps,
  booth: Booth,
  { command, check: id, device }: { command: string; check: string; device: DeviceKind },
): Promise<Check | Refusal> => run(deps, id, { kind: 'device-fault', device }, booth, { id: command })
