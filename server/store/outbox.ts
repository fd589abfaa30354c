import type { Db, Tx } from './open.ts'

export type Due = { id: string; check: string; number: string; tries: number }

/** Rows of a kind that are due, oldest first. */
export const dueRows = async (db: Db, kind: 'draw' | 'deliver', at: string): Promise<Due[]> => {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'check_id', 'number', 'tries'])
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(({ id, check_id, number, tries }) => ({ id, check: check_id, number, tries }))
}

export const settleRow = async (db: Db | Tx, id: string, at: string, trouble: string | null = null): Promise<void> => {
  await db.updateTable('outbox').set({ done_at: at, trouble }).where('id', '=', id).execute()
}

/** Puts a row off, and remembers why. */
export const putOff = async (db: Db, id: string, tries: number, due: string, trouble: string): Promise<void> => {
  await db.updateTable('outbox').set({ tries, due_at: due, trouble }).where('id', '=', id).execute()
}

/** How often the delivery of a report was tried, and what went wrong last. */
export const deliveryTries = async (db: Db, number: string): Promise<{ tries: number; trouble: string | null }> => {
  const row = await db
    .selectFrom('outbox')
    .select(['tries', 'trouble'])
    .where('number', '=', number)
    .where('kind', '=', 'deliver')
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { tries: 0, trouble: null }
}

/** Keeps the receipt of the traffic case: the first one stays. */
export const addReceipt = async (tx: Db | Tx, number: string, receipt: string, at: string): Promise<void> => {
  await tx
    .insertInto('receipts')
    .values({ number, receipt, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** How many rows of each kind wait. */
export const waitingRows = async (db: Db): Promise<Record<'draw' | 'deliver', number>> => {
  const count = async (kind: 'draw' | 'deliver') => {
    const all = db.selectFrom('outbox').select((e) => e.fn.countAll<number | string>().as('n'))
    return Number((await all.where('kind', '=', kind).where('done_at', 'is', null).executeTakeFirstOrThrow()).n)
  }
  return { draw: await count('draw'), deliver: await count('deliver') }
}

/** Every row of a kind that isn't settled is due now. */
export const wakeRows = async (db: Db, kind: 'draw' | 'deliver', at: string): Promise<void> => {
  await db.updateTable('outbox').set({ due_at: at }).where('kind', '=', kind).where('done_at', 'is', null).execute()
}
