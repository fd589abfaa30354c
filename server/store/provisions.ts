import type { Db } from './open.ts'

/** Checks whose report was accepted without a paper that may come no more on this day in China, the longest over first; at most `most`. */
export const overdueProvisions = async (db: Db, today: string, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('check_lines')
    .select('check_id')
    .where('provision_until', '<', today)
    .orderBy('provision_until')
    .orderBy('check_id')
    .limit(most)
    .execute()
  return rows.map(({ check_id }) => check_id)
}
