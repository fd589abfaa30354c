import { calibrationOf } from '#measure/calibration.ts'
import type { Handlers } from '#protocol/message.ts'
import type { serviceMessages } from '#protocol/messages.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { DeviceOutput, ServiceDevice, ServiceView, SparePort, Standing } from '#protocol/service.ts'
import type { Cell } from '#protocol/station.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { Bench, OnBench } from '../bench/bench.ts'
import type { AnyModel } from '../families/model.ts'
import type { RefusedReading } from '../keep/spool.ts'
import { identityOf, type ListedPort } from '../line/ports/identity.ts'
import { hearCells } from './cells.ts'
import { probe } from './probe.ts'
import { ownStanding, type SelfTestDeps, selfTest } from './selftest.ts'
import { steady } from './steady.ts'
import { watch } from './watch.ts'

export type ServiceDeps = Omit<SelfTestDeps, 'devices'> & {
  bench: Pick<Bench, 'devices'>
  simulated: boolean
  /** Readings that the server did not take. */
  aside: () => RefusedReading[]
  listing: () => Promise<ListedPort[]>
  models: Readonly<Record<string, AnyModel>>
  /** Signs a calibration, keeps it, and tells the server when there is one. */
  calibrate: (value: CalibrationValue) => Promise<Standing | Refusal>
  /** The station that is being measured: nobody else may take its devices' values for something. Null: none. */
  measuring: () => AnyStation | null
  /** Monotonic, ms. */
  clock: () => number
}

/** One installer's session: the answers to his questions, and what he watches. */
type Session = { handlers: Handlers<typeof serviceMessages, null>; close: () => void }
export type Service = { open(send: (heard: DeviceOutput) => void): Session }

/** The installer's questions, answered over a running bench. */
export const openService = (deps: ServiceDeps): Service => {
  const { bench, listing, models, calibration } = deps
  const measuring = (): Refusal | null => {
    const station = deps.measuring()
    return station && refuse('station-running', { station })
  }
  const named = (name: string): OnBench | Refusal => bench.devices.find((device) => device.name === name) ?? refuse('not-found')

  const open = (send: (heard: DeviceOutput) => void): Session => {
    let stopWatching = () => {}
    const force = hearCells(bench.devices)
    const closed = new AbortController()
    return {
      handlers: {
        'service:view': async () => viewOf(deps, await force.all()),
        'service:watch': ({ name }) => {
          stopWatching()
          stopWatching = () => {}
          if (name === null) return { done: true }
          const device = named(name)
          if (isRefusal(device)) return device
          stopWatching = watch(device, send)
          return { done: true }
        },
        'service:probe': async ({ path }) => {
          const spare = await spareOf(bench.devices, await listing())
          return spare.some((port) => port.path === path) ? probe(path, models, deps.clock, closed.signal) : refuse('port-taken')
        },
        'service:measure': async ({ name, cell }) => {
          // All force sensors are calibrated together: a cell is measured where it is.
          const device = (cell && force.on(cell)) ?? named(name)
          if (isRefusal(device)) return device
          return measuring() ?? steady(device, cell, models[device.model]?.machine)
        },
        'service:calibrate': async (work) => {
          const running = measuring()
          if (running) return running
          const value = calibrationOf(work)
          return isRefusal(value) ? value : deps.calibrate(value)
        },
        'service:selftest': async () => measuring() ?? selfTest({ ...deps, devices: bench.devices, calibration }),
      },
      close() {
        stopWatching()
        force.stop()
        closed.abort()
      },
    }
  }
  return { open }
}

/** Devices that have a calibration record. */
const RECORDS = ['screen', 'screen-colours', 'speakers', 'cameras'] as const

const viewOf = async (deps: ServiceDeps, cells: Cell[]): Promise<ServiceView> => {
  const { bench, simulated, listing, calibration } = deps
  const standing = (device: CalibrationValue['device']): Standing | null => {
    const found = ownStanding(bench.devices, calibration(device))
    return found && { at: found.at, expiresAt: found.expiresAt, expired: found.expired }
  }
  const onLines = bench.devices.map(({ name, kind, model, line }): ServiceDevice => {
    const { state, port, frames, faults, trouble } = line
    const shown = { name, kind, model, state, port, frames, faults, trouble }
    if (kind === 'height' && deps.models[model]?.machine) return { ...shown, calibration: standing(kind), machine: true }
    if (kind === 'force') return { ...shown, calibration: standing(kind), cells }
    return kind === 'height' ? { ...shown, calibration: standing(kind) } : shown
  })
  const onRecord = RECORDS.map((kind): ServiceDevice => {
    const record = standing(kind)
    return {
      name: kind,
      kind,
      model: kind,
      state: record ? 'alive' : 'absent',
      port: null,
      frames: 0,
      faults: 0,
      trouble: null,
      calibration: record,
      ...(kind === 'screen-colours' ? coloursIn(calibration(kind)) : {}),
    }
  })
  const aside = deps.aside().map(({ reading: { station, at }, refusal }) => ({ station, at, refusal }))
  return { simulated, devices: [...onLines, ...onRecord], spare: await spareOf(bench.devices, await listing()), aside }
}

/** What the newest record says of the screen's colours; nothing where there is none. */
const coloursIn = (standing: { value: CalibrationValue } | null): Pick<ServiceDevice, 'colours'> => {
  if (standing?.value.device !== 'screen-colours') return {}
  const { device: _, ...colours } = standing.value
  return { colours }
}

const spareOf = async (devices: readonly OnBench[], ports: readonly ListedPort[]): Promise<SparePort[]> => {
  const taken = new Set(devices.map(({ line }) => line.port))
  return ports
    .filter((port) => !taken.has(identityOf(port)) && !taken.has(port.path))
    .map((port) => ({
      path: port.path,
      id: identityOf(port),
      vendorId: port.vendorId,
      productId: port.productId,
      serialNumber: port.serialNumber,
    }))
}
