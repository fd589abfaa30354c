import type { Db } from './open.ts'
import type { Tables } from './tables.ts'

/** By what the rows of a check are asked for. */
export type Names = {
  check: string
  numbers: readonly string[]
  digests: readonly string[]
  readings: readonly string[]
  errands: readonly string[]
  /** What was asked of senior doctors and other departments. */
  asked: readonly string[]
}
/** The rows that stand in the tables, as they stand there. */
export type KeptRows = {
  [T in 'checks' | 'check_lines' | 'sent_back' | 'escalations' | 'reports' | 'signatures' | 'readings' | 'receipts' | 'outbox']: Tables[T][]
}

/** Everything that is kept of a check beside its events: by its own id and by the names that its events tell, each by an index. */
export const keptRows = async (db: Db, { check, numbers, digests, readings, errands, asked }: Names): Promise<KeptRows> => {
  const own = { reports: await db.selectFrom('reports').selectAll().where('check_id', '=', check).execute() }
  const named = await db
    .selectFrom('reports')
    .selectAll()
    .where('number', 'in', [...numbers])
    .where('check_id', '<>', check)
    .execute()
  const byId = await db
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', [...errands])
    .execute()
  const byNumber = await db
    .selectFrom('outbox')
    .selectAll()
    .where('number', 'in', [...numbers])
    .execute()
  const askedHere = await db.selectFrom('escalations').selectAll().where('check_id', '=', check).execute()
  // Asked for none, SQLite would walk through all of them.
  const askedByName =
    asked.length === 0
      ? []
      : await db
          .selectFrom('escalations')
          .selectAll()
          .where('id', 'in', [...asked])
          .where('check_id', '<>', check)
          .execute()
  return {
    checks: await db.selectFrom('checks').selectAll().where('id', '=', check).execute(),
    check_lines: await db.selectFrom('check_lines').selectAll().where('check_id', '=', check).execute(),
    escalations: [...askedHere, ...askedByName],
    sent_back: await db.selectFrom('sent_back').selectAll().where('check_id', '=', check).execute(),
    reports: [...own.reports, ...named],
    signatures: await db
      .selectFrom('signatures')
      .selectAll()
      .where('digest', 'in', [...digests])
      .execute(),
    readings: await db
      .selectFrom('readings')
      .selectAll()
      .where('id', 'in', [...readings])
      .execute(),
    receipts: await db
      .selectFrom('receipts')
      .selectAll()
      .where('number', 'in', [...numbers])
      .execute(),
    outbox: [...byId, ...byNumber.filter(({ id }) => !errands.includes(id))],
  }
}

/** Who a check is of, as it stands in the table; null: nobody. */
export const keptApplicant = async (db: Db, id: string): Promise<Tables['applicants'] | null> =>
  (await db.selectFrom('applicants').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

/** Which of these calibrations are there. */
export const knownCalibrations = async (db: Db, ids: readonly string[]): Promise<string[]> =>
  (
    await db
      .selectFrom('calibrations')
      .select('id')
      .where('id', 'in', [...ids])
      .execute()
  ).map(({ id }) => id)

/** Calibrations after one of them, in order; at most `most`. */
export const calibrationsAfter = (db: Db, after: string, most: number): Promise<Tables['calibrations'][]> =>
  db.selectFrom('calibrations').selectAll().where('id', '>', after).orderBy('id').limit(most).execute()

/** Was another report of the person issued after this one, while it was in force? Then it took its place. */
export const hasLater = async (
  db: Db,
  { number, applicant, at, valid_until }: Pick<Tables['reports'], 'number' | 'applicant' | 'at' | 'valid_until'>,
): Promise<boolean> =>
  (await db
    .selectFrom('reports')
    .select('number')
    .where('applicant', '=', applicant)
    .where('at', '>=', at)
    .where('number', '<>', number)
    .where('day', '<=', valid_until)
    .limit(1)
    .executeTakeFirst()) !== undefined
