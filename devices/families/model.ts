import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Exact } from '#protocol/basic.ts'
import type { Input } from '#protocol/input.ts'
import type { Driver, Line } from '../line/driver.ts'
import type { Conditions, Simulator } from '../line/simulator.ts'
import type { CabinReading } from './cabin/driver.ts'
import type { CabinHands } from './cabin/simulator.ts'
import type { ForceReading } from './force/driver.ts'
import type { ForceHands } from './force/simulator.ts'
import type { HeightReading, PresenceReading, StatureReading, WeightReading } from './height/readings.ts'
import type { HeightHands } from './height/simulator.ts'
import type { CardEvent } from './identity-card/driver.ts'
import type { ReaderHands } from './identity-card/simulator.ts'
import type { KeyDown } from './keypad/driver.ts'
import type { KeypadHands } from './keypad/simulator.ts'

/** What each kind of device on a serial line gives. */
export type ReadingOf = {
  'identity-card': CardEvent
  height: HeightReading | StatureReading
  keypad: KeyDown
  force: ForceReading
  cabin: CabinReading
  presence: PresenceReading
  weight: WeightReading
}
export const SERIAL = ['identity-card', 'height', 'keypad', 'force', 'cabin', 'presence', 'weight'] as const
export type SerialKind = (typeof SERIAL)[number]

/** What hands can do to a simulated one. */
type HandsOf = {
  'identity-card': ReaderHands
  height: HeightHands
  keypad: KeypadHands
  force: ForceHands
  cabin: CabinHands
  presence: HeightHands
  weight: HeightHands
}

/** A line with the kind of device at its end; a simulator with the kind that it plays. */
export type Connected<K extends SerialKind> = { kind: K; line: Line<ReadingOf[K]> }
export type Imitated<K extends SerialKind> = { kind: K; simulator: Simulator<HandsOf[K]> }

/** A device that can be bought. Its settings in `booth.json` have been checked against `settings` before anything is made of them. */
export type Model<K extends SerialKind> = {
  kind: K
  /** A refinement among them has as its message the code of a fault: text/ has the sentence. */
  settings: TSchema
  /** Settings that fit one of them: to try what answers on a port, and in tests. */
  example: object
  /** Whether its frames carry a checksum: without one many bytes look like them. */
  checked: boolean
  /** A whole machine that measures somebody by itself and gives one value. */
  machine: boolean
  /** What the driver answers with by it; null: they don't. */
  input: Input | null
  driver: (settings: unknown) => Driver<ReadingOf[K]>
  /** The line to one of them, as `open` opens it. */
  connect: (settings: unknown, open: <R>(driver: Driver<R>) => Line<R>) => Connected<K>
  /** A simulated one at the end of a wire. */
  imitate: (settings: unknown, conditions: Surroundings) => Imitated<K>
}
type Each<T extends { [K in SerialKind]: unknown }> = T[SerialKind]
export type AnyModel = Each<{ [K in SerialKind]: Model<K> }>
export type AnyConnected = Each<{ [K in SerialKind]: Connected<K> }>
export type AnyImitated = Each<{ [K in SerialKind]: Imitated<K> }>

/** A wire, chance and time, and the booth that a simulated device stands in. */
export type Surroundings = Conditions & { floorMm: number }

/** A model as its folder declares it: the settings that an installer may write down, and what is made of them. */
export const model = <K extends SerialKind, S extends TSchema>({
  kind,
  settings,
  example,
  checked,
  machine = false,
  input,
  driver,
  simulate,
}: {
  kind: K
  settings: S
  example: Static<S> & object
  checked: boolean
  machine?: boolean
  input?: Input
  driver: (settings: Static<S>) => Driver<ReadingOf[K]>
  simulate: (conditions: Surroundings, settings: Static<S>) => Simulator<HandsOf[K]>
}): Model<K> => {
  const made = (given: unknown) => driver(Value.Parse(settings, given))
  return {
    kind,
    settings,
    example,
    checked,
    machine,
    input: input ?? null,
    driver: made,
    connect: (given, open) => ({ kind, line: open(made(given)) }),
    imitate: (given, conditions) => ({ kind, simulator: simulate(conditions, Value.Parse(settings, given)) }),
  }
}

/** Nothing about this model has to be written down. */
export const NO_SETTINGS = Exact({})
