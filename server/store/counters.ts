import { sql } from 'kysely'
import type { Db, Tx } from './open.ts'

/** Counts on and gives the new number; a count starts at 1. */
export const countOn = async (db: Db | Tx, name: string): Promise<number> => {
  const row = await db
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((e) => ({ value: e('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}

/** Moves a count up to `value`; false when it already stands there or higher. */
export const growTo = async (db: Db | Tx, name: string, value: number): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('counters')
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return true
  const { numUpdatedRows } = await db
    .updateTable('counters')
    .set({ value })
    .where('name', '=', name)
    .where('value', '<', value)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Where a count stands; 0 before it began. */
export const counted = async (db: Db, name: string): Promise<number> => {
  const row = await db.selectFrom('counters').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? 0
}

/**
 * Where the highest of these counts stands, in another question; 0: none has begun. Each is looked up by itself: for `in` the file would make a
 * table of the names first.
 */
export const highestOf = (db: Db, names: readonly string[]) => {
  const one = (name: string) => db.selectFrom('counters').select('value').where('name', '=', name)
  return sql<number>`max(0, ${sql.join(names.map((name) => sql`coalesce((${one(name)}), 0)`))})`
}

/** Can anything be written now? Writes a row to see it: a lock alone is had on a full disk too. Throws what stands against it. */
export const tryWriting = async (db: Db): Promise<void> => {
  await countOn(db, 'probe')
}
