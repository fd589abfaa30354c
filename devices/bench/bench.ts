import { devicesBehind } from '#measure/index.ts'
import type { DeviceKind } from '#protocol/device.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { DeviceState } from '#protocol/reading.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { EVERY_STATION, needsOf } from '#protocol/stations.ts'
import { type AnyConnected, type Connected, type ReadingOf, SERIAL, type SerialKind } from '../families/model.ts'
import { registry } from '../families/registry.ts'
import type { Line, LineState } from '../line/driver.ts'
import { joined } from './joined.ts'

/** A device that stands in this booth, and the line to it. */
export type OnBench = { name: string; model: string } & AnyConnected

/** The lines to a booth's devices, by kind; null: this booth has none of the kind. */
type Lines = { [K in SerialKind]: Line<ReadingOf[K]> | null }

/** All devices of one booth: what is alive, and what a station has to wait for. */
export type Bench = {
  /** Each by itself, as the installer named them. */
  devices: readonly OnBench[]
  /** All of a kind as one. */
  lines: Lines
  states(): DeviceState[]
  /** The first device that a station can't do without and that isn't there now, or null. */
  lacking(station: AnyStation): DeviceKind | null
  /** Calls `take` at each change of a device's state. Returns how to stop. */
  onState(take: (device: DeviceKind, state: LineState) => void): () => void
  /** Somebody is in the booth, as its sensors say; false where it has none that could. */
  occupied(): boolean
  /** The same of the whole cabin; null: nobody is seen, and there is no cabin board now that would see whoever sits somewhere else. */
  sees(): boolean | null
  close(): Promise<void>
}

/** Whether a height's calibration, or the setup made of it, is one of what stands in the booth: a sensor's says nothing of a whole machine. */
export const isOfHeightHere = (devices: readonly OnBench[], { machine }: { machine?: true }): boolean =>
  devices.every(({ kind, model }) => kind !== 'height' || (registry[model]?.machine ?? false) === (machine ?? false))

/** Devices that a finished log came from, for its envelope: those behind its setup, and the keypad where something was pressed. */
export const devicesOf = (setup: Setup, trials: readonly { source: string }[]): DeviceKind[] => {
  const pressed = setup.procedure !== 'height' && trials.some(({ source }) => source === 'device')
  return [...devicesBehind(setup), ...(pressed ? (['keypad'] as const) : [])]
}

const isSerial = (kind: DeviceKind): kind is SerialKind => SERIAL.some((one) => one === kind)

/** Puts a booth's lines together; `measured` says whether a screen or loudspeakers were ever calibrated. */
export const openBench = (
  devices: readonly OnBench[],
  measured: (kind: 'screen' | 'screen-colours' | 'speakers' | 'cameras') => boolean,
  simulated: boolean,
): Bench => {
  const lines: Lines = {
    'identity-card': joined(linesOf(devices, 'identity-card')),
    height: joined(linesOf(devices, 'height')),
    keypad: joined(linesOf(devices, 'keypad')),
    force: joined(linesOf(devices, 'force')),
    cabin: joined(linesOf(devices, 'cabin')),
    presence: joined(linesOf(devices, 'presence')),
    weight: joined(linesOf(devices, 'weight')),
  }
  const stateOf = (kind: DeviceKind): LineState => {
    if (isSerial(kind)) return lines[kind]?.state ?? 'absent'
    // Whoever asks this runs on it.
    if (kind === 'computer') return 'alive'
    return measured(kind) ? 'alive' : 'absent'
  }
  const modelOf = (kind: DeviceKind): string =>
    [...new Set(devices.filter((device) => device.kind === kind).map(({ model }) => model))].join(', ') || kind
  // As a log names them: what has no line of its own is told by its kind (quality.ts).
  const idsOf = (kind: DeviceKind): string[] => {
    const ports = devices.filter((device) => device.kind === kind).map(({ line }) => line.port ?? 'unplugged')
    return ports.length > 0 || isSerial(kind) ? ports : [kind]
  }
  const occupied = watchOccupied(lines)
  // A board whose booth has no such switch never says whether anybody is there.
  let cabinSaid = false
  lines.cabin?.onReading((reading) => void (cabinSaid ||= 'occupied' in reading))
  return {
    devices,
    lines,
    occupied,
    sees: () => occupied() || (lines.cabin?.state === 'alive' && cabinSaid ? false : null),
    states: () =>
      // What a booth doesn't have isn't missing, unless a station can't do without it.
      ([...SERIAL, 'screen', 'speakers'] as const)
        .filter((kind) => !isSerial(kind) || lines[kind] !== null || NEEDED.has(kind))
        .map((kind) => ({
          kind,
          name: modelOf(kind),
          state: stateOf(kind),
          simulated,
          ids: idsOf(kind),
          faults: isSerial(kind) ? (lines[kind]?.faults ?? 0) : 0,
        })),
    lacking: (station) => needsOf(station).find((kind) => stateOf(kind) !== 'alive') ?? null,
    onState(take) {
      const stops = SERIAL.map((kind) => lines[kind]?.onState((state) => take(kind, state)))
      return () => {
        for (const stop of stops) stop?.()
      }
    },
    async close() {
      await Promise.all(devices.map(({ line }) => line.close()))
    },
  }
}

/** Without these a check can't be made, so that a booth without one says so. */
const NEEDED: ReadonlySet<DeviceKind> = new Set(['identity-card', 'keypad', ...EVERY_STATION.flatMap(needsOf)])

const linesOf = <K extends SerialKind>(devices: readonly OnBench[], kind: K): Line<ReadingOf[K]>[] =>
  devices.filter((device): device is OnBench & Connected<K> => device.kind === kind).map(({ line }) => line)

/** Nearer than this somebody stands before a presence sensor, mm; heavier than this somebody stands on the scale, g. */
const NEAR_MM = 1200
const HEAVY_G = 10_000

/** A presence sensor that has given so many frames without a distance sees nobody: too little comes back from a far or a dark wall. */
const BLIND_FRAMES = 30

const watchOccupied = ({ cabin, presence, weight }: Lines): (() => boolean) => {
  const seen = { cabin: false, presence: -Infinity, weight: false }
  cabin?.onReading((reading) => {
    if ('occupied' in reading) seen.cabin = reading.occupied
  })
  presence?.onReading(({ presenceMm }) => void (seen.presence = presenceMm < NEAR_MM ? presence.frames : -Infinity))
  weight?.onReading((reading) => void (seen.weight = reading.weight.grams > HEAVY_G))
  // What a sensor said before it was lost says nothing of now.
  return () =>
    (cabin?.state === 'alive' && seen.cabin) ||
    (presence?.state === 'alive' && presence.frames - seen.presence < BLIND_FRAMES) ||
    (weight?.state === 'alive' && seen.weight)
}
