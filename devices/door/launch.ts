import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Digest, Exact, Words } from '#protocol/basic.ts'
import { parsed, readIfThere, writeWhole } from '../keep/disk.ts'

/** Which of the agent's pages a browser may open. */
export const ROOMS = ['booth', 'simulator', 'service'] as const
export type Room = (typeof ROOMS)[number]

const Browsers = Type.Array(Exact({ room: Words(ROOMS), sha256: Digest }), { maxItems: 1000 })

/** Who may open the booth's pages: a launch token, good once, is traded for a lasting one. */
export type Launches = {
  /** A fresh launch token for a room, good once and until the agent ends. */
  offer(room: Room): string
  /** The lasting token for a launch token, or null: it's used up or was never given. */
  trade(room: Room, launch: string): string | null
  /** Does this lasting token open the room? */
  opens(room: Room, token: string | undefined): boolean
}

/** A booth has one page, and a demonstration two; a few more for browsers whose data was cleared. */
const MOST_BROWSERS = 20

/** Lasting tokens stand hashed in `file`, so that a browser comes back after the agent was restarted. */
export const openLaunches = (file: string): Launches => {
  const offered = new Map<string, Room>()
  const stored = parsed(readIfThere(file) ?? '[]')
  let browsers = Value.Check(Browsers, stored) ? stored : []
  const secret = () => randomBytes(32).toString('base64url')
  return {
    offer(room) {
      const launch = secret()
      offered.set(sha256(launch), room)
      return launch
    },
    trade(room, launch) {
      const digest = sha256(launch)
      if (offered.get(digest) !== room) return null
      offered.delete(digest)
      const token = secret()
      // Each room has its own: an installer's many visits must not lock the booth's own browser out.
      const others = browsers.filter((browser) => browser.room !== room)
      const ofRoom = browsers.filter((browser) => browser.room === room)
      browsers = [...others, ...[...ofRoom, { room, sha256: sha256(token) }].slice(-MOST_BROWSERS)]
      writeWhole(file, JSON.stringify(browsers))
      return token
    },
    opens(room, token) {
      if (token === undefined) return false
      const digest = Buffer.from(sha256(token))
      return browsers.some((browser) => browser.room === room && timingSafeEqual(Buffer.from(browser.sha256), digest))
    },
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
