import type { Driver, Turn } from '../../line/driver.ts'
import { ASK, CLOCK_MOST, isAlive, mcuLine, mcuLines, parts, whole } from '../../line/mcu-line.ts'
import { readKeypad } from './codec.ts'
import { type KeyDown, presses } from './driver.ts'

/** Full deflection of an axis. x to the right, y up. */
const FULL = 1000
/** So far from the middle a push begins, and so near to it the stick must come back before another one can. */
const PUSHED = 700
const BACK = 300

export const stickLine = (x: number, y: number, deviceMs: number): Uint8Array => mcuLine(`J,${x},${y},${deviceMs}`)

/** Reads `J,<x>,<y>,<ms>`, −1000 to 1000 each; anything else is null. */
function readStick(line: Uint8Array): { x: number; y: number; deviceMs: number } | null {
  const [letter, ...rest] = parts(line)
  const [x, y] = [whole(rest[0], -FULL, FULL), whole(rest[1], -FULL, FULL)]
  const deviceMs = whole(rest[2], 0, CLOCK_MOST)
  return letter !== 'J' || rest.length !== 3 || x === null || y === null || deviceMs === null ? null : { x, y, deviceMs }
}

/** A stick with two buttons. Pushed to a side it is the key of that side, once, until it has come back to the middle. */
export const joystick: Driver<KeyDown> = {
  kind: 'keypad',
  name: 'joystick',
  baudRate: 115_200,
  framer: mcuLines,
  talk() {
    const press = presses()
    let pushed = false
    const push = (x: number, y: number, deviceMs: number): Turn<KeyDown> => {
      const far = Math.max(Math.abs(x), Math.abs(y))
      if (far < BACK) pushed = false
      if (pushed || far < PUSHED) return {}
      pushed = true
      const key = Math.abs(x) > Math.abs(y) ? (x > 0 ? 'right' : 'left') : y > 0 ? 'up' : 'down'
      return { readings: [{ key, deviceMs }] }
    }
    return {
      hear(frame) {
        if (isAlive(frame)) return {}
        const stick = readStick(frame)
        if (stick) return push(stick.x, stick.y, stick.deviceMs)
        const line = readKeypad(frame)
        return line ? press(line) : { fault: 'not-understood' }
      },
      tick: () => ({}),
    }
  },
  tickMs: null,
  silentAfterMs: 1600,
  poll: ASK,
}
