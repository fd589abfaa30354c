import { createHash } from 'node:crypto'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { SessionView } from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import { isUnkept } from '../../store/full.ts'
import { findPerson, type PersonRow } from '../../store/people.ts'
import { addSession, endSessions, findSession, overSessions, sessionsOf, touchSession } from '../../store/sessions.ts'
import { type Reader, readerOf } from '../sites/scope.ts'

/** How long somebody stays signed in, ms: one working day; and how long without doing anything. */
export const SESSION_MS = 12 * 3_600_000
const IDLE_MS = 30 * 60_000
/** Being used is written down so often at most, ms. */
const TOUCH_MS = 60_000
const MOST_BROWSER = 200
/** Sessions of one person: whoever signs in once more ends the eldest. */
export const MOST_SESSIONS = 50

/** Somebody who is signed in. */
export type Session = { id: string; token: string; person: PersonRow; reader: Reader; challenge: string | null }

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex')
/** Between which instants of the steady clock a session holds: no clock that is set ends one, or makes it last. */
const bounds = (deps: Pick<Deps, 'steady'>) => {
  const now = deps.steady().getTime()
  return { at: new Date(now).toISOString(), usedAfter: new Date(now - IDLE_MS).toISOString() }
}

/** A new session's secret, for the cookie: only its SHA-256 is stored. `browser` is what it says about itself. */
export const openSession = async (deps: Deps, person: string, browser = ''): Promise<string> => {
  const secret = Buffer.from(deps.random(32)).toString('base64url')
  const now = deps.steady()
  const until = new Date(now.getTime() + SESSION_MS).toISOString()
  const id = deps.ids()
  await addSession(deps.db, { token: digest(secret), id, person, at: now.toISOString(), until, browser: browser.slice(0, MOST_BROWSER) })
  const eldest = (await sessionsOf(deps.db, person)).slice(MOST_SESSIONS).map((session) => session.id)
  if (eldest.length > 0) await end(deps, eldest)
  return secret
}

/** Who holds this secret; null: nobody, one who did nothing for too long, or an account that was closed since. */
export const sessionOf = (deps: Deps, secret: string | undefined): Promise<Session | null> =>
  secret ? standing(deps, { token: digest(secret) }) : Promise.resolve(null)

const standing = async (deps: Deps, by: { token: string } | { id: string }): Promise<Session | null> => {
  const session = await findSession(deps.db, by, bounds(deps))
  const person = session && (await findPerson(deps.db, { id: session.person }))
  if (!session || !person || person.disabled) return null
  return { id: session.id, token: session.token, person, reader: await readerOf(deps, person), challenge: session.challenge }
}

/**
 * Notes that a person has just done something by this session: what a page does by itself is none. Where nothing can be written just
 * now it is left out: whoever only reads goes on reading.
 */
export const useSession = async (deps: Deps, id: string): Promise<void> => {
  const now = bounds(deps)
  const session = await findSession(deps.db, { id }, now)
  if (!session || Date.parse(now.at) - Date.parse(session.seenAt) < TOUCH_MS) return
  await touchSession(deps.db, id, now.at).catch((error: unknown) => {
    if (!isUnkept(error)) throw error
  })
}

/** Ends sessions, and with them every line that stands by them. */
const end = async (deps: Pick<Deps, 'db' | 'announce'>, ids: readonly string[]): Promise<void> => {
  await endSessions(deps.db, ids)
  for (const session of ids) deps.announce({ kind: 'session', session })
}

/** Somebody leaves. */
export const closeSession = async (deps: Deps, secret: string): Promise<void> => {
  const session = await sessionOf(deps, secret)
  if (session) await end(deps, [session.id])
}

/** Ends every session of a person, but the one that is spared. */
export const closeSessionsOf = async (deps: Deps, person: string, spare: string | null = null): Promise<void> => {
  const ids = (await sessionsOf(deps.db, person)).map(({ id }) => id)
  await end(
    deps,
    ids.filter((id) => id !== spare),
  )
}

/** Ends the sessions whose time is over, or that nobody has used for too long. */
export const endOverSessions = async (deps: Deps): Promise<void> => end(deps, await overSessions(deps.db, bounds(deps)))

/** Where somebody is signed in. */
export const sessionsView = async (deps: Deps, { id: own, person }: Session): Promise<SessionView[]> => {
  const { at, usedAfter } = bounds(deps)
  return (await sessionsOf(deps.db, person.id))
    .filter(({ until, seenAt }) => until > at && seenAt > usedAfter)
    .map(({ id, createdAt, seenAt, browser }) => ({ id, createdAt, seenAt, browser, current: id === own }))
}

/** Ends one of one's own sessions. */
export const removeSession = async (deps: Deps, { person }: Session, id: string): Promise<{ done: true } | Refusal> => {
  if (!(await sessionsOf(deps.db, person.id)).some((session) => session.id === id)) return refuse('not-found')
  await end(deps, [id])
  return { done: true }
}
