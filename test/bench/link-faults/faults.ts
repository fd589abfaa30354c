import type { Hall } from './hall.ts'
import { KINDS, type Kind, SIDES, type Side } from './lines.ts'

const CUTS_S = [2, 10, 60] as const

/** What goes wrong. `strike` returns when part or line is back, with that moment by this machine's clock. */
export type Fault = {
  name: string
  kind: 'worker' | 'server' | 'agent' | 'cut'
  /** A cut of signalling alone: media lives on. */
  signalling: boolean
  /** The driver does a test meanwhile, whose reading has to arrive. */
  tests: boolean
  strike(hall: Hall): Promise<number>
}

const cut = (side: Side, kind: Kind, seconds: number): Fault => ({
  name: `${kind} of the ${side} cut for ${seconds} s`,
  kind: 'cut',
  signalling: kind === 'signalling',
  tests: side === 'booth' && kind === 'both' && seconds === 10,
  async strike({ lines }) {
    lines.set(side, kind, { cut: true })
    await new Promise((over) => setTimeout(over, seconds * 1000))
    lines.set(side, kind, { cut: false })
    return Date.now()
  },
})

export const FAULTS: readonly Fault[] = [
  {
    name: 'worker killed',
    kind: 'worker',
    signalling: false,
    tests: false,
    async strike({ workers }) {
      // The server brings another: counted from the end of the first.
      const back = Date.now()
      for (const pid of workers()) process.kill(pid, 'SIGKILL')
      return back
    },
  },
  {
    name: 'server killed',
    kind: 'server',
    signalling: false,
    tests: true,
    async strike(hall) {
      await hall.killServer()
      return Date.now()
    },
  },
  { name: 'agent killed', kind: 'agent', signalling: false, tests: true, strike: (hall) => hall.killAgent() },
  ...CUTS_S.flatMap((seconds) => SIDES.flatMap((side) => KINDS.map((kind) => cut(side, kind, seconds)))),
]
