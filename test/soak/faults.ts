import type { DeviceKind } from '#protocol/device.ts'
import type { Wrong } from '../../devices/line/simulator.ts'
import type { Simulation } from '../../devices/simulate/simulation.ts'

/** The simulated booth's devices by name. */
const DEVICES = { reader: 'identity-card', head: 'height', keypad: 'keypad', pedals: 'force' } as const satisfies Record<string, DeviceKind>
const NAMES = ['reader', 'head', 'keypad', 'pedals'] as const

/** What can be wrong, and what sets it right again. */
const FAULTS: Readonly<Record<string, [wrong: Wrong, right: Wrong]>> = {
  split: [{ split: true }, { split: false }],
  together: [{ together: 4 }, { together: 0 }],
  garbage: [{ garbage: Uint8Array.of(0xff, 0x00, 0xaa, 0x59, 0x0a, 0x13, 0xff) }, {}],
  'bad-checksum': [{ badChecksums: 5 }, { badChecksums: 0 }],
  silent: [{ silent: true }, { silent: false }],
  stuck: [{ stuck: true }, { stuck: false }],
  'wrong-speed': [{ speeds: { sent: 9600, heard: 19_200 } }, { speeds: null }],
}
const NAMED = Object.keys(FAULTS)

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Lets one thing after the other go wrong until `over`. Gives how often each did. */
export const letGoWrong = async (simulation: Simulation, random: () => number, over: () => boolean): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  const below = (most: number) => Math.floor(random() * most)
  while (!over()) {
    const name = NAMES[below(NAMES.length)] ?? 'head'
    const at = below(NAMED.length + 1)
    const fault = NAMED[at] ?? 'unplugged'
    counts[fault] = (counts[fault] ?? 0) + 1
    const [wrong, right] = FAULTS[fault] ?? [{}, {}]
    if (fault === 'unplugged') await simulation.act({ hand: 'plug', device: DEVICES[name], in: false })
    else simulation.wrong(name, wrong)
    await wait(200 + below(2500))
    if (fault === 'unplugged') await simulation.act({ hand: 'plug', device: DEVICES[name], in: true })
    else simulation.wrong(name, right)
    await wait(300 + below(2000))
  }
  return counts
}
