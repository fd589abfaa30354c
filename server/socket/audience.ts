import type { Live, LiveValue } from '#protocol/check.ts'
import type { Pointing } from '#protocol/pointing.ts'
import type { Saying } from '#protocol/saying.ts'
import type { Announcement } from '../announcement.ts'
import type { Deps } from '../deps.ts'
import type { Ground } from './standing.ts'

/**
 * What changed since the last round: checks, those of them that the queue or lists of reports show otherwise, those around which the booth
 * has, booths that call or were answered, doctors whose offers are otherwise, and whether places in the queue, doctors' attention and halls show something otherwise.
 */
type Changes = {
  checks: Set<string>
  queue: Set<string>
  surroundings: Set<string>
  reports: Set<string>
  help: Set<string>
  offers: Set<string>
  places: boolean
  attention: boolean
  halls: boolean
  ledger: boolean
  /** A server takes no new driver any more. */
  closed: boolean
}

const nothing = (): Changes => ({
  checks: new Set(),
  queue: new Set(),
  surroundings: new Set(),
  reports: new Set(),
  help: new Set(),
  offers: new Set(),
  places: false,
  attention: false,
  halls: false,
  ledger: false,
  closed: false,
})

/** Somebody who shows something: told of all changes of a round at once. */
export type Audience = { refresh: (changes: Changes) => Promise<void>; close?: () => void }

/** The lines of booths, for what doesn't wait for a round. */
export type BoothLines = { say: (saying: Saying) => void; point: (pointing: Pointing) => void }
/** The lines of staff, for the same. */
export type StaffLines = {
  live: (live: Live) => void
  value: (value: LiveValue) => void
}

export type Announcer = {
  announce: (what: Announcement) => void
  /** Waits until everything announced so far was shown. */
  settled: () => Promise<void>
}

/**
 * Gathers announcements and tells every audience once a round. A round begins when the one before has ended, so that views
 * overtake each other never, and many changes at once make one view. `end` is called with what gives way that lines stand by.
 */
export const openAnnouncer = (
  deps: Pick<Deps, 'log'>,
  audiences: readonly Audience[],
  staff: StaffLines,
  booths: BoothLines,
  end: (ground: Ground) => void,
): Announcer => {
  let changes = nothing()
  let pending = false
  let round: Promise<void> = Promise.resolve()
  const refresh = async () => {
    pending = false
    const now = changes
    changes = nothing()
    for (const audience of audiences)
      await audience.refresh(now).catch((error: unknown) => deps.log.error({ err: error }, 'a view could not be shown'))
  }
  const announce = (what: Announcement) => {
    if (what.kind === 'live') return staff.live(what.live)
    if (what.kind === 'value') return staff.value(what.value)
    if (what.kind === 'saying') return booths.say(what.saying)
    if (what.kind === 'pointing') return booths.point(what.pointing)
    // A page whose session still stands comes back by itself.
    if (what.kind === 'person') return end(`person ${what.person}`)
    if (what.kind === 'session') return end(`session ${what.session}`)
    if (what.kind === 'machine') return end(`machine ${what.machine}`)
    if (what.kind === 'check') {
      changes.checks.add(what.check)
      if (what.moved.includes('queue')) changes.queue.add(what.check)
      changes.places ||= what.moved.includes('place')
      if (what.moved.includes('report')) changes.reports.add(what.check)
      changes.attention ||= what.moved.includes('attention')
      changes.halls ||= what.moved.includes('hall')
    } else if (what.kind === 'ledger') changes.ledger = true
    else if (what.kind === 'surroundings') changes.surroundings.add(what.check)
    else if (what.kind === 'offer') changes.offers.add(what.doctor)
    else {
      if (what.kind === 'help') changes.help.add(what.booth)
      if (what.kind === 'waits' || what.kind === 'draining') changes.places = true
      if (what.kind === 'draining') changes.closed = true
      changes.halls = true
    }
    if (pending) return
    pending = true
    round = round.then(refresh)
  }
  const settled = async (): Promise<void> => {
    let seen
    do {
      seen = round
      await seen
    } while (seen !== round)
  }
  return { announce, settled }
}

/** How long a list rests that is always shown whole, ms. */
const REST_MS = 1000

/** Shows something at once when it is asked for, and then at most once in `restMs`: what is asked for meanwhile is shown after the rest. */
export const sparingly = (
  deps: Pick<Deps, 'log'>,
  show: () => Promise<void>,
  restMs: number = REST_MS,
): { ask: () => Promise<void>; close: () => void } => {
  let resting: NodeJS.Timeout | null = null
  let asked = false
  const ask = async (): Promise<void> => {
    asked = true
    if (resting) return
    asked = false
    resting = setTimeout(() => {
      resting = null
      if (asked) ask().catch((error: unknown) => deps.log.error({ err: error }, 'a view could not be shown'))
    }, restMs)
    await show()
  }
  return {
    ask,
    close: () => {
      if (resting) clearTimeout(resting)
      asked = false
    },
  }
}

/**
 * Sends a value only when it differs from what was sent last, once in another way where one is named. `ignoring` names a field that changes
 * always.
 */
export const onlyNews = <T extends object>(
  send: (value: T | null) => void,
  ignoring?: keyof T,
): ((value: T | null, once?: (value: T | null) => void) => void) => {
  let last = ''
  return (value, once = send) => {
    const text = JSON.stringify(value && ignoring ? { ...value, [ignoring]: null } : value)
    if (text === last) return
    last = text
    once(value)
  }
}
