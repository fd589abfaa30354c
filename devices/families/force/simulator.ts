import { CELLS, type Cell } from '#protocol/station.ts'
import { lines } from '../../line/frames.ts'
import { answering } from '../../line/mcu-line.ts'
import { type Conditions, outlet, type Simulator } from '../../line/simulator.ts'
import { forceLine, readTare } from './codec.ts'

/** What feet and hands can do: press a cell with so many millinewtons until another number comes. */
export type ForceHands = { press(cell: Cell, millinewtons: number): void }

const EVERY_MS = 50
/** Muscles need some time to press. */
const RAMP_MS = 200
/** The bridge's steps for one newton: made up, like any cell's. */
const RAW_PER_NEWTON = 4000
const MOST_RAW = 0x7f_ffff

/** A load that goes to another value within 200 ms; `at` in ms of the device. */
export const ramp = () => {
  let [from, to, since] = [0, 0, 0]
  const now = (at: number) => from + (to - from) * Math.min(1, (at - since) / RAMP_MS)
  return {
    now,
    press(millinewtons: number, at: number) {
      ;[from, to, since] = [now(at), millinewtons, at]
    },
  }
}

/** A board with these cells, 20 values a second each, noise of ±300 mN, tared when it was switched on. */
export function simulateForce(
  { wire, random, clock, pace }: Conditions,
  cells: readonly Cell[] = CELLS.slice(0, 2),
): Simulator<ForceHands> {
  const out = outlet(wire, 3)
  const begun = clock()
  const ms = () => Math.round((clock() - begun) * pace)
  const loads = new Map(cells.map((cell, at) => [cell, { ...ramp(), empty: 12_000 - 19_000 * at, offset: 12_000 - 19_000 * at, raw: 0 }]))

  const speak = () => {
    const deviceMs = ms()
    for (const [cell, load] of loads) {
      const newtons = (load.now(deviceMs) + random() * 600 - 300) / 1000
      if (!out.now.stuck) load.raw = Math.max(-MOST_RAW, Math.min(MOST_RAW, load.empty + Math.round(newtons * RAW_PER_NEWTON)))
      const millinewtons = Math.round(((load.raw - load.offset) / RAW_PER_NEWTON) * 1000)
      out.send(forceLine({ cell, raw: load.raw, millinewtons, deviceMs }))
    }
  }
  const deaf = answering(wire, out, 'force')
  const commands = lines(16, () => true)
  const untared = wire.onBytes((bytes) => {
    for (const line of commands.push(bytes, clock())) {
      const cell = readTare(line)
      const load = cell && loads.get(cell)
      if (load) load.offset = load.raw
    }
  })
  const timer = setInterval(speak, EVERY_MS / pace)
  return {
    press: (cell, millinewtons) => loads.get(cell)?.press(millinewtons, ms()),
    wrong: out.wrong,
    stop() {
      clearInterval(timer)
      deaf()
      untared()
    },
  }
}
