import type { DeviceKind } from '#protocol/device.ts'
import type { Cell } from '#protocol/station.ts'
import type { Trouble } from '#protocol/trouble.ts'

/** Cuts a stream of bytes into frames. `push` gives whole, checked frames only; what is broken is counted and dropped. */
export type Framer = {
  /** `at`: monotonic clock in ms, when the bytes came. */
  push(bytes: Uint8Array, at: number): Uint8Array[]
  /** Incidents so far: a run of garbage, a bad checksum, an over-long line, each counts one. */
  readonly dropped: number
}

/**
 * What a driver makes of a frame, or of time going by: readings to hand on, a fault to count (it never becomes a reading), bytes to
 * send. All may be absent. `unable`: by this fault the device says that it can't do its work at all, so that its frame is no sign of life.
 */
export type Turn<R> = { readings?: R[]; fault?: string; unable?: true; send?: Uint8Array }

/** One conversation with a device, from the opening of its port to the closing: whatever has to be remembered between frames. */
export type Talk<R> = {
  hear(frame: Uint8Array, at: number): Turn<R>
  /** Called every `Driver.tickMs`: time to ask again, or to give up waiting. */
  tick(at: number): Turn<R>
  /** Of a force sensor: makes a cell's present load count as nothing, now or as soon as its turn comes; null: it can't. */
  tare?(cell: Cell): Turn<R> | null
}

/** A driver turns frames into readings and knows nothing of booths, ports or clocks. */
export type Driver<R> = {
  /** Beside the devices of a check, those that only help a booth: is somebody there, and what weighs on its plate. */
  kind: DeviceKind
  name: string
  baudRate: number
  framer(): Framer
  talk(): Talk<R>
  /** How often `tick` is called, ms. Null: the device speaks by itself and there is nothing to wait for. */
  tickMs: number | null
  /** The moment of a reading does not matter: a fifth of a second later will do. */
  unhurried?: true
  /** No good frame for so long, ms, means that the device is lost. An open port says nothing. */
  silentAfterMs: number
  /** What makes a quiet device speak: sent once when half of that time has gone by without a frame. */
  poll?: Uint8Array
}

/** `alive`: frames come. `silent`: the port is there, frames are not. `absent`: no port, or somebody else holds it. */
export type LineState = 'alive' | 'silent' | 'absent'

/** An open line to a device. The only implementation over a real port is port.ts. */
export type Line<R> = {
  /** Calls `take` with each reading and when it came, on the monotonic clock in ms. Returns how to stop. */
  onReading: (take: (reading: R, at: number) => void) => () => void
  /** Calls `take` with each good frame and what the driver made of it: for whoever watches a device. Returns how to stop. */
  onFrame: (take: (frame: Uint8Array, turn: Turn<R>, at: number) => void) => () => void
  /** Calls `take` at each change of state. Returns how to stop. */
  onState: (take: (state: LineState) => void) => () => void
  readonly state: LineState
  /** Good frames since the line was opened. */
  readonly frames: number
  /** Broken frames and frames that mean a fault, since the line was opened. */
  readonly faults: number
  /** Why the device cannot be had, for the log and the installer; null when nothing is known to be wrong. */
  readonly trouble: Trouble | null
  /** What tells this very port, or what is plugged into it, from any other; null when there is none now. */
  readonly port: string | null
  /** Tells the device that a cell's present load counts as nothing. Gives false when it can't, or isn't there. */
  tare: (cell: Cell) => boolean
  /** Gives false when the line is not open or the bytes could not be written. */
  send: (bytes: Uint8Array) => Promise<boolean>
  close: () => Promise<void>
}
