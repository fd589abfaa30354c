import type { Db, Tx } from './open.ts'
import type { Tables } from './tables.ts'

export type Passkey = { id: string; person: string; publicKey: string; counter: number; transports: string[] }

/** False when this passkey is known already. */
export const addPasskey = async (db: Db, passkey: Passkey, at: string): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      person: passkey.person,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export const passkeysOf = async (db: Db, person: string): Promise<Passkey[]> => {
  const rows = await db.selectFrom('passkeys').selectAll().where('person', '=', person).orderBy('created_at').execute()
  return rows.map(passkeyOf)
}

/** A passkey by its own id, whosoever it is. */
export const findPasskey = async (db: Db, id: string): Promise<Passkey | null> => {
  const row = await db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? passkeyOf(row) : null
}

const passkeyOf = (row: Tables['passkeys']): Passkey => ({
  id: row.id,
  person: row.person,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
})

/** How often the authenticator says that it has signed: a lower number later hints at a copy. */
export const countPasskey = async (db: Db | Tx, id: string, counter: number): Promise<void> => {
  await db.updateTable('passkeys').set({ counter }).where('id', '=', id).execute()
}
