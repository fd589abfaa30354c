import { answering } from '../../line/mcu-line.ts'
import { type Conditions, outlet, type Simulator } from '../../line/simulator.ts'
import { aliveLine, type Key, keyLine } from './codec.ts'
import { stickLine } from './joystick.ts'

/** What hands can do: press a key and let it go. `bounce`: like a worn contact, which closes three times. */
export type KeypadHands = { press(key: Key, bounce?: boolean): void }

const HELD_MS = 120
const BOUNCES_MS = [0, 4, 9]

/** A keypad that says every second that it lives. */
export function simulateKeypad({ wire, clock, pace }: Conditions): Simulator<KeypadHands> {
  const out = outlet(wire, 3)
  const begun = clock()
  const ms = () => Math.round((clock() - begun) * pace)
  let busyUntil = 0

  const press = (key: Key, bounce = false) => {
    // Its own clock goes on while a key is held: two presses at once come one after the other.
    const at = Math.max(ms(), busyUntil)
    busyUntil = at + HELD_MS + 80
    for (const later of bounce ? BOUNCES_MS : [0]) {
      out.send(keyLine(key, true, at + later))
      if (later < Math.max(...(bounce ? BOUNCES_MS : [0]))) out.send(keyLine(key, false, at + later + 2))
    }
    out.send(keyLine(key, false, at + HELD_MS))
  }

  const timer = setInterval(() => out.send(aliveLine(ms())), 1000 / pace)
  const deaf = answering(wire, out, 'keypad')
  return {
    press,
    wrong: out.wrong,
    stop() {
      clearInterval(timer)
      deaf()
    },
  }
}

const PUSH: Partial<Record<Key, [number, number]>> = { up: [0, 1000], down: [0, -1000], left: [-1000, 0], right: [1000, 0] }

/** A stick that says where it is every 100 ms; its keys are pushes to a side, the others are buttons. */
export function simulateJoystick({ wire, clock, pace }: Conditions): Simulator<KeypadHands> {
  const out = outlet(wire, 3)
  const begun = clock()
  const ms = () => Math.round((clock() - begun) * pace)
  /** What is still to be said, in order. */
  let moves: Uint8Array[] = []
  const press = (key: Key) => {
    const [x, y] = PUSH[key] ?? [0, 0]
    const at = ms()
    moves = [
      ...moves,
      ...(PUSH[key] ? [stickLine(x, y, at), stickLine(0, 0, at + HELD_MS)] : [keyLine(key, true, at), keyLine(key, false, at + HELD_MS)]),
    ]
  }
  const timer = setInterval(() => out.send(moves.shift() ?? stickLine(0, 0, ms())), 100 / pace)
  const deaf = answering(wire, out, 'joystick')
  return {
    press,
    wrong: out.wrong,
    stop() {
      clearInterval(timer)
      deaf()
    },
  }
}
