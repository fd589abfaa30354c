import type { Hand, SimulatorView } from '#protocol/booth.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Side } from '#protocol/station.ts'
import type { OnBench } from '../bench/bench.ts'
import { plugged } from '../bench/plugged.ts'
import type { PhotoDecoder } from '../families/identity-card/codec.ts'
import { decodeDrawnFace, drawnFaceBlock } from '../families/identity-card/drawn-face.ts'
import type { AnyImitated, Imitated, SerialKind } from '../families/model.ts'
import type { Calibrations } from '../keep/calibrations.ts'
import type { ListedPort } from '../line/ports/identity.ts'
import type { Wrong } from '../line/simulator.ts'
import type { BoothDevice } from '../settings/booth-file.ts'
import type { MadeUpDriver, Settings } from '../settings/settings.ts'
import { openPty, type Pty } from './pty.ts'
import { addSimulatedRecords, SIMULATED_FLOOR_MM } from './simulated-records.ts'

/** Simulated devices on real pseudo-terminals, and the hands of a made-up driver. */
export type Simulation = {
  devices: readonly OnBench[]
  /** The ports of the simulated devices, as a computer would list them. */
  listing: () => Promise<ListedPort[]>
  decodePhoto: PhotoDecoder
  view(): SimulatorView
  onView(take: (view: SimulatorView) => void): () => void
  /** Does what a hand does, and gives what then lies, stands and presses. Refuses a driver nobody made up and a device without a cable. */
  act(hand: Hand): Promise<SimulatorView | Refusal>
  /** Spoils what a device says, by its name; for tests that let things go wrong. */
  wrong(name: string, what: Wrong): void
  /** Calls `take` when the page should lend a made-up camera, or should not. */
  onCamera(take: (madeUp: boolean) => void): void
  close(): Promise<void>
}

export type SimulationDeps = {
  booth: readonly BoothDevice[]
  drivers: readonly MadeUpDriver[]
  floorMm: number
  /** Factor on all waiting; the simulated devices are so much quicker. */
  pace: number
  clock: () => number
  /** Chance, 0 up to 1. */
  random: () => number
}

/** A simulated device at the end of its cable. */
type Plugged = { name: string; cable: Pty; port: BoothDevice['port'] } & AnyImitated

/** Plugs a simulated device in for each of the booth's. Rejects with a sentence when pseudo-terminals can't be had. */
export const openSimulation = async ({ booth, drivers, floorMm, pace, clock, random }: SimulationDeps): Promise<Simulation> => {
  const imitated = await Promise.all(
    booth.map(async ({ name, made, port, settings }): Promise<Plugged> => {
      const cable = await openPty(name)
      return { name, cable, port, ...made.imitate(settings, { wire: cable.wire, random, clock, pace: 1 / pace, floorMm }) }
    }),
  )
  const of = <K extends SerialKind>(kind: K): Imitated<K>['simulator'][] =>
    imitated.filter((one): one is Plugged & Imitated<K> => one.kind === kind).map(({ simulator }) => simulator)
  /** What a computer would list: each device under the identity that its installer wrote down. */
  const listing = async (): Promise<ListedPort[]> =>
    imitated
      .filter(({ cable }) => cable.plugged)
      .map(({ cable, port: { byId, byPath, serialNumber, vendorId, productId } }) => ({
        path: cable.path,
        byId: byId ?? null,
        byPath: byPath ?? null,
        serialNumber: serialNumber ?? null,
        vendorId: vendorId ?? null,
        productId: productId ?? null,
      }))
  const devices = plugged(booth, listing, { clock })

  let view: SimulatorView = {
    drivers: drivers.map(({ id, name, classes, note }) => ({ id, name, classes, note })),
    card: null,
    standing: null,
    pressing: { left: 0, right: 0 },
    unplugged: [],
    madeUpCamera: false,
  }
  const viewers = new Set<(view: SimulatorView) => void>()
  const cameras = new Set<(madeUp: boolean) => void>()
  const change = (fields: Partial<SimulatorView>): SimulatorView => {
    view = { ...view, ...fields }
    for (const take of viewers) take(view)
    return view
  }

  const card = (id: string | null) => {
    if (id === null) {
      for (const reader of of('identity-card')) reader.takeAway()
      return change({ card: null })
    }
    const driver = drivers.find((driver) => driver.id === id)
    if (!driver) return refuse('not-found')
    for (const reader of of('identity-card')) reader.lay(driver.card, drawnFaceBlock(driver.card))
    // Whoever lays a card on sits there.
    for (const cabin of of('cabin')) cabin.sit(true)
    return change({ card: id })
  }
  const press = (side: Side, millinewtons: number) => {
    for (const force of of('force')) force.press(`pedal-${side}`, millinewtons)
    return change({ pressing: { ...view.pressing, [side]: millinewtons } })
  }
  const plug = async (device: DeviceKind, inserted: boolean) => {
    const cables = imitated.filter(({ kind }) => kind === device).map(({ cable }) => cable)
    if (cables.length === 0) return refuse('not-found')
    await Promise.all(cables.map((cable) => (inserted ? cable.plug('elsewhere') : cable.unplug())))
    return change({ unplugged: [...view.unplugged.filter((one) => one !== device), ...(inserted ? [] : [device])] })
  }
  const stand = (heightMm: number | null) => {
    for (const seen of [...of('height'), ...of('presence'), ...of('weight')]) seen.stand(heightMm)
    return change({ standing: heightMm })
  }

  return {
    devices,
    listing,
    decodePhoto: decodeDrawnFace,
    view: () => view,
    onView(take) {
      viewers.add(take)
      return () => viewers.delete(take)
    },
    wrong(name, what) {
      for (const one of imitated) if (one.name === name) one.simulator.wrong(what)
    },
    onCamera: (take) => void cameras.add(take),
    async act(hand) {
      switch (hand.hand) {
        case 'card':
          return card(hand.driver)
        case 'stand':
          return stand(hand.heightMm)
        case 'key':
          for (const keypad of of('keypad')) keypad.press(hand.key)
          return view
        case 'pedal':
          return press(hand.side, hand.millinewtons)
        case 'sit':
          for (const cabin of of('cabin')) cabin.sit(hand.occupied)
          return view
        case 'plug':
          return plug(hand.device, hand.in)
        default:
          for (const take of cameras) take(hand.madeUp)
          return change({ madeUpCamera: hand.madeUp })
      }
    },
    async close() {
      for (const { simulator } of imitated) simulator.stop()
      await Promise.all(devices.map(({ line }) => line.close()))
      await Promise.all(imitated.map(({ cable }) => cable.close()))
    },
  }
}

/** The simulated booth of these settings, calibrated. */
export const simulate = async (
  { devices, drivers, pace }: Settings,
  calibrations: Calibrations,
  clock: () => number,
): Promise<Simulation> => {
  addSimulatedRecords(
    calibrations,
    devices.some(({ made }) => made.machine),
  )
  return openSimulation({ booth: devices, drivers, floorMm: SIMULATED_FLOOR_MM, pace, clock, random: Math.random })
}
