import type { Recorded } from '#check/events.ts'
import type { Db, Tx } from './open.ts'

/**
 * Writes down what events say of how long a doctor sits with a driver, in their transaction: it begins with the claim and has ended with the signature.
 * One that was broken off (given back, run out, the driver gone) says nothing of how long one takes. `at`: by the clock that nobody sets.
 */
export const keepExaminations = async (tx: Tx, recorded: readonly Recorded[], at: string): Promise<void> => {
  for (const { check, event } of recorded) {
    if (event.kind === 'claimed')
      await tx
        .insertInto('examinations')
        .values({ check_id: check, began_at: at, doctor: event.doctor.id, ended_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    // Another doctor goes on with it.
    else if (event.kind === 'taken-over')
      await tx
        .updateTable('examinations')
        .set({ doctor: event.doctor.id })
        .where('check_id', '=', check)
        .where('ended_at', 'is', null)
        .execute()
    else if (event.kind === 'signed' || event.kind === 'concluded')
      await tx.updateTable('examinations').set({ ended_at: at }).where('check_id', '=', check).where('ended_at', 'is', null).execute()
    else if (
      event.kind === 'released' ||
      event.kind === 'kept' ||
      event.kind === 'lease-lapsed' ||
      event.kind === 'parked' ||
      event.kind === 'abandoned'
    )
      await tx.deleteFrom('examinations').where('check_id', '=', check).where('ended_at', 'is', null).execute()
  }
}

/** How long the newest examinations took, ms, the newest first. */
export const newestExaminations = async (db: Db, most: number): Promise<number[]> => {
  const rows = await db
    .selectFrom('examinations')
    .select(['began_at', 'ended_at'])
    .where('ended_at', '>', '')
    .orderBy('ended_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ began_at, ended_at }) => Date.parse(ended_at ?? began_at) - Date.parse(began_at))
}

/** Which doctors sit with a driver, and since when. */
export const openExaminations = async (db: Db): Promise<Map<string, Date>> => {
  const rows = await db
    .selectFrom('examinations')
    .select(['doctor', 'began_at'])
    .where('ended_at', 'is', null)
    .where('doctor', '>', '')
    .execute()
  return new Map(rows.map(({ doctor, began_at }) => [doctor, new Date(began_at)]))
}

/** When each of these doctors had signed last after an examination; who never has is left out. */
export const lastExaminations = async (db: Db, doctors: readonly string[]): Promise<Map<string, Date>> => {
  const last = new Map<string, Date>()
  for (const doctor of doctors) {
    const row = await db
      .selectFrom('examinations')
      .select('ended_at')
      .where('doctor', '=', doctor)
      .where('ended_at', '>', '')
      .orderBy('ended_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row?.ended_at) last.set(doctor, new Date(row.ended_at))
  }
  return last
}
