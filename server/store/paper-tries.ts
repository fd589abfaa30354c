import type { Db, Tx } from './open.ts'

/** Wrong tries for a report's paper in a row, and when the last of them was. */
export type PaperTries = { wrong: number; at: string; steadyAt: string }

/** The wrong tries for the paper of this report since a right one; null: none. */
export const paperTries = async (db: Db | Tx, number: string): Promise<PaperTries | null> => {
  const row = await db.selectFrom('paper_tries').selectAll().where('number', '=', number).executeTakeFirst()
  return row ? { wrong: row.wrong, at: row.at, steadyAt: row.steady_at } : null
}

export const setPaperTries = async (tx: Tx, number: string, { wrong, at, steadyAt }: PaperTries): Promise<void> => {
  const values = { wrong, at, steady_at: steadyAt }
  await tx
    .insertInto('paper_tries')
    .values({ number, ...values })
    .onConflict((conflict) => conflict.column('number').doUpdateSet(values))
    .execute()
}
