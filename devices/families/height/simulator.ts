import { type Conditions, type Outlet, outlet, type Simulator, type Wire } from '../../line/simulator.ts'
import { heightFrame } from './a02yyuw.ts'
import { BCM_HEIGHT, type BcmReply, bcmFrame } from './bcm-h10.ts'
import { statureLine } from './text-line.ts'
import { LUNA_TEN_A_SECOND, lunaFrame } from './tf-luna.ts'
import { URM_ASK, urmFrame } from './urm.ts'
import { US100_ASK, us100Frame } from './us-100.ts'
import { weightLine } from './weigh-indicator.ts'

/** What hands can do: somebody of this height, mm, stands under the sensor; null: nobody. */
export type HeightHands = { stand(heightMm: number | null): void }

type Overhead = Conditions & { floorMm?: number }

/** How heavy a made-up person of some height is, g: 22 kg on the square metre. */
const gramsOf = (heightMm: number) => Math.round((22 * heightMm * heightMm) / 100_000) * 100

/** A sensor `floorMm` above the floor that speaks every 100 ms, with noise of ±2 mm. */
export const simulateHeight = (conditions: Overhead) => speaking(conditions, 1, 100, (mm) => heightFrame(mm))

/** It measures only when it is asked. Its answers have no checksum that could be wrong. */
export const simulateUs100 = (conditions: Overhead) => answering(conditions, US100_ASK, (mm) => us100Frame(mm))

export const simulateUrm = (conditions: Overhead) => answering(conditions, URM_ASK, (mm) => urmFrame(mm))

/** Speaks in cm, a hundred times a second until it is told to speak less. */
export function simulateLuna(conditions: Overhead): Simulator<HeightHands> {
  const frame = (mm: number) => lunaFrame(Math.round(mm / 10), 1000, 32)
  return speaking(conditions, 1, 10, frame, { command: LUNA_TEN_A_SECOND, everyMs: 100 })
}

/** Answers with a height under the device and function that it was given; with nobody there it says 0. */
export function simulateBcm({ reply, ...conditions }: Overhead & { reply: BcmReply }): Simulator<HeightHands> {
  const frame = (mm: number) => bcmFrame(reply.device, reply.func, (mm >> 8) & 0xff, mm & 0xff)
  return answering({ ...conditions, floorMm: 0 }, BCM_HEIGHT, (mm) => frame(mm))
}

/** Says one line some time after somebody has stepped on. */
export function simulateHeightText({ wire, pace }: Conditions): Simulator<HeightHands> {
  const out = outlet(wire, 3)
  let timer: NodeJS.Timeout | undefined
  return {
    stand(heightMm) {
      clearTimeout(timer)
      if (heightMm !== null) timer = setTimeout(() => out.send(statureLine(heightMm, gramsOf(heightMm))), 800 / pace)
    },
    wrong: out.wrong,
    stop: () => clearTimeout(timer),
  }
}

/** Says the same line, but only when it is asked; nobody is 0 kg and 0 cm. */
export const simulateAskedText = (conditions: Overhead, ask: string): Simulator<HeightHands> =>
  answering({ ...conditions, floorMm: 0 }, new TextEncoder().encode(ask), (mm) => statureLine(mm, gramsOf(mm)))

/** Says the load on its plate every 200 ms. */
export function simulateWeigh({ wire, random, pace }: Conditions): Simulator<HeightHands> {
  const out = outlet(wire, 3)
  let grams = 0
  const speak = () => out.send(weightLine({ steady: true, net: false, grams: grams + Math.round(random() * 40 - 20) }))
  const timer = setInterval(speak, 200 / pace)
  return {
    stand: (heightMm) => (grams = heightMm === null ? 0 : gramsOf(heightMm)),
    wrong: out.wrong,
    stop: () => clearInterval(timer),
  }
}

/** Says what it sees by itself; `slower`: a command, and how often it speaks once it has been told. */
function speaking(
  conditions: Overhead,
  checkAt: number,
  everyMs: number,
  frame: (mm: number) => Uint8Array,
  slower?: { command: Uint8Array; everyMs: number },
): Simulator<HeightHands> {
  const out = outlet(conditions.wire, checkAt)
  const sight = looking(conditions, out)
  const every = (ms: number) => setInterval(() => out.send(frame(sight.mm())), ms / conditions.pace)
  let timer = every(everyMs)
  const deaf =
    slower &&
    whenTold(conditions.wire, slower.command, () => {
      clearInterval(timer)
      timer = every(slower.everyMs)
    })
  return {
    stand: sight.stand,
    wrong: out.wrong,
    stop() {
      clearInterval(timer)
      deaf?.()
    },
  }
}

/** Calls `then` each time these bytes have come, however they are cut. Returns how to stop. */
function whenTold(wire: Wire, command: Uint8Array, then: () => void): () => void {
  let heard: number[] = []
  return wire.onBytes((bytes) => {
    for (const byte of bytes) {
      heard = [...heard, byte].slice(-command.length)
      if (command.every((one, at) => heard[at] === one)) then()
    }
  })
}

/** Answers the question 20 ms later. */
function answering(conditions: Overhead, question: Uint8Array, frame: (mm: number) => Uint8Array): Simulator<HeightHands> {
  const { wire, pace } = conditions
  const out = outlet(wire, 1)
  const sight = looking(conditions, out)
  const timers = new Set<NodeJS.Timeout>()
  const answer = () => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      out.send(frame(sight.mm()))
    }, 20 / pace)
    timers.add(timer)
  }
  const stop = whenTold(wire, question, answer)
  return {
    stand: sight.stand,
    wrong: out.wrong,
    stop() {
      stop()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** What the sensor sees, mm: the floor or a head; on a floor of 0 the person's own height. */
function looking({ random, floorMm = 2300 }: Overhead, out: Outlet) {
  let standing = 0
  let value = floorMm
  return {
    stand: (heightMm: number | null) => void (standing = heightMm ?? 0),
    mm() {
      if (!out.now.stuck) value = Math.max(0, Math.round(Math.abs(floorMm - standing) + random() * 4 - 2))
      return value
    },
  }
}
