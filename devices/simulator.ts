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
  /** 1 is a real device's speed; 10 answers ten times as fast. */
  pace: number
}

/** What can go wrong on demand, beside unplugging. Counts run down to 0; switches stay. */
export type Wrong = {
  /** Each frame goes out byte by byte. */
  split?: boolean
  /** The next so many frames are held back and go out in one write. */
  together?: number
  /** Bytes that go out before the next frame. */
  garbage?: Uint8Array
  /** The next so many frames carry a wrong checksum. */
  badChecksums?: number
  /** Nothing goes out. */
  silent?: boolean
  /** The sensor repeats its last value. */
  stuck?: boolean
}

export type Simulator<Hands> = Hands & {
  wrong(what: Wrong): void
  stop(): void
}
