import { existsSync, readSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { SerialPort } from 'serialport'
import { troubleWords } from '#words/trouble.ts'
import type { Trouble } from '#protocol/trouble.ts'
import type { Driver, Framer, Line, LineState, Talk, Turn } from './driver.ts'
import type { Found } from './ports/identity.ts'
import { whyRefused } from './ports/refused.ts'

export type PortDeps = {
  /** Monotonic, ms. */
  clock: () => number
  log?: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

/** Waiting between two tries to open, ms: doubles up to the second number, so that a device put back is seen soon. */
const AGAIN_MS = [100, 1000] as const
/** A device that is silent is looked at again so often, ms. */
const LISTEN_EVERY_MS = 100
/** Lines for which it is soon enough are read so often, ms, all at once: a computer that is woken seldom sleeps. */
const BEAT_MS = 200
/** What comes in right after the opening was said to nobody: USB bridges keep old bytes. */
const SETTLE_MS = 100
/** A port that is there and stays silent for so long is closed and opened afresh: some USB bridges wake up by that. */
const WEDGED_MS = 15_000

/** Bytes of one read of any line: nobody keeps them, frames are copies. */
const READ = Buffer.alloc(4096)

/** What lives from one opening of the port to its closing. */
type Session<R> = {
  port: SerialPort
  found: { path: string; id: string }
  framer: Framer
  talk: Talk<R>
  openedAt: number
  heardAt: number
  /** Whether bytes came since the last frame. */
  noise: boolean
  /** By which fault the device said, in its last frame, that it can't do its work; null: it can. */
  unable: string | null
  polled: boolean
  ticking: NodeJS.Timeout | undefined
  listening: NodeJS.Timeout | undefined
  resting: NodeJS.Timeout | undefined
}

/**
 * Opens the line to a device and keeps it: looks for its port again when it has gone, wherever it comes back, always reads, asks where
 * the driver wants to ask. A line is alive by frames that come, never by a port that says it is open. Nothing is thrown; `trouble`
 * says why the device cannot be had.
 */
export function openLine<R>(driver: Driver<R>, find: () => Promise<Found>, { clock, log }: PortDeps): Line<R> {
  const readers = new Set<(reading: R, at: number) => void>()
  const tappers = new Set<(frame: Uint8Array, turn: Turn<R>, at: number) => void>()
  const watchers = new Set<(state: LineState) => void>()
  let session: Session<R> | null = null
  let state: LineState = 'absent'
  let trouble: Trouble | null = null
  let faults = 0
  let frames = 0
  let wait: number = AGAIN_MS[0]
  let retry: NodeJS.Timeout | undefined
  let closed = false

  const enter = (next: LineState) => {
    if (next === state) return
    state = next
    log?.info({ device: driver.kind, port: session?.found.id ?? null, state }, 'device state')
    for (const watch of watchers) watch(next)
  }

  const say = (now: Trouble | null) => {
    if (now !== null && !isDeepStrictEqual(now, trouble)) log?.warn({ device: driver.kind, trouble: now }, troubleWords(now, 'en'))
    trouble = now
  }

  const fail = (now: Trouble) => {
    say(now)
    enter('absent')
    if (closed) return
    retry = setTimeout(() => void open(), wait)
    wait = Math.min(wait * 2, AGAIN_MS[1])
  }

  async function open() {
    const found = await find()
    if (closed) return
    if ('trouble' in found) return fail(found.trouble)
    const { path } = found
    if (!existsSync(path)) return fail({ code: 'not-there', fields: { path } })
    const port = new SerialPort({ path, baudRate: driver.baudRate, autoOpen: false })
    port.open((error) => {
      if (error) void refused(error.message, path)
      else if (closed) port.close(() => undefined)
      else begin(port, found)
    })
  }

  /** The port is there and can't be had: says why. */
  async function refused(message: string, path: string) {
    const now = await whyRefused(message, path)
    if (!closed) fail(now)
  }

  function begin(port: SerialPort, found: Session<R>['found']) {
    const now = clock()
    const mine: Session<R> = {
      port,
      found,
      framer: driver.framer(),
      talk: driver.talk(),
      openedAt: now,
      heardAt: now,
      noise: false,
      unable: null,
      polled: false,
      ticking: driver.tickMs === null ? undefined : setInterval(() => tick(mine), driver.tickMs),
      listening: undefined,
      resting: undefined,
    }
    session = mine
    listen(mine)
    // A port that was opened afresh since its device is silent has made nothing better yet.
    if (state !== 'silent') say(null)
    // A device that speaks only when it has something to say is there as long as its port is.
    if (driver.silentAfterMs === Infinity) enter('alive')
    read(mine)
    port.on('error', () => lose(mine))
    port.on('close', () => lose(mine))
  }

  /**
   * Reads as soon as something is there. Not by the port's stream: that asks a thread to read, twice for each few bytes, which costs
   * more than all that is made of them. A device that speaks by itself or is asked seldom is read at the beat alone while
   * nobody takes its readings, or nothing hangs on their moments.
   */
  function read(mine: Session<R>) {
    const { port: open } = mine.port
    if (!open || !('poller' in open)) return lose(mine)
    open.poller.once('readable', (failed) => {
      if (session !== mine) return
      if (failed) lose(mine)
      else go(mine)
    })
  }

  /** Takes what is there, and waits for more. */
  function go(mine: Session<R>) {
    clearTimeout(mine.resting)
    mine.resting = undefined
    if (!take(mine)) return lose(mine)
    if (session !== mine) return
    const asked = (driver.tickMs ?? Infinity) <= BEAT_MS
    const attended = tappers.size > 0 || (readers.size > 0 && !driver.unhurried)
    if (asked || attended) read(mine)
    else mine.resting = setTimeout(() => go(mine), BEAT_MS - (clock() % BEAT_MS))
  }

  /** Somebody takes readings from now on: what has waited until now isn't for them. */
  function attend(begin: () => void) {
    const mine = session
    const rested = mine?.resting !== undefined
    if (mine && rested && !take(mine)) lose(mine)
    begin()
    if (mine && rested && session === mine) go(mine)
  }

  /** Takes what is there, if anything. Gives false when the terminal has hung up. */
  function take(mine: Session<R>): boolean {
    const { port: open } = mine.port
    if (!open || !('fd' in open) || open.fd === null) return false
    try {
      const count = readSync(open.fd, READ)
      hear(mine, READ.subarray(0, count))
      return count > 0
    } catch (error) {
      return isNothingThere(error)
    }
  }

  /** The port went away under us. */
  function lose(mine: Session<R>) {
    if (session !== mine) return
    void end(mine)
    fail({ code: 'unplugged', fields: { path: mine.found.path } })
  }

  async function end(mine: Session<R>) {
    session = null
    clearInterval(mine.ticking)
    clearTimeout(mine.listening)
    clearTimeout(mine.resting)
    if (mine.port.isOpen) await new Promise<void>((resolve) => mine.port.close(() => resolve()))
  }

  function hear(mine: Session<R>, bytes: Uint8Array) {
    const at = clock()
    if (session !== mine || at - mine.openedAt < SETTLE_MS) return
    mine.noise = true
    const before = mine.framer.dropped
    const whole = mine.framer.push(bytes, at)
    faults += mine.framer.dropped - before
    for (const frame of whole) {
      frames++
      const turn = mine.talk.hear(frame, at)
      mine.noise = false
      mine.unable = (turn.unable && turn.fault) ?? null
      if (mine.unable === null) live(mine, at)
      act(mine, turn, at)
      for (const tap of tappers) tap(frame, turn, at)
    }
  }

  /** The device has said something by which it lives. */
  function live(mine: Session<R>, at: number) {
    mine.heardAt = at
    mine.polled = false
    wait = AGAIN_MS[0]
    say(null)
    enter('alive')
  }

  /** Time for the driver to ask. */
  function tick(mine: Session<R>) {
    const at = clock()
    if (session === mine && at - mine.openedAt >= SETTLE_MS) act(mine, mine.talk.tick(at), at)
  }

  /** A device that says nothing is asked, then stated as silent, then its port is opened afresh. Looks again when that can be due. */
  function listen(mine: Session<R>) {
    if (session !== mine) return
    const quiet = clock() - mine.heardAt
    if (driver.poll && !mine.polled && quiet >= driver.silentAfterMs / 2) {
      mine.polled = true
      mine.port.write(driver.poll)
    }
    if (quiet >= driver.silentAfterMs) {
      if (!existsSync(mine.found.path)) return lose(mine)
      say(unheard(mine))
      enter('silent')
      if (quiet >= WEDGED_MS) return void end(mine).then(open)
    }
    const due = driver.poll && !mine.polled ? driver.silentAfterMs / 2 : driver.silentAfterMs
    if (due !== Infinity) mine.listening = setTimeout(() => listen(mine), due > quiet ? Math.ceil(due - quiet) : LISTEN_EVERY_MS)
  }

  const unheard = ({ noise, unable, found: { path } }: Session<R>): Trouble => {
    if (unable !== null) return { code: 'unable', fields: { path, model: driver.name, fault: unable } }
    return noise ? { code: 'unreadable', fields: { path, model: driver.name, baud: driver.baudRate } } : { code: 'quiet', fields: { path } }
  }

  function act(mine: Session<R>, { readings, fault, send: bytes }: Turn<R>, at: number) {
    if (fault !== undefined) faults++
    if (bytes) mine.port.write(bytes)
    for (const reading of readings ?? []) for (const read of readers) read(reading, at)
  }

  const send = (bytes: Uint8Array) =>
    new Promise<boolean>((resolve) => {
      if (session) session.port.write(bytes, undefined, (error) => resolve(!error))
      else resolve(false)
    })

  const close = async () => {
    closed = true
    clearTimeout(retry)
    readers.clear()
    tappers.clear()
    watchers.clear()
    if (session) await end(session)
  }

  void open()
  return {
    onReading(take) {
      attend(() => readers.add(take))
      return () => readers.delete(take)
    },
    onFrame(take) {
      attend(() => tappers.add(take))
      return () => tappers.delete(take)
    },
    onState(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
    get state() {
      return state
    },
    get frames() {
      return frames
    },
    get faults() {
      return faults
    },
    get port() {
      return session?.found.id ?? null
    },
    get trouble() {
      return trouble
    },
    tare(cell) {
      const turn = session?.talk.tare?.(cell) ?? null
      if (session && turn) act(session, turn, clock())
      return turn !== null
    },
    send,
    close,
  }
}

const isNothingThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN'
