import type { Driver } from './driver.ts'
import type { Conditions, Simulator } from './simulator.ts'
import { forceCells } from './force/driver.ts'
import { simulateForce } from './force/simulator.ts'
import { heightHead } from './height/driver.ts'
import { simulateHeight } from './height/simulator.ts'
import { identityCard } from './identity-card/driver.ts'
import { simulateReader } from './identity-card/simulator.ts'
import { keypad } from './keypad/driver.ts'
import { simulateKeypad } from './keypad/simulator.ts'

type Entry = { driver: Driver<unknown>; simulate: (conditions: Conditions) => Simulator<object> }

/** Every device with a serial line, by kind: one line each. The height head here speaks millimetres. */
export const registry = {
  'identity-card': { driver: identityCard, simulate: simulateReader },
  height: { driver: heightHead('mm'), simulate: simulateHeight },
  keypad: { driver: keypad, simulate: simulateKeypad },
  force: { driver: forceCells, simulate: simulateForce },
} as const satisfies Record<string, Entry>

export type SerialKind = keyof typeof registry
