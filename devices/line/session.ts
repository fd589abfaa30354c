import { existsSync } from 'node:fs'
import type { SerialPort } from 'serialport'
import type { Cell } from '#protocol/station.ts'
import type { Trouble } from '#protocol/trouble.ts'
import type { Driver, Turn } from './driver.ts'
import { BEAT_MS, readPort } from './reads.ts'

/** A device that is silent is looked at again so often, ms. */
const LISTEN_EVERY_MS = 100
/** Looked at so much later than was due, ms, this computer itself was held up. */
const HELD_UP_MS = 500
/** A computer that is held up again and again says in the end that it hears nothing. */
const EXCUSES = 3
/** What comes in right after the opening was said to nobody: USB bridges keep old bytes. */
const SETTLE_MS = 100
/** A port that is there and stays silent for so long is closed and opened again: that wakes some USB bridges up. */
const WEDGED_MS = 15_000

export type SessionDeps<R> = {
  serial: SerialPort
  path: string
  driver: Driver<R>
  /** Monotonic, ms. */
  clock: () => number
  /** Whether somebody takes what this device says. */
  isAttended: () => boolean
  /** A whole frame, and what the driver made of it. */
  onFrame: (frame: Uint8Array, turn: Turn<R>, at: number) => void
  /** What the driver wants read out or counted: of a frame, or of time that went by. */
  onTurn: (turn: Turn<R>, at: number) => void
  onDropped: (count: number) => void
  /** The device has said something by which it lives. */
  onAlive: () => void
  /** It has said nothing for too long, and why. */
  onSilent: (trouble: Trouble) => void
  /** Silent for so long that its port should be opened again. */
  onWedged: () => void
  /** The port has gone. */
  onLost: () => void
}

/** What lives from one opening of a port to its closing. */
export type Session = {
  /** Reads from now on. */
  begin(): void
  write(bytes: Uint8Array, done?: (written: boolean) => void): void
  /** Tells the driver that a cell bears nothing now; false: its device knows no tare. */
  tare(cell: Cell): boolean
  attend(begin: () => void): void
  end(): Promise<void>
}

/** Hears what a device says over an open port, asks where its driver wants to ask, and sees when it falls silent. */
export const openSession = <R>(deps: SessionDeps<R>): Session => {
  const { serial, path, driver, clock, onTurn } = deps
  const framer = driver.framer()
  const talk = driver.talk()
  const openedAt = clock()
  let heardAt = openedAt
  /** Bytes came since the last frame. */
  let noise = false
  /** By which fault the device said, in its last frame, that it can't do its work; null: it can. */
  let unable: string | null = null
  let polled = false
  /** How often it has been given its time once more since it was last heard, because this computer had not listened. */
  let excused = 0
  let ended = false
  let listening: NodeJS.Timeout | undefined

  const act = (turn: Turn<R>, at: number) => {
    if (turn.send) serial.write(turn.send)
    onTurn(turn, at)
  }
  const lost = () => ended || deps.onLost()

  const hear = (bytes: Uint8Array) => {
    const at = clock()
    if (ended || at - openedAt < SETTLE_MS) return
    noise = true
    const before = framer.dropped
    const whole = framer.push(bytes, at)
    deps.onDropped(framer.dropped - before)
    for (const frame of whole) {
      const turn = talk.hear(frame, at)
      noise = false
      unable = (turn.unable && turn.fault) ?? null
      if (unable === null) {
        heardAt = at
        polled = false
        excused = 0
        deps.onAlive()
      }
      act(turn, at)
      deps.onFrame(frame, turn, at)
    }
  }
  let tickedAt = openedAt
  /** Time for the driver to ask, or to wait no longer; not before what came while this computer stood still was heard. */
  const tick = () => {
    const at = clock()
    const heldUp = at - tickedAt > (driver.tickMs ?? 0) + HELD_UP_MS
    tickedAt = at
    if (!heldUp && at - openedAt >= SETTLE_MS) act(talk.tick(at), at)
  }
  const ticking = driver.tickMs === null ? undefined : setInterval(tick, driver.tickMs)

  const unheard = (): Trouble => {
    if (unable !== null) return { code: 'unable', fields: { path, model: driver.name, fault: unable } }
    return noise ? { code: 'unreadable', fields: { path, model: driver.name, baud: driver.baudRate } } : { code: 'quiet', fields: { path } }
  }
  /** A device that says nothing is asked, then stated as silent, then its port is opened again. Looks again when that can be due. */
  const listen = (dueAt: number) => {
    if (ended) return
    const at = clock()
    // While this computer stood still nobody asked and nobody listened: that is no silence of the device.
    if (excused < EXCUSES && at - dueAt > HELD_UP_MS) {
      excused += 1
      heardAt = at
    }
    const quiet = at - heardAt
    if (driver.poll && !polled && quiet >= driver.silentAfterMs / 2) {
      polled = true
      serial.write(driver.poll)
    }
    if (quiet >= driver.silentAfterMs) {
      if (!existsSync(path)) return lost()
      deps.onSilent(unheard())
      if (quiet >= WEDGED_MS) return deps.onWedged()
    }
    const due = driver.poll && !polled ? driver.silentAfterMs / 2 : driver.silentAfterMs
    if (due === Infinity) return
    // Often enough that a computer which stood still knows it, however soon the device was due.
    const inMs = due > quiet ? Math.min(Math.ceil(due - quiet), HELD_UP_MS) : LISTEN_EVERY_MS
    listening = setTimeout(() => listen(at + inMs), inMs)
  }

  const reads = readPort(serial, {
    clock,
    // A device that speaks by itself or is asked seldom is read at the beat alone while nobody takes its readings.
    isHurried: () => (driver.tickMs ?? Infinity) <= BEAT_MS || deps.isAttended(),
    hear,
    lost,
  })
  return {
    begin() {
      listen(openedAt)
      reads.begin()
      serial.on('error', lost)
      serial.on('close', lost)
    },
    write: (bytes, done) => void serial.write(bytes, undefined, (error) => done?.(!error)),
    tare(cell) {
      const turn = talk.tare?.(cell) ?? null
      if (turn) act(turn, clock())
      return turn !== null
    },
    attend: reads.attend,
    async end() {
      ended = true
      clearInterval(ticking)
      clearTimeout(listening)
      reads.stop()
      if (serial.isOpen) await new Promise<void>((resolve) => serial.close(() => resolve()))
    },
  }
}
