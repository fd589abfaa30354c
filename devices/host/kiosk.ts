import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parsed, readIfThere } from '../keep/disk.ts'

export type KioskDeps = {
  /** A fresh launch address: good once, so it is asked for at each start. */
  address: () => Promise<string>
  /** Chromium's program. */
  browser: string
  /** Folder of the browser's own data: the booth's cookie lies in it. */
  profile: string
  flags?: readonly string[]
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
  /** Waits so many ms; ends early when told to. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}

const FLAGS = [
  // The page alone, on the whole screen.
  '--kiosk',
  // Instructions are spoken before anybody has touched the screen.
  '--autoplay-policy=no-user-gesture-required',
  // Nor greetings, or a keyring's password. That nothing is translated stands in the pages.
  '--no-first-run',
  '--password-store=basic',
  // Nobody in a booth can answer the browser's own windows: a report goes to the printer at once.
  '--kiosk-printing',
  // Bytes go to the screen as they are: plates are drawn for it as it was measured, and no profile may change them.
  '--force-color-profile=srgb',
  '--noerrdialogs',
  '--disable-session-crashed-bubble',
]

/** Before the browser is started again, ms: doubles up to the second; after a minute alive it is the first again. */
const AGAIN_MS = [500, 10_000] as const
const STEADY_MS = 60_000

/** Keeps the browser on the booth's page: started again with a fresh address whenever it has ended. Returns how to end it. */
export const openKiosk = ({ address, browser, profile, flags = [], log, wait }: KioskDeps): { close(): Promise<void> } => {
  const told = new AbortController()
  const show = async (): Promise<void> => {
    const url = await address()
    if (told.signal.aborted) return
    const child = spawn(browser, [...FLAGS, `--user-data-dir=${profile}`, ...flags, url], { stdio: 'ignore' })
    const end = () => void child.kill('SIGTERM')
    told.signal.addEventListener('abort', end)
    await new Promise<void>((gone) => {
      child.once('exit', () => gone())
      child.once('error', (error) => {
        log.warn({ err: error }, 'the browser cannot be started')
        gone()
      })
    })
    told.signal.removeEventListener('abort', end)
  }
  const keep = async () => {
    let again: number = AGAIN_MS[0]
    while (!told.signal.aborted) {
      const began = performance.now()
      await show().catch((error: unknown) => log.warn({ err: error }, 'there is no address to open'))
      if (told.signal.aborted) return
      if (performance.now() - began >= STEADY_MS) again = AGAIN_MS[0]
      log.info({ againMs: again }, 'the browser has ended')
      await wait(again, told.signal)
      again = Math.min(again * 2, AGAIN_MS[1])
    }
  }
  const kept = keep()
  return {
    close: () => {
      told.abort()
      return kept
    },
  }
}

const Launches = Type.Object({ booth: Type.String({ maxLength: 300 }) })

/**
 * The launch address that the running booth's program has left in its folder. Rejects when there is none, or nobody answers there: after
 * a power cut it is the last program's.
 */
export const readLaunch = async (folder: string): Promise<string> => {
  await fetch(new URL('/healthz', addressIn(folder)), { signal: AbortSignal.timeout(5000) })
  // Whoever answers has written its own by now.
  return addressIn(folder)
}

const addressIn = (folder: string): string => {
  const value = parsed(readIfThere(join(folder, 'launch.json')) ?? 'null')
  if (!Value.Check(Launches, value)) throw new Error('The booth’s program does not run: it has left no address.')
  return value.booth
}
