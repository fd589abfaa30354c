import type { Announcement } from './announcement.ts'
import type { Draining } from './draining.ts'
import type { Destination } from './handover/destinations.ts'
import type { Way } from './handover/relay.ts'
import type { Traffic } from './handover/traffic.ts'
import type { Log } from './log.ts'
import type { Media } from './media/media.ts'
import type { TextMessages } from './notice/port.ts'
import type { Presence } from './presence.ts'
import type { Draw } from './report/drawing.ts'
import type { Fonts } from './report/fonts.ts'
import type { DrawLabels } from './report/label.ts'
import type { Seal } from './report/seal.ts'
import type { Sm2 } from './report/sm2.ts'
import type { Stamps } from './report/tsa.ts'
import type { Settings } from './settings.ts'
import type { Uptime } from './steady.ts'
import type { Files } from './store/files.ts'
import type { Db } from './store/open.ts'
import type { Tries } from './tries.ts'

/** Everything from outside that the service needs, passed in: tests hand over their own clock, ids and chance. */
export type Deps = {
  settings: Settings
  db: Db
  /** The name of this server among those that work on one database: its claims on errands bear it. */
  server: string
  /** The wall's: for days and for what people read. It may be set at any moment. */
  clock: () => Date
  /** The clock that nobody sets: for how long something holds or takes, see steady.ts. */
  steady: () => Date
  /** The machine's count of time: for what must be measured over a restart of the server, see steady.ts. */
  uptime: () => Uptime
  ids: () => string
  /** So many bytes of chance. */
  random: (bytes: number) => Uint8Array
  /** 32 secret bytes of this installation: for keyed hashes and enrolment codes. */
  key: Uint8Array
  files: Files
  traffic: Traffic
  /** Sends text messages to drivers; null: nothing here does, and no driver is asked. */
  messages: TextMessages | null
  /** Where reports go: each to the first of these that serves its unit. */
  destinations: readonly Destination[]
  /** How the ways there stand. Filled by app.ts. */
  ways: () => readonly Way[]
  media: Media
  seal: Seal
  /** Stamps the time of seals; null: nobody does. */
  stamps: Stamps | null
  /** Signs papers by SM2, beside the seal; null: nobody does. */
  sm2: Sm2 | null
  /** What papers are printed with. */
  fonts: Fonts
  /** Puts a report on paper. */
  draw: Draw
  /** Draws labels for letters. */
  drawLabels: DrawLabels
  /** Who is here: asked, never remembered. */
  presence: Presence
  /** Whether no driver is taken any more, since an update waits. */
  draining: Draining
  /** Wrong tries of passwords and codes, by account. */
  tries: Tries
  /** Something changed: whoever shows it is told, on this server and on every other. Filled by app.ts; the service never imports socket/. */
  announce: (what: Announcement) => void
  log: Log
}
