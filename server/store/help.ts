import { Helper, type HelpWanted } from '#protocol/help.ts'
import type { Db } from './open.ts'
import { readable } from './stored-json.ts'

/** A call that nobody has answered: from where, and of whose check; `doctor`: who holds that. */
export type OpenHelp = HelpWanted & {
  booth: { id: string; name: string; site: string }
  check: string | null
  doctor: string | null
  at: string
}

/** Every call that nobody has answered, the oldest first: a booth has one to each helper. Its check is the one that the booth shows now, once that is in the queue. */
export const openHelp = async (db: Db): Promise<OpenHelp[]> => {
  const rows = await db
    .selectFrom('help_calls as help')
    .innerJoin('machines as booth', 'booth.id', 'help.booth')
    .leftJoin('check_lines as line', (join) => join.onRef('line.check_id', '=', 'booth.showing').on('line.queue_since', 'is not', null))
    .select(['help.id', 'help.whom', 'help.at', 'booth.id as booth', 'booth.name', 'booth.site', 'line.check_id', 'line.doctor'])
    .where('help.answered_at', 'is', null)
    .where('help.at', '>', '')
    .orderBy('help.at')
    .orderBy('help.id')
    .execute()
  return rows.map(({ id, whom, at, booth, name, site, check_id: check, doctor }) => ({
    id,
    whom: readable(Helper, whom, { table: 'help_calls', row: id, column: 'whom' }),
    booth: { id: booth, name, site },
    check,
    doctor,
    at,
  }))
}

/** Writes a call down. False: it was already, answered or not. */
export const addHelp = async (
  db: Db,
  { id, whom, booth, check, at }: HelpWanted & { booth: string; check: string | null; at: string },
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('help_calls')
    .values({ id, booth, check_id: check, whom, at, answered_at: null, answered_by: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Somebody has answered a call. False: it was answered before, or there is none. */
export const answerHelp = async (db: Db, { id, by, at }: { id: string; by: string; at: string }): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('help_calls')
    .set({ answered_at: at, answered_by: by })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The open calls of a booth that it doesn't make any more: whoever was called has come, or nobody is needed. Gives how many there were. */
export const withdrawHelp = async (db: Db, { booth, but, at }: { booth: string; but: readonly string[]; at: string }): Promise<number> => {
  // Among the open ones, of whatever booth: those are few.
  const open = db.updateTable('help_calls').set({ answered_at: at }).where('answered_at', 'is', null).where('at', '>', '')
  const all = open.where('booth', '=', booth)
  const { numUpdatedRows } = await (but.length > 0 ? all.where('id', 'not in', [...but]) : all).executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Which of these calls of a booth have been answered. */
export const answeredHelp = async (db: Db, booth: string, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('help_calls')
    .select('id')
    .where('id', 'in', [...ids])
    .where('booth', '=', booth)
    .where('answered_at', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}
