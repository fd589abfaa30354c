import type { Db } from './open.ts'

/** A session, by the SHA-256 of the cookie's value. */
export const addSession = async (db: Db, session: { token: string; person: string; until: string }): Promise<void> => {
  await db
    .insertInto('sessions')
    .values({ ...session, challenge: null })
    .execute()
}

export const findSession = async (db: Db, token: string, at: string): Promise<{ person: string; challenge: string | null } | null> =>
  (await db.selectFrom('sessions').select(['person', 'challenge']).where('token', '=', token).where('until', '>', at).executeTakeFirst()) ??
  null

export const endSession = async (db: Db, token: string): Promise<void> => {
  await db.deleteFrom('sessions').where('token', '=', token).execute()
}

/** Ends every session of a person: after a new password, or when the account is closed. */
export const endSessionsOf = async (db: Db, person: string): Promise<void> => {
  await db.deleteFrom('sessions').where('person', '=', person).execute()
}

export const clearSessions = async (db: Db, at: string): Promise<void> => {
  await db.deleteFrom('sessions').where('until', '<=', at).execute()
}

/** No session ends later than this: one whose end was reckoned by a clock that has been set back since would outlive its day. */
export const capSessions = async (db: Db, latest: string): Promise<void> => {
  await db.updateTable('sessions').set({ until: latest }).where('until', '>', latest).execute()
}

/** Remembers what the passkey that is being enrolled has to sign; null: nothing. */
export const setChallenge = async (db: Db, token: string, challenge: string | null): Promise<void> => {
  await db.updateTable('sessions').set({ challenge }).where('token', '=', token).execute()
}
