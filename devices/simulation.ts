import type { Hand, SimulatorView } from '#protocol/booth.ts'
import type { DeviceKind } from '#protocol/reading.ts'
import { refuse, type Refusal } from '#protocol/refusal.ts'
import type { Side } from '#protocol/station.ts'
import type { Lines } from './bench.ts'
import { drawnFaceBlock } from './identity-card/drawn-face.ts'
import { openLine } from './port.ts'
import { openPty } from './pty.ts'
import { registry, type SerialKind } from './registry.ts'
import type { MadeUpDriver } from './settings.ts'

/** Simulated devices on real pseudo-terminals, and the hands of a made-up driver. */
export type Simulation = {
  lines: Lines
  view(): SimulatorView
  onView(take: (view: SimulatorView) => void): () => void
  /** Does what a hand does, and gives what then lies, stands and presses. Refuses a driver nobody made up and a device without a cable. */
  act(hand: Hand): Promise<SimulatorView | Refusal>
  /** Calls `take` when the page should lend a made-up camera, or should not. */
  onCamera(take: (madeUp: boolean) => void): void
  close(): Promise<void>
}

export type SimulationDeps = {
  drivers: readonly MadeUpDriver[]
  floorMm: number
  /** Factor on all waiting; the simulated devices are so much quicker. */
  pace: number
  clock: () => number
  /** Chance, 0 up to 1. */
  random: () => number
}

/** Plugs four simulated devices in. Rejects with a sentence when pseudo-terminals can't be had. */
export const openSimulation = async ({ drivers, floorMm, pace, clock, random }: SimulationDeps): Promise<Simulation> => {
  const [reader, height, keypad, force] = await Promise.all([
    openPty('identity-card'),
    openPty('height'),
    openPty('keypad'),
    openPty('force'),
  ])
  const cables = { 'identity-card': reader, height, keypad, force }
  const conditions = { random, clock, pace: 1 / pace }
  const devices = {
    'identity-card': registry['identity-card'].simulate({ ...conditions, wire: reader.wire }),
    height: registry.height.simulate({ ...conditions, wire: height.wire, floorMm }),
    keypad: registry.keypad.simulate({ ...conditions, wire: keypad.wire }),
    force: registry.force.simulate({ ...conditions, wire: force.wire }),
  }
  const lines = {
    'identity-card': openLine(registry['identity-card'].driver, reader.path, { clock }),
    height: openLine(registry.height.driver, height.path, { clock }),
    keypad: openLine(registry.keypad.driver, keypad.path, { clock }),
    force: openLine(registry.force.driver, force.path, { clock }),
  }

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
      devices['identity-card'].takeAway()
      return change({ card: null })
    }
    const driver = drivers.find((driver) => driver.id === id)
    if (!driver) return refuse('not-found')
    devices['identity-card'].lay(driver.card, drawnFaceBlock(driver.card))
    return change({ card: id })
  }
  const press = (side: Side, millinewtons: number) => {
    devices.force.press(side, millinewtons)
    return change({ pressing: { ...view.pressing, [side]: millinewtons } })
  }
  const plug = async (device: DeviceKind, plugged: boolean) => {
    if (!isSerial(device)) return refuse('not-found')
    await (plugged ? cables[device].plug() : cables[device].unplug())
    return change({ unplugged: [...view.unplugged.filter((one) => one !== device), ...(plugged ? [] : [device])] })
  }
  const isSerial = (device: DeviceKind): device is SerialKind => device in cables

  return {
    lines,
    view: () => view,
    onView(take) {
      viewers.add(take)
      return () => viewers.delete(take)
    },
    onCamera: (take) => void cameras.add(take),
    async act(hand) {
      switch (hand.hand) {
        case 'card':
          return card(hand.driver)
        case 'stand':
          devices.height.stand(hand.heightMm)
          return change({ standing: hand.heightMm })
        case 'key':
          devices.keypad.press(hand.key)
          return view
        case 'pedal':
          return press(hand.side, hand.millinewtons)
        case 'plug':
          return plug(hand.device, hand.in)
        default:
          for (const take of cameras) take(hand.madeUp)
          return change({ madeUpCamera: hand.madeUp })
      }
    },
    async close() {
      for (const device of Object.values(devices)) device.stop()
      await Promise.all(Object.values(lines).map((line) => line.close()))
      await Promise.all(Object.values(cables).map((cable) => cable.close()))
    },
  }
}
