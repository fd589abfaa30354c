import type { Driver, Turn } from '../../line/driver.ts'
import { ASK, isAlive, mcuLines } from '../../line/mcu-line.ts'
import { type Key, type KeypadLine, readKeypad } from './codec.ts'

/** A key went down; `deviceMs` is when, on the keypad's own clock. */
export type KeyDown = { key: Key; deviceMs: number }

/** A contact bounces for some milliseconds; a finger is never so quick. */
const BOUNCE_MS = 50

/** Makes presses of a keypad's lines, without their bouncing. */
export const presses = () => {
  const movedAt = new Map<Key, number>()
  return (line: KeypadLine): Turn<KeyDown> => {
    if (line.says === 'alive') return {}
    const { key, down, deviceMs } = line
    const last = movedAt.get(key)
    movedAt.set(key, deviceMs)
    // Unsigned: the keypad's clock begins again after 49 days, and after a loss of power.
    const bounces = last !== undefined && (deviceMs - last) >>> 0 < BOUNCE_MS
    return down && !bounces ? { readings: [{ key, deviceMs }] } : {}
  }
}

/** The answer keypad. A key counts when it goes down, once: what follows its last movement within 50 ms is the contact's bouncing. */
export const keypad: Driver<KeyDown> = {
  kind: 'keypad',
  name: 'keypad',
  baudRate: 115_200,
  framer: mcuLines,
  talk() {
    const press = presses()
    return {
      hear(frame) {
        if (isAlive(frame)) return {}
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
