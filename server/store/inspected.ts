import { type Cut, cut } from './cut.ts'
import type { Db } from './open.ts'
import type { Tables } from './tables.ts'

/** Checks whose id begins so, and the one whose report has this number; at most `most`. */
export const checksNamed = async (db: Db, asked: string, most: number): Promise<Cut<string>> => {
  const checks = await db
    .selectFrom('checks')
    .select('id')
    .where('id', '>=', asked)
    .where('id', '<', `${asked}\uffff`)
    .union(db.selectFrom('reports').select('check_id as id').where('number', '=', asked))
    .orderBy('id')
    .limit(most + 1)
    .execute()
  return cut(
    checks.map(({ id }) => id),
    most,
  )
}

/** What stands beside the events of a check: its reports, its errands, oldest first, the receipts of the case, its recording and what held that. */
export const besideEvents = async (
  db: Db,
  check: string,
): Promise<{
  reports: Tables['reports'][]
  errands: Tables['outbox'][]
  receipts: Tables['receipts'][]
  recording: Tables['recordings'] | null
  holds: Tables['recording_holds'][]
}> => {
  const reports = await db.selectFrom('reports').selectAll().where('check_id', '=', check).orderBy('at').execute()
  return {
    reports,
    errands: await db.selectFrom('outbox').selectAll().where('check_id', '=', check).orderBy('since').orderBy('id').execute(),
    receipts: await db
      .selectFrom('receipts')
      .selectAll()
      .where(
        'number',
        'in',
        reports.map(({ number }) => number),
      )
      .execute(),
    recording: (await db.selectFrom('recordings').selectAll().where('check_id', '=', check).executeTakeFirst()) ?? null,
    holds: await db.selectFrom('recording_holds').selectAll().where('check_id', '=', check).orderBy('set_at').orderBy('id').execute(),
  }
}
