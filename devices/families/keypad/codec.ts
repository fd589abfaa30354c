import { CLOCK_MOST, mcuLine, parts, whole } from '../../line/mcu-line.ts'

const KEYS = ['up', 'right', 'down', 'left', 'no', 'ok', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
export type Key = (typeof KEYS)[number]

/** What the keypad says: a key went down or up, or that it lives. `deviceMs` is its own clock. */
export type KeypadLine = { says: 'key'; key: Key; down: boolean; deviceMs: number } | { says: 'alive'; deviceMs: number }

/** Reads `K,<key>,<1|0>,<ms>` and `H,<ms>`; anything else is null. */
export function readKeypad(line: Uint8Array): KeypadLine | null {
  const [letter, ...rest] = parts(line)
  if (letter === 'H' && rest.length === 1) {
    const deviceMs = whole(rest[0], 0, CLOCK_MOST)
    return deviceMs === null ? null : { says: 'alive', deviceMs }
  }
  if (letter !== 'K' || rest.length !== 3) return null
  const key = KEYS.find((name) => name === rest[0])
  const down = whole(rest[1], 0, 1)
  const deviceMs = whole(rest[2], 0, CLOCK_MOST)
  return key === undefined || down === null || deviceMs === null ? null : { says: 'key', key, down: down === 1, deviceMs }
}

export const keyLine = (key: Key, down: boolean, deviceMs: number): Uint8Array => mcuLine(`K,${key},${down ? 1 : 0},${deviceMs}`)
export const aliveLine = (deviceMs: number): Uint8Array => mcuLine(`H,${deviceMs}`)
