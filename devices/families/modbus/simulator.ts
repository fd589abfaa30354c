import { type Conditions, outlet, type Simulator } from '../../line/simulator.ts'
import type { ForceHands } from '../force/simulator.ts'
import { ramp } from '../force/simulator.ts'
import { bytesOf, registersOf, sealed, sound } from './codec.ts'
import type { Channel, Profile } from './profile.ts'

/** How long a transmitter takes to answer, ms. */
const ANSWERS_MS = 8

/** What a question can be: eight bytes, or a write of function 16 of eleven. */
const READ = [3, 4]
const WRITE = [6, 16]

/**
 * Force transmitters as a profile says them: answers functions 3 and 4 for its registers and 6 and 16 for its tare, refuses every other
 * function (1), register (2) and count (3), and says nothing to questions for other addresses.
 */
export function simulateModbus({ wire, random, clock, pace }: Conditions, { channels }: Profile): Simulator<ForceHands> {
  const out = outlet(wire, 1)
  const loads = new Map(channels.map((channel) => [channel, { ...ramp(), zero: 0, value: 0 }]))
  const begun = clock()
  const ms = () => (clock() - begun) * pace
  const timers = new Set<NodeJS.Timeout>()
  let heard: number[] = []

  const valueOf = (channel: Channel): Uint8Array => {
    const load = loads.get(channel)
    if (load && !out.now.stuck) load.value = (load.now(ms()) + random() * 600 - 300) / channel.scale - load.zero
    return bytesOf(load?.value ?? 0, channel.type, channel.order)
  }
  const say = (...bytes: number[]) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      out.send(sealed(Uint8Array.of(...bytes)))
    }, ANSWERS_MS / pace)
    timers.add(timer)
  }
  const read = (address: number, code: number, register: number, count: number) => {
    const mine = channels.filter((channel) => channel.address === address && channel.function === code)
    const value = mine.find((channel) => channel.register === register)
    if (value && count === registersOf(value.type)) return say(address, code, count * 2, ...valueOf(value))
    if (mine.some(({ stable }) => stable?.register === register) && count === 1) return say(address, code, 2, 0xff, 0xff)
    say(address, code | 0x80, value ? 3 : 2)
  }
  const write = (address: number, code: number, register: number, frame: readonly number[]) => {
    const channel = channels.find((one) => one.address === address && one.tare?.register === register && one.tare.function === code)
    const load = channel && loads.get(channel)
    if (!channel || !load) return say(address, code | 0x80, 2)
    load.zero += load.value
    say(...frame.slice(0, 6))
  }
  const hear = (frame: readonly number[]) => {
    const [address = 0, code = 0, high = 0, low = 0, more = 0, less = 0] = frame
    if (!channels.some((channel) => channel.address === address)) return
    const register = high * 256 + low
    if (READ.includes(code)) read(address, code, register, more * 256 + less)
    else if (WRITE.includes(code)) write(address, code, register, frame)
    else say(address, code | 0x80, 1)
  }

  const deaf = wire.onBytes((bytes) => {
    for (const byte of bytes) {
      heard = [...heard, byte].slice(-16)
      const length = [8, 11].find((long) => heard.length >= long && sound(Uint8Array.from(heard.slice(-long))))
      if (length === undefined) continue
      hear(heard.slice(-length))
      heard = []
    }
  })
  return {
    press(cell, millinewtons) {
      for (const [channel, load] of loads) if (channel.cell === cell) load.press(millinewtons, ms())
    },
    wrong: out.wrong,
    stop() {
      deaf()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
