import type { DeviceKind } from '#protocol/reading.ts'

/** Cuts a stream of bytes into frames. `push` gives whole frames only; what is broken is counted and dropped. */
export type Framer = {
  push(bytes: Uint8Array): Uint8Array[]
  /** Bytes or frames dropped so far: garbage, bad checksum, over-long. */
  readonly dropped: number
}

/** What a frame means: a reading, or a fault that is counted and never becomes a reading. */
export type Decoded<R> = { reading: R } | { fault: string } | null

/**
 * A driver turns frames into readings and knows nothing of booths. `poll` is what to send, and how often, to a device that
 * speaks only when asked. `silentAfterMs`: no frame for so long means that the device is lost.
 */
export type Driver<R> = {
  kind: DeviceKind
  name: string
  baudRate: number
  framer(): Framer
  decode(frame: Uint8Array): Decoded<R>
  poll: { everyMs: number; bytes: Uint8Array } | null
  silentAfterMs: number
}

/** An open line to a device: what comes in, and how to ask. The only implementation over a real port is port.ts. */
export type Line<R> = {
  /** Calls `take` with each reading. Returns how to stop. */
  onReading(take: (reading: R, at: number) => void): () => void
  /** Calls `take` at each change of state. */
  onState(take: (state: 'alive' | 'silent' | 'absent') => void): () => void
  readonly state: 'alive' | 'silent' | 'absent'
  readonly faults: number
  send(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}
