import { existsSync } from 'node:fs'
import { SerialPort } from 'serialport'
import type { Driver, Framer, Line, LineState, Talk, Turn } from './driver.ts'

export type PortDeps = {
  /** Monotonic, ms. */
  clock: () => number
  log?: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

/** Waiting between two tries to open, ms: doubles up to the second number, so that a device put back is seen soon. */
const AGAIN_MS = [100, 1600] as const
/** What comes in right after the opening was said to nobody: USB bridges keep old bytes. */
const SETTLE_MS = 100
/** A port that is there and stays silent for so long is closed and opened afresh: some USB bridges wake up by that. */
const WEDGED_MS = 15_000

/** What lives from one opening of the port to its closing. */
type Session<R> = { port: SerialPort; framer: Framer; talk: Talk<R>; openedAt: number; heardAt: number; timer: NodeJS.Timeout }

/**
 * Opens the line to a device and keeps it: opens again when the path has gone and come back, always reads, asks where the driver
 * wants to ask. A line is alive by frames that come, never by a port that says it is open. Nothing is thrown; `trouble` says why
 * the port cannot be had.
 */
export function openLine<R>(driver: Driver<R>, path: string, { clock, log }: PortDeps): Line<R> {
  const readers = new Set<(reading: R, at: number) => void>()
  const watchers = new Set<(state: LineState) => void>()
  let session: Session<R> | null = null
  let state: LineState = 'absent'
  let trouble: string | null = null
  let faults = 0
  let wait: number = AGAIN_MS[0]
  let retry: NodeJS.Timeout | undefined
  let closed = false

  const enter = (next: LineState) => {
    if (next === state) return
    state = next
    log?.info({ device: driver.kind, path, state }, 'device state')
    for (const watch of watchers) watch(next)
  }

  const fail = (why: string) => {
    if (why !== trouble) log?.warn({ device: driver.kind, path }, why)
    trouble = why
    enter('absent')
    retry = setTimeout(open, wait)
    wait = Math.min(wait * 2, AGAIN_MS[1])
  }

  function open() {
    if (closed) return
    if (!existsSync(path)) return fail(`There is no device at ${path}. Check its cable and its power.`)
    const port = new SerialPort({ path, baudRate: driver.baudRate, autoOpen: false })
    port.open((error) => {
      if (error) return closed ? undefined : fail(sentence(error.message, path))
      if (closed) port.close(() => undefined)
      else begin(port)
    })
  }

  function begin(port: SerialPort) {
    const now = clock()
    const timer = setInterval(() => pass(mine), driver.tickMs ?? Math.max(20, driver.silentAfterMs / 4))
    const mine: Session<R> = { port, framer: driver.framer(), talk: driver.talk(), openedAt: now, heardAt: now, timer }
    session = mine
    trouble = null
    port.on('data', (bytes: Buffer) => hear(mine, bytes))
    port.on('error', () => lose(mine))
    port.on('close', () => lose(mine))
  }

  /** The port went away under us. */
  function lose(mine: Session<R>) {
    if (session !== mine) return
    void end(mine)
    fail(`The device at ${path} was unplugged or lost its power.`)
  }

  async function end(mine: Session<R>) {
    session = null
    clearInterval(mine.timer)
    if (mine.port.isOpen) await new Promise<void>((resolve) => mine.port.close(() => resolve()))
  }

  function hear(mine: Session<R>, bytes: Uint8Array) {
    const at = clock()
    if (session !== mine || at - mine.openedAt < SETTLE_MS) return
    const before = mine.framer.dropped
    const frames = mine.framer.push(bytes, at)
    faults += mine.framer.dropped - before
    for (const frame of frames) {
      mine.heardAt = at
      wait = AGAIN_MS[0]
      enter('alive')
      act(mine, mine.talk.hear(frame, at), at)
    }
  }

  /** Time goes by: the driver may ask, and silence is noticed. */
  function pass(mine: Session<R>) {
    const at = clock()
    if (session !== mine) return
    if (driver.tickMs !== null && at - mine.openedAt >= SETTLE_MS) act(mine, mine.talk.tick(at), at)
    const quiet = at - mine.heardAt
    if (quiet < driver.silentAfterMs) return
    if (!existsSync(path)) return lose(mine)
    enter('silent')
    if (quiet >= WEDGED_MS) void end(mine).then(open)
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
    watchers.clear()
    if (session) await end(session)
  }

  open()
  return {
    onReading(take) {
      readers.add(take)
      return () => readers.delete(take)
    },
    onState(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
    get state() {
      return state
    },
    get faults() {
      return faults
    },
    get trouble() {
      return trouble
    },
    send,
    close,
  }
}

/** The operating system's words as a sentence that says what to do. */
function sentence(message: string, path: string): string {
  if (/lock/i.test(message))
    return `${path} is held by another program or another line. End that program, or give each device its own path.`
  if (/permission|access denied/i.test(message))
    return `This user may not open ${path}. Add the user to the group dialout and sign in again.`
  return `${path} cannot be opened: ${message}`
}
