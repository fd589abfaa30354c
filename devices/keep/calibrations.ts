import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { lifeDays } from '#measure/calibration.ts'
import { CalibrationReading, type CalibrationValue } from '#protocol/reading.ts'
import type { Standing } from '#protocol/service.ts'
import type { CountLog, Twice } from './count.ts'
import { parsed, readIfThere, writeWhole } from './disk.ts'
import type { Key } from './key.ts'

type Device = CalibrationValue['device']
type Of<D extends Device> = Extract<CalibrationValue, { device: D }>

/** What was measured of a booth's devices, newest by device, each signed when it was made and dated until when it holds. */
export type Calibrations = {
  newest<D extends Device>(device: D): Of<D> | null
  /** The newest, when an attempt was issued with it; null: it was issued with another one, or with none. */
  issued<D extends Device>(device: D, ids: readonly string[]): Of<D> | null
  standing: (device: Device) => (Standing & { value: CalibrationValue }) | null
  /** Signs and keeps what was measured now, instead of what was before. Throws when the disk can't be written. */
  add(value: CalibrationValue): CalibrationReading
  /** The same again under a new id and number: for a server that has meanwhile taken a later number. */
  again(device: Device): CalibrationReading | null
  /** Of which devices the newest has one of these numbers. */
  numbered(numbers: Twice): Device[]
  /** All, in the order of their numbers: the very bytes that were signed. */
  all(): CalibrationReading[]
}

const DEVICES: readonly Device[] = ['height', 'force', 'screen', 'screen-colours', 'speakers', 'cameras']
const DAY_MS = 86_400_000

export type CalibrationsDeps = { folder: string; key: Pick<Key, 'sign'>; ids: () => string; wall: () => Date; log?: CountLog }

/** How a file is named that can't be read: it's kept for whoever looks for it. */
const DAMAGED = '.damaged'

/**
 * Opens the folder of a booth's calibrations: a file a device, readable by its owner alone. One that is damaged lies aside, and its device
 * counts as not calibrated: its stations say so, and so does the service page.
 */
export const openCalibrations = ({ folder, key, ids, wall, log }: CalibrationsDeps): Calibrations => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const kept = new Map<Device, CalibrationReading>()
  for (const device of DEVICES) {
    const text = readIfThere(join(folder, `${device}.json`))
    if (text === null) continue
    const reading = parsed(text)
    if (Value.Check(CalibrationReading, reading) && reading.value.device === device) {
      kept.set(device, reading)
      continue
    }
    const file = join(folder, `${device}.json`)
    renameSync(file, `${file}${DAMAGED}`)
    log?.warn({ device, file: `${file}${DAMAGED}` }, 'a calibration cannot be read and lies aside: the device has to be calibrated again')
  }
  const keep = (reading: CalibrationReading) => {
    writeWhole(join(folder, `${reading.value.device}.json`), JSON.stringify(reading))
    kept.set(reading.value.device, reading)
    return reading
  }
  const isOf = <D extends Device>(value: CalibrationValue, device: D): value is Of<D> => value.device === device

  const valueOf = <D extends Device>(reading: CalibrationReading | undefined, device: D): Of<D> | null =>
    reading && isOf(reading.value, device) ? reading.value : null

  return {
    newest: (device) => valueOf(kept.get(device), device),
    issued(device, ids) {
      const reading = kept.get(device)
      return reading && ids.includes(reading.id) ? valueOf(reading, device) : null
    },
    standing(device) {
      const reading = kept.get(device)
      if (!reading) return null
      const { value, at, expiresAt } = reading
      return { value, at, expiresAt, expired: expiresAt <= wall().toISOString() }
    },
    add(value) {
      const at = wall()
      const expiresAt = new Date(at.getTime() + lifeDays(value) * DAY_MS)
      return keep(key.sign({ id: ids(), value, at: at.toISOString(), expiresAt: expiresAt.toISOString() }))
    },
    again(device) {
      const reading = kept.get(device)
      if (!reading) return null
      const { value, at, expiresAt } = reading
      return keep(key.sign({ id: ids(), value, at, expiresAt }))
    },
    numbered: ({ after, upTo }) => [...kept].filter(([, { sequence }]) => sequence > after && sequence <= upTo).map(([device]) => device),
    all: () => [...kept.values()].toSorted((a, b) => a.sequence - b.sequence),
  }
}
