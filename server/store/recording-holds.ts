import { type AccessRow, addAccessWithin } from './access.ts'
import { marking } from './marks.ts'
import type { Db, Tx } from './open.ts'

/** Why a recording must not be erased, since when, and by whom that was said (their name; empty: nobody knows). */
export type HoldRow = { id: string; check: string; reason: string; by: string; at: string }

/** Does anybody's hold keep this recording? */
export const isHeld = async (db: Db | Tx, check: string): Promise<boolean> => {
  const row = await db
    .selectFrom('recording_holds')
    .select('id')
    .where('check_id', '=', check)
    .where('lifted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Holds a recording, and writes down that somebody did. False: it is erased. Asked in one transaction: a hold comes wholly before an erasure, which
 * then leaves the recording alone, or wholly after.
 */
export const addHold = (db: Db, key: Uint8Array, hold: { id: string; access: AccessRow }): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const { id, access } = hold
    const { check, person, reason, at } = access
    const kept = await tx.selectFrom('recordings').select('key').where('check_id', '=', check).executeTakeFirst()
    if (!kept?.key) return false
    const row = { id, check_id: check, reason, set_by: person, set_at: at, lifted_by: null, lifted_at: null, lifted_reason: null }
    await marking(tx, key, ['recording_holds', id], () => tx.insertInto('recording_holds').values(row).execute())
    await addAccessWithin(tx, key, [access])
    return true
  })

/** Lifts a hold, and writes down that somebody did. False: there is none of this id on this check, or it was lifted. */
export const liftHold = (db: Db, key: Uint8Array, hold: { id: string; access: AccessRow }): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const { id, access } = hold
    const { check, person: lifted_by, at: lifted_at, reason: lifted_reason } = access
    const { numUpdatedRows } = await marking(tx, key, ['recording_holds', id], () =>
      tx
        .updateTable('recording_holds')
        .set({ lifted_by, lifted_at, lifted_reason })
        .where('id', '=', id)
        .where('check_id', '=', check)
        .where('lifted_at', 'is', null)
        .executeTakeFirst(),
    )
    if (numUpdatedRows === 0n) return false
    await addAccessWithin(tx, key, [access])
    return true
  })

/** What holds these recordings, the first of each first. */
export const holdsOf = async (db: Db, checks: readonly string[]): Promise<HoldRow[]> => {
  const rows = await db
    .selectFrom('recording_holds as hold')
    .leftJoin('people', 'people.id', 'hold.set_by')
    .select(['hold.id', 'hold.check_id as check', 'hold.reason', 'hold.set_at as at', 'people.name as by'])
    .where('hold.check_id', 'in', checks)
    .where('hold.lifted_at', 'is', null)
    .orderBy('hold.check_id')
    .orderBy('hold.set_at')
    .orderBy('hold.id')
    .execute()
  return rows.map(({ by, ...rest }) => ({ ...rest, by: by ?? '' }))
}
