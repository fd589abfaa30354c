import { heardAt } from './uart.ts'

/** The simulated device's end of its cable. Bytes that nobody reads are lost, as on a real wire. */
export type Wire = {
  write(bytes: Uint8Array): void
  /** Calls `take` with what the booth sends. Returns how to stop. */
  onBytes(take: (bytes: Uint8Array) => void): () => void
}

export type Conditions = {
  wire: Wire
  /** Chance, 0 up to 1: noise comes from here. */
  random: () => number
  /** Monotonic, ms. */
  clock: () => number
  /** 1 is a real device's speed; 10 is ten times as fast. */
  pace: number
}

/** What can go wrong on demand, beside unplugging. Counts run down to 0; switches stay until they are set back. */
export type Wrong = {
  /** Each frame goes out byte by byte. */
  split?: boolean
  /** The next so many frames are held back and go out in one write. */
  together?: number
  /** Bytes that go out before the next frame. */
  garbage?: Uint8Array | null
  /** The next so many frames carry a wrong checksum. */
  badChecksums?: number
  /** Nothing goes out. */
  silent?: boolean
  /** The sensor repeats its last value. */
  stuck?: boolean
  /** The device speaks at one speed and the port listens at another, baud. */
  speeds?: { sent: number; heard: number } | null
}

export type Simulator<Hands> = Hands & {
  /** Adds to what is wrong. */
  wrong: (what: Wrong) => void
  stop: () => void
}

export type Outlet = {
  /** What is wrong at this moment. */
  readonly now: Wrong
  readonly wrong: (what: Wrong) => void
  readonly send: (frame: Uint8Array) => void
}

/**
 * The way out for a simulator's frames, with everything that can be wrong with it. `checkAt`: where a frame's checksum ends, bytes
 * from its end (1: the last byte).
 */
export function outlet(wire: Wire, checkAt: number): Outlet {
  const now: Wrong = {}
  let held: Uint8Array[] = []

  const put = (whole: Uint8Array) => {
    const bytes = now.speeds ? heardAt(whole, now.speeds) : whole
    if (now.split) for (const byte of bytes) wire.write(Uint8Array.of(byte))
    else wire.write(bytes)
  }

  return {
    now,
    wrong(what: Wrong) {
      Object.assign(now, what)
    },
    send(frame: Uint8Array) {
      if (now.silent) return
      let bytes = frame
      if (now.badChecksums) {
        now.badChecksums--
        bytes = frame.map((byte, at) => (at === frame.length - checkAt ? byte ^ 1 : byte))
      }
      if (now.garbage) {
        bytes = Uint8Array.of(...now.garbage, ...bytes)
        now.garbage = null
      }
      if (!now.together) return put(bytes)
      held.push(bytes)
      if (held.length < now.together) return
      now.together = 0
      put(Uint8Array.of(...held.flatMap((one) => [...one])))
      held = []
    },
  }
}
