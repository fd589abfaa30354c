import { readSync } from 'node:fs'
import type { SerialPort } from 'serialport'

/** Lines for which it is soon enough are read so often, ms, all at once: a computer that is woken seldom sleeps. */
export const BEAT_MS = 200

/** Bytes of one read of any line: nobody keeps them, frames are copies. */
const READ = Buffer.alloc(4096)

export type ReadsDeps = {
  /** Monotonic, ms. */
  clock: () => number
  /** Read as soon as something is there; false: at the next beat is soon enough. */
  isHurried: () => boolean
  /** Bytes that came in; they are written over by the next. */
  hear: (bytes: Uint8Array) => void
  /** The port went away under us. */
  lost: () => void
}

/** The reading of one open port. */
export type Reads = {
  begin(): void
  /** Somebody takes readings from now on: what has waited until now isn't for them. */
  attend: (begin: () => void) => void
  stop(): void
}

/**
 * Reads an open port as soon as something is there, or at the beat. Not by the port's stream: that asks a thread to read, twice for each
 * few bytes, which costs more than all that is made of them.
 */
export const readPort = (serial: SerialPort, { clock, isHurried, hear, lost }: ReadsDeps): Reads => {
  let stopped = false
  let resting: NodeJS.Timeout | undefined

  const wait = () => {
    const { port } = serial
    if (!port || !('poller' in port)) return lost()
    port.poller.once('readable', (failed) => {
      if (stopped) return
      if (failed) lost()
      else go()
    })
  }
  /** Takes what is there, and waits for more. */
  const go = () => {
    clearTimeout(resting)
    resting = undefined
    if (!take()) return lost()
    if (stopped) return
    if (isHurried()) wait()
    else resting = setTimeout(go, BEAT_MS - (clock() % BEAT_MS))
  }
  /** Takes what is there, if anything. Gives false when the terminal has hung up. */
  const take = (): boolean => {
    const { port } = serial
    if (!port || !('fd' in port) || port.fd === null) return false
    try {
      const count = readSync(port.fd, READ)
      hear(READ.subarray(0, count))
      return count > 0
    } catch (error) {
      return isNothingThere(error)
    }
  }
  return {
    begin: wait,
    attend(begin) {
      const rested = resting !== undefined
      if (rested && !take()) lost()
      begin()
      if (rested && !stopped) go()
    },
    stop() {
      stopped = true
      clearTimeout(resting)
    },
  }
}

const isNothingThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN'
