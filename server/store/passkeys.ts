import { Type } from 'typebox'
import { Said } from '#protocol/basic.ts'
import { marking } from './marks.ts'
import { type Db, type Tx, together } from './open.ts'
import { stored } from './stored-json.ts'
import type { Tables } from './tables.ts'

export type Passkey = {
  id: string
  person: string
  publicKey: string
  counter: number
  transports: string[]
  createdAt: string
  usedAt: string | null
  /** Administrators who had a hand in it, while it waits for another one before it signs; null: it signs. */
  held: string[] | null
}

/** False when this passkey is known already. */
export const addPasskey = (db: Db | Tx, key: Uint8Array, passkey: Omit<Passkey, 'createdAt' | 'usedAt'>, at: string): Promise<boolean> =>
  together(db, (tx) =>
    marking(tx, key, ['passkeys', passkey.id], async () => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('passkeys')
        .values({
          id: passkey.id,
          person: passkey.person,
          public_key: passkey.publicKey,
          counter: passkey.counter,
          transports: JSON.stringify(passkey.transports),
          created_at: at,
          used_at: null,
          held: passkey.held && JSON.stringify(passkey.held),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    }),
  )

/** A person's passkeys, the oldest first. */
export const passkeysOf = async (db: Db, person: string): Promise<Passkey[]> => {
  const rows = await db.selectFrom('passkeys').selectAll().where('person', '=', person).orderBy('created_at').execute()
  return rows.map(passkeyOf)
}

/** A passkey by its own id, whoever owns it. */
export const findPasskey = async (db: Db, id: string): Promise<Passkey | null> => {
  const row = await db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? passkeyOf(row) : null
}

const Names = Type.Array(Said, { maxItems: 100 })

const passkeyOf = (row: Tables['passkeys']): Passkey => ({
  id: row.id,
  person: row.person,
  publicKey: row.public_key,
  counter: row.counter,
  transports: stored(Names, row.transports, { table: 'passkeys', row: row.id, column: 'transports' }),
  createdAt: row.created_at,
  usedAt: row.used_at,
  held: row.held === null ? null : stored(Names, row.held, { table: 'passkeys', row: row.id, column: 'held' }),
})

/** Those of a person's passkeys that sign. */
export const signingPasskeysOf = async (db: Db, person: string): Promise<Passkey[]> =>
  (await passkeysOf(db, person)).filter(({ held }) => held === null)

/** A passkey that waited for another administrator signs from now on. */
export const releasePasskey = async (db: Db | Tx, key: Uint8Array, id: string): Promise<void> => {
  await together(db, (tx) =>
    marking(tx, key, ['passkeys', id], () => tx.updateTable('passkeys').set({ held: null }).where('id', '=', id).execute()),
  )
}

/** False when the person has no such passkey. */
export const removePasskey = (db: Db | Tx, key: Uint8Array, person: string, id: string): Promise<boolean> =>
  together(db, (tx) =>
    marking(tx, key, ['passkeys', id], async () => {
      const { numDeletedRows } = await tx.deleteFrom('passkeys').where('person', '=', person).where('id', '=', id).executeTakeFirst()
      return numDeletedRows === 1n
    }),
  )

/** It was used just now, and says how often it has signed: a lower number later hints at a copy. */
export const countPasskey = async (db: Db | Tx, id: string, counter: number, at: string): Promise<void> => {
  await db.updateTable('passkeys').set({ counter, used_at: at }).where('id', '=', id).execute()
}
