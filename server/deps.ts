import type { Traffic } from './handover/traffic.ts'
import type { Log } from './log.ts'
import type { Media } from './media/media.ts'
import type { Presence } from './presence.ts'
import type { Fonts } from './report/fonts.ts'
import type { Seal } from './report/seal.ts'
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
  media: Media
  seal: Seal
  /** What papers are printed with. */
  fonts: Fonts
  /** Who is here: asked, never remembered. */
  presence: Presence
  /** Wrong tries of passwords and codes, by account. */
  tries: Tries
  /** Something changed: whoever shows it is told. Filled by socket/, which the service never imports. */
  announce: (what: Announcement) => void
  log: Log
}

export type Announcement =
  /** A check has changed. `moved`: which lists show it otherwise now; absent: none of them, only the check itself. */
  | { kind: 'check'; check: string; moved?: Moved }
  | { kind: 'live'; live: import('#protocol/check.ts').Live }
  | { kind: 'value'; value: import('#protocol/check.ts').LiveValue }
  /** What a booth says of itself has changed: for whoever looks on at its check. */
  | { kind: 'surroundings'; check: string }
  | { kind: 'machines' }
  /** What a person may do has changed: their pages come in again. */
  | { kind: 'person'; person: string }
  /** A session has ended: every line that stands by it ends with it. */
  | { kind: 'session'; session: string }
  /** A machine was shut off, or has another key: its line ends. */
  | { kind: 'machine'; machine: string }

/** Which lists show a check otherwise than before. */
export type Moved = { queue: boolean; reports: boolean; attention?: boolean; hall: boolean }
