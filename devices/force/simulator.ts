import type { Side } from '#protocol/station.ts'
import { lines } from '../frames.ts'
import { outlet, type Conditions, type Simulator } from '../simulator.ts'
import { forceLine, readTare } from './codec.ts'

/** What feet can do: press a pedal with so many millinewtons until another number comes. */
export type ForceHands = { press(side: Side, millinewtons: number): void }

const EVERY_MS = 50
/** A foot needs some time to press. */
const RAMP_MS = 200
/** The bridge's steps for one newton, and its offset without load: made up, like any cell's. */
const RAW_PER_NEWTON = 4000
const OFFSET = { left: 12_000, right: -7_000 } as const
const MOST_RAW = 0x7f_ffff

/** Two pedals with a cell each, 20 values a second, noise of ±300 mN. */
export function simulateForce({ wire, random, clock, pace }: Conditions): Simulator<ForceHands> {
  const out = outlet(wire, 3)
  const begun = clock()
  const ms = () => Math.round((clock() - begun) * pace)
  const pedal = (raw: number) => ({ from: 0, to: 0, since: 0, zero: raw, raw })
  const pedals = { left: pedal(OFFSET.left), right: pedal(OFFSET.right) }

  const load = (side: Side, at: number) => {
    const { from, to, since } = pedals[side]
    return from + (to - from) * Math.min(1, (at - since) / RAMP_MS)
  }
  const speak = (side: Side) => {
    const pedal = pedals[side]
    const deviceMs = ms()
    if (!out.now.stuck) {
      const newtons = (load(side, deviceMs) + random() * 600 - 300) / 1000
      pedal.raw = Math.max(-MOST_RAW, Math.min(MOST_RAW, OFFSET[side] + Math.round(newtons * RAW_PER_NEWTON)))
    }
    const millinewtons = Math.round(((pedal.raw - pedal.zero) / RAW_PER_NEWTON) * 1000)
    out.send(forceLine({ side, raw: pedal.raw, millinewtons, deviceMs }))
  }

  const commands = lines(16, () => true)
  const deaf = wire.onBytes((bytes) => {
    for (const line of commands.push(bytes, clock())) {
      const side = readTare(line)
      if (side) pedals[side].zero = pedals[side].raw
    }
  })
  const timer = setInterval(() => {
    speak('left')
    speak('right')
  }, EVERY_MS / pace)

  return {
    press(side, millinewtons) {
      const at = ms()
      Object.assign(pedals[side], { from: load(side, at), to: millinewtons, since: at })
    },
    wrong: out.wrong,
    stop() {
      clearInterval(timer)
      deaf()
    },
  }
}
