import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { SerialPort } from 'serialport'
import type { Trouble } from '#protocol/trouble.ts'
import { troubleWords } from '#words/trouble.ts'
import type { Driver, Line, LineState, Turn } from './driver.ts'
import type { Found } from './ports/identity.ts'
import { whyRefused } from './ports/refused.ts'
import { openSession, type Session } from './session.ts'

export type PortDeps = {
  /** Monotonic, ms. */
  clock: () => number
  log?: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

/** Waiting between two tries to open, ms: doubles up to the second number, so that a device put back is seen soon. */
const AGAIN_MS = [100, 1000] as const
/**
 * Opens the line to a device and keeps it: looks for its port again when it has gone, wherever it comes back, always reads, asks where
 * the driver wants to ask. A line is alive by frames that come, never by a port that says it is open. Nothing is thrown; `trouble`
 * says why the device cannot be had.
 */
export function openLine<R>(driver: Driver<R>, find: () => Promise<Found>, { clock, log }: PortDeps): Line<R> {
  const readers = new Set<(reading: R, at: number) => void>()
  const tappers = new Set<(frame: Uint8Array, turn: Turn<R>, at: number) => void>()
  const watchers = new Set<(state: LineState) => void>()
  /** The port that is open, by what it is told from others. */
  let open: { session: Session; id: string } | null = null
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
    log?.info({ device: driver.kind, port: open?.id ?? null, state }, 'device state')
    for (const watch of watchers) watch(next)
  }
  const note = (now: Trouble | null) => {
    if (now !== null && !isDeepStrictEqual(now, trouble)) log?.warn({ device: driver.kind, trouble: now }, troubleWords(now, 'en'))
    trouble = now
  }
  const fail = (now: Trouble) => {
    note(now)
    enter('absent')
    if (closed) return
    retry = setTimeout(() => void look(), wait)
    wait = Math.min(wait * 2, AGAIN_MS[1])
  }
  const look = async () => {
    const found = await find()
    if (closed) return
    if ('trouble' in found) return fail(found.trouble)
    const { path } = found
    if (!existsSync(path)) return fail({ code: 'not-there', fields: { path } })
    const serial = new SerialPort({ path, baudRate: driver.baudRate, autoOpen: false })
    serial.open((error) => {
      if (error) void refused(error.message, path)
      else if (closed) serial.close(() => undefined)
      else begin(serial, found)
    })
  }
  /** The port is there and can't be had: says why. */
  const refused = async (message: string, path: string) => {
    const now = await whyRefused(message, path)
    if (!closed) fail(now)
  }

  const begin = (serial: SerialPort, { path, id }: { path: string; id: string }) => {
    const session = openSession<R>({
      serial,
      path,
      driver,
      clock,
      isAttended: () => tappers.size > 0 || (readers.size > 0 && !driver.unhurried),
      onFrame(frame, turn, at) {
        frames += 1
        for (const tap of tappers) tap(frame, turn, at)
      },
      onTurn({ readings = [], fault }, at) {
        if (fault !== undefined) faults += 1
        for (const reading of readings) for (const read of readers) read(reading, at)
      },
      onDropped: (count) => void (faults += count),
      onAlive() {
        wait = AGAIN_MS[0]
        note(null)
        enter('alive')
      },
      onSilent(why) {
        note(why)
        enter('silent')
      },
      onWedged: () => void end().then(look),
      onLost() {
        void end()
        fail({ code: 'unplugged', fields: { path } })
      },
    })
    open = { session, id }
    // A port that was opened again because its device is silent has made nothing better yet.
    if (state !== 'silent') note(null)
    // A device that speaks only when it has something to say is there as long as its port is.
    if (driver.silentAfterMs === Infinity) enter('alive')
    session.begin()
  }
  const end = async () => {
    const ending = open?.session
    open = null
    await ending?.end()
  }
  /** Somebody takes readings from now on: what has waited until now isn't for them. */
  const attend = (add: () => void) => (open ? open.session.attend(add) : add())

  void look()
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
      return open?.id ?? null
    },
    get trouble() {
      return trouble
    },
    tare: (cell) => open?.session.tare(cell) ?? false,
    send: (bytes) => new Promise((resolve) => (open ? open.session.write(bytes, resolve) : resolve(false))),
    async close() {
      closed = true
      clearTimeout(retry)
      for (const listeners of [readers, tappers, watchers]) listeners.clear()
      await end()
    },
  }
}
