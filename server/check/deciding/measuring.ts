import { findingOf } from '#measure/index.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { decides } from '#protocol/measurement.ts'
import { refuse } from '#protocol/refusal.ts'
import { type AnyStation, EVERY_STATION, needsOf } from '#protocol/stations.ts'
import type { Booth, Doctor } from '../actors.ts'
import { runningAttempts } from '../apply.ts'
import { untestedBetterEye } from '../better-eye.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import { triesCorrection } from '../correction.ts'
import type { Answer } from './row.ts'

// A station is begun, read, or stopped by a device.

/** Does this station stop when that device fails? Answers can be given by touch, so a lost keypad stops nothing. */
export const needsDevice = (station: AnyStation, device: DeviceKind): boolean => device === 'computer' || needsOf(station).includes(device)

/** How often a station may be begun on a day without a doctor, whatever came of it: voids and faults count, too. */
const ALONE_TRIES = 2

export const start = (check: Check, { attempt, tried = 0, begun }: Commands['start'], { kind: by }: Booth | Doctor): Answer => {
  if (!check.queuedAt) return refuse('photo-missing')
  const { station } = attempt
  const { attempts } = check.stations[station]
  if (by === 'booth') {
    const [running] = runningAttempts(check)
    // A driver waits for the running station; a doctor may break it off.
    if (running) return refuse('station-running', { station: running.attempt.station })
    if (Math.max(tried, attempts.length) >= ALONE_TRIES) return refuse('doctor-needed', { station })
    // One more try gives one more chance to pass by luck: it is a doctor's to give. What asks something else is no such try.
    const asksMore = untestedBetterEye(check) === station || triesCorrection(check, station, attempt.setup)
    if (!asksMore && attempts.some(({ state }) => state === 'read')) return refuse('doctor-needed', { station })
  }
  const number = attempts.length + 1
  return [{ kind: 'started', attempt: { ...attempt, check: check.id, number }, by, ...(begun && { begun }) }]
}

export const read = (check: Check, { attempt, reading, digest, score }: Commands['read']): Answer => {
  const known = EVERY_STATION.flatMap((station) => check.stations[station].attempts).find((one) => one.attempt.id === attempt)
  if (!known) return refuse('attempt-unknown')
  if (known.state !== 'running') return refuse('attempt-closed')
  const finding = decides(known.attempt.setup) ? findingOf(known.attempt.station, score) : null
  return [{ kind: 'read', attempt, reading, digest, score, finding }]
}

/** A plug that is loose comes and goes for hours. */
const FAULTS_MOST = 1000

/** When so many were noted, only those that stop a station still are. */
export const deviceFault = (check: Check, { device }: Commands['device-fault']): Answer => {
  const [running] = runningAttempts(check)
  const stops = running && needsDevice(running.attempt.station, device)
  if (!stops && check.faults.length >= FAULTS_MOST) return []
  return [{ kind: 'device-failed', device, attempt: stops ? running.attempt.id : null }]
}

/** The server didn't take a reading: its attempt measures nothing, and the doctor is told why. */
export const setAside = (check: Check, { attempt, refusal }: Commands['set-aside']): Answer => {
  const known = EVERY_STATION.flatMap((station) => check.stations[station].attempts).find((one) => one.attempt.id === attempt)
  if (!known) return refuse('attempt-unknown')
  return known.state === 'read' || known.aside ? [] : [{ kind: 'set-aside', attempt, refusal }]
}
