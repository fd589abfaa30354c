import type { Db } from './open.ts'

/** Which interface of which system, on which calendar day of China. */
export type CallsOf = { destination: string; interface: string; day: string }

/** Counts a call, if there were fewer than `most` on that day; false: there were as many. */
export const spendCall = async (db: Db, calls: CallsOf, most: number): Promise<boolean> => {
  const row = await db
    .insertInto('calls')
    .values({ ...calls, used: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['destination', 'interface', 'day'])
        .doUpdateSet((e) => ({ used: e('calls.used', '+', 1) }))
        .where('calls.used', '<', most),
    )
    .returning('used')
    .executeTakeFirst()
  return row !== undefined
}

/** How often the interfaces of a system were called on a day, by their ids. */
export const callsOn = async (db: Db, destination: string, day: string): Promise<Record<string, number>> => {
  const rows = await db
    .selectFrom('calls')
    .select(['interface', 'used'])
    .where('destination', '=', destination)
    .where('day', '=', day)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.interface, row.used]))
}
