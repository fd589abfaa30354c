import { expect, it } from 'vitest'
import { registry } from '../families/registry.ts'
import { openPty } from '../simulate/pty.ts'
import { seeded } from '../testing/fuzz.ts'
import { probe } from './probe.ts'

const clock = () => performance.now()
/** Those that speak or answer while nobody stands on them. */
const SPEAKING = Object.entries(registry).filter(([name]) => name !== 'height-line')

it.concurrent.for(SPEAKING)(
  'a spare port with a %s is said to have that, and surely only what carries a checksum',
  { timeout: 60_000 },
  async ([name, made]) => {
    const pty = await openPty('spare')
    const { simulator } = made.imitate(made.example, { wire: pty.wire, random: seeded(3), clock, pace: 1, floorMm: 2300 })
    try {
      expect(await probe(pty.path, registry, clock, new AbortController().signal)).toEqual({ model: name, sure: made.checked })
    } finally {
      simulator.stop()
      await pty.close()
    }
  },
)
