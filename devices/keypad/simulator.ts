import { answering } from '../mcu-line.ts'
import { outlet, type Conditions, type Simulator } from '../simulator.ts'
import { aliveLine, keyLine, type Key } from './codec.ts'

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
