import type { Db, Tx } from './open.ts'

/** How long a doctor's lease on a check lasts without renewal, ms. */
const LEASE_MS = 45_000

export const leaseEnd = (at: string): string => new Date(Date.parse(at) + LEASE_MS).toISOString()

/** Moves the end of a doctor's lease, and gives it; null: the doctor no longer holds it. */
export const renewLease = async (db: Db, check: string, doctor: string, at: string): Promise<string | null> => {
  const until = leaseEnd(at)
  const { numUpdatedRows } = await db
    .updateTable('checks')
    .set({ lease_until: until })
    .where('id', '=', check)
    .where('doctor', '=', doctor)
    .where('lease_until', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? until : null
}

/** Every lease that is held runs from now: after a start nobody knows how long the one before was down. */
export const renewLeases = async (db: Db, at: string): Promise<void> => {
  await db
    .updateTable('checks')
    .set({ lease_until: leaseEnd(at) })
    .where('doctor', 'is not', null)
    .execute()
}

/** Lets a lease that has run out go on until an instant; false when somebody else was quicker. */
export const spareLease = async (db: Db, check: string, doctor: string, until: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('checks')
    .set({ lease_until: until })
    .where('id', '=', check)
    .where('doctor', '=', doctor)
    .where('lease_until', '<', until)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Another check that a doctor holds, or null. */
export const heldBy = async (db: Db | Tx, doctor: string, beside: string): Promise<string | null> => {
  const row = await db.selectFrom('checks').select('id').where('doctor', '=', doctor).where('id', '<>', beside).executeTakeFirst()
  return row?.id ?? null
}

/** Does any doctor hold a check? */
export const isAnyHeld = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('checks').select('id').where('doctor', '>', '').limit(1).executeTakeFirst()) !== undefined

/** Checks whose lease has run out. */
export const lapsedLeases = async (db: Db, at: string): Promise<string[]> => {
  const rows = await db.selectFrom('checks').select('id').where('lease_until', '<=', at).execute()
  return rows.map(({ id }) => id)
}
