import { AccountEventKind } from '#protocol/rest.ts'
import { cut } from './cut.ts'
import { marking } from './marks.ts'
import type { Db } from './open.ts'
import { readable } from './stored-json.ts'

export type AccountEvent = { id: string; person: string; kind: AccountEventKind; by: string; at: string }

/** Something happened to an account: kept for good. */
export const addAccountEvent = async (db: Db, key: Uint8Array, event: AccountEvent): Promise<void> => {
  const row = { ...event, seen_at: null }
  await db
    .transaction()
    .execute((tx) => marking(tx, key, ['account_events', event.id], () => tx.insertInto('account_events').values(row).execute()))
}

/** What happened to a person's account, the newest first: all of it, or what they have not seen yet. */
export const accountEvents = async (db: Db, person: string, { unseen, most }: { unseen: boolean; most: number }) => {
  const all = db
    .selectFrom('account_events')
    .leftJoin('people', 'people.id', 'account_events.by')
    .select(['account_events.id', 'kind', 'at', 'people.name as by'])
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .limit(most + 1)
  const rows = await (unseen ? all.where('seen_at', 'is', null) : all).execute()
  const known = rows.map(({ id, kind, at, by }) => ({
    id,
    kind: readable(AccountEventKind, kind, { table: 'account_events', row: id, column: 'kind' }),
    at,
    by: by ?? '',
  }))
  return cut(known, most)
}

/** Has this ever happened to the account? */
export const hasHappened = async (db: Db, person: string, kind: AccountEventKind): Promise<boolean> =>
  (await db.selectFrom('account_events').select('id').where('person', '=', person).where('kind', '=', kind).limit(1).executeTakeFirst()) !==
  undefined

/** The owner has seen what happened up to an instant. */
export const seeAccountEvents = async (db: Db, person: string, at: string): Promise<void> => {
  await db
    .updateTable('account_events')
    .set({ seen_at: at })
    .where('person', '=', person)
    .where('at', '<=', at)
    .where('seen_at', 'is', null)
    .execute()
}
