import type { Db } from './open.ts'

/** A session as its person sees it: never the token. */
export type SessionRow = { id: string; person: string; createdAt: string; seenAt: string; until: string; browser: string }

/** A session, by the SHA-256 of the cookie's value. */
export const addSession = async (
  db: Db,
  { token, id, person, at, until, browser }: { token: string; id: string; person: string; at: string; until: string; browser: string },
): Promise<void> => {
  await db.insertInto('sessions').values({ token, id, person, created_at: at, seen_at: at, until, browser, challenge: null }).execute()
}

/** The session of a token that holds at an instant and was used after another; null: none. */
export const findSession = async (
  db: Db,
  by: { token: string } | { id: string },
  { at, usedAfter }: { at: string; usedAfter: string },
): Promise<{ id: string; token: string; person: string; seenAt: string; challenge: string | null } | null> => {
  const all = db.selectFrom('sessions').selectAll().where('until', '>', at).where('seen_at', '>', usedAfter)
  const row = await ('token' in by ? all.where('token', '=', by.token) : all.where('id', '=', by.id)).executeTakeFirst()
  return row ? { id: row.id, token: row.token, person: row.person, seenAt: row.seen_at, challenge: row.challenge } : null
}

/** Somebody has just used this session. */
export const touchSession = async (db: Db, id: string, at: string): Promise<void> => {
  await db.updateTable('sessions').set({ seen_at: at }).where('id', '=', id).execute()
}

/** A person's sessions, the newest first. */
export const sessionsOf = async (db: Db, person: string): Promise<SessionRow[]> =>
  (await db.selectFrom('sessions').selectAll().where('person', '=', person).execute())
    .map((row) => ({
      id: row.id,
      person: row.person,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      until: row.until,
      browser: row.browser,
    }))
    // One person has a few.
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))

/** Ends these sessions. */
export const endSessions = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await db
      .deleteFrom('sessions')
      .where('id', 'in', [...ids])
      .execute()
}

/** No session ends later, or was used later, than this: what a clock reckoned that has been set back since would last too long. */
export const capSessions = async (db: Db, { until, seenAt }: { until: string; seenAt: string }): Promise<void> => {
  await db.updateTable('sessions').set({ until }).where('until', '>', until).execute()
  await db.updateTable('sessions').set({ seen_at: seenAt }).where('seen_at', '>', seenAt).execute()
}

/** Sessions whose time is over at an instant, or that nobody has used since another. */
export const overSessions = async (db: Db, { at, usedAfter }: { at: string; usedAfter: string }): Promise<string[]> => {
  const ids = db.selectFrom('sessions').select('id')
  const ended = await ids.where('until', '<=', at).execute()
  const idle = await ids.where('seen_at', '<=', usedAfter).execute()
  return [...new Set([...ended, ...idle].map(({ id }) => id))]
}

/** Remembers what the passkey that is asked for, or being enrolled, has to sign; null: nothing. */
export const setChallenge = async (db: Db, token: string, challenge: string | null): Promise<void> => {
  await db.updateTable('sessions').set({ challenge }).where('token', '=', token).execute()
}
