import type { DeviceKind, DeviceState } from '#protocol/reading.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { AnyStation } from '#protocol/station.ts'
import type { Line, LineState } from './driver.ts'
import type { ForceReading } from './force/driver.ts'
import type { HeightReading } from './height/driver.ts'
import type { CardEvent } from './identity-card/driver.ts'
import type { KeyDown } from './keypad/driver.ts'
import type { BoothFile } from './settings.ts'

/** The lines to a booth's devices; null: this booth has none of the kind. */
export type Lines = {
  'identity-card': Line<CardEvent> | null
  height: Line<HeightReading> | null
  keypad: Line<KeyDown> | null
  force: Line<ForceReading> | null
}

/** All devices of one booth: what is alive, and what a station has to wait for. */
export type Bench = {
  lines: Lines
  states(): DeviceState[]
  /** The first device that a station can't do without and that isn't there now, or null. */
  lacking(station: AnyStation): DeviceKind | null
  /** Calls `take` at each change of a device's state. Returns how to stop. */
  onState(take: (device: DeviceKind, state: LineState) => void): () => void
  close(): Promise<void>
}

/** What a station can't be done without. The keypad isn't here: whatever it answers can be touched on the screen too. */
export const NEEDS: Record<AnyStation, readonly DeviceKind[]> = {
  height: ['height'],
  'acuity-right': ['screen'],
  'acuity-left': ['screen'],
  colour: ['screen'],
  hearing: ['speakers'],
  'upper-limbs': [],
  'lower-limbs': ['force'],
  trunk: [],
  // The keypad or a touch answers, on whatever screen.
  reaction: [],
}

/** Devices that a finished log came from, for its envelope: what the station needs, and the keypad where it was pressed. */
export const devicesOf = (station: AnyStation, setup: Setup, trials: readonly { source: string }[]): DeviceKind[] => {
  const pressed = setup.procedure !== 'height' && trials.some(({ source }) => source === 'device')
  return pressed ? [...NEEDS[station], 'keypad'] : [...NEEDS[station]]
}

const SERIAL = ['identity-card', 'height', 'keypad', 'force'] as const
const isSerial = (kind: DeviceKind): kind is (typeof SERIAL)[number] => SERIAL.some((one) => one === kind)
const NAMES: Record<DeviceKind, string> = {
  'identity-card': 'SDT',
  height: 'A02YYUW',
  keypad: 'keypad',
  force: 'force cells',
  cabin: 'cabin board',
  presence: 'presence sensor',
  weight: 'scale',
  screen: 'screen',
  speakers: 'speakers',
  cameras: 'cameras',
  computer: 'booth computer',
}

/** Puts a booth's lines and its installer's records together. */
export const openBench = (lines: Lines, { screen, speakers }: BoothFile, simulated: boolean): Bench => {
  const stateOf = (kind: DeviceKind): LineState => {
    if (kind === 'screen') return screen ? 'alive' : 'absent'
    if (kind === 'speakers') return speakers ? 'alive' : 'absent'
    // Whoever asks this runs on it.
    if (kind === 'computer') return 'alive'
    return isSerial(kind) ? (lines[kind]?.state ?? 'absent') : 'absent'
  }
  const faultsOf = (kind: DeviceKind): number => (isSerial(kind) ? (lines[kind]?.faults ?? 0) : 0)
  return {
    lines,
    states: () =>
      ([...SERIAL, 'screen', 'speakers'] as const).map((kind) => ({
        kind,
        name: NAMES[kind],
        state: stateOf(kind),
        simulated,
        faults: faultsOf(kind),
      })),
    lacking: (station) => NEEDS[station].find((kind) => stateOf(kind) !== 'alive') ?? null,
    onState(take) {
      const stops = SERIAL.map((kind) => lines[kind]?.onState((state) => take(kind, state)))
      return () => {
        for (const stop of stops) stop?.()
      }
    },
    async close() {
      await Promise.all(SERIAL.flatMap((kind) => lines[kind]?.close() ?? []))
    },
  }
}
