import { sql } from 'kysely'
import type { Db } from './open.ts'

// Rows that belong to no check. `npm run verify` alone asks this, once for the whole folder, and each question walks its table once.

export type Orphan = { table: 'check_lines' | 'sent_back' | 'readings' | 'outbox' | 'receipts' | 'signatures'; row: string }

/** At most so many of each table are named, except for signatures. */
const MOST = 100

/**
 * Rows of which no event and no report speaks. A reading's event bears the reading's id as its command, an errand's id its event. Of
 * signatures those without a report are given: whoever asks knows which of them a doctor took back.
 */
export const orphans = async (db: Db): Promise<Orphan[]> => {
  const found: Orphan[] = []
  const add = (table: Orphan['table'], rows: readonly { row: string }[]) => found.push(...rows.map(({ row }) => ({ table, row })))
  add('check_lines', await lines(db))
  add('sent_back', await sentBack(db))
  add('readings', await readings(db))
  add('outbox', await errands(db))
  add('receipts', await receipts(db))
  add('signatures', await signatures(db))
  return found
}

const lines = (db: Db) =>
  db
    .selectFrom('check_lines as one')
    .select('one.check_id as row')
    .where((e) => e.not(e.exists(e.selectFrom('checks').select('checks.id').whereRef('checks.id', '=', 'one.check_id'))))
    .limit(MOST)
    .execute()

const sentBack = (db: Db) =>
  db
    .selectFrom('sent_back as one')
    .select(sql<string>`one.check_id || ' ' || one.sequence`.as('row'))
    .where((e) => e.not(e.exists(e.selectFrom('checks').select('checks.id').whereRef('checks.id', '=', 'one.check_id'))))
    .limit(MOST)
    .execute()

const readings = (db: Db) =>
  db
    .selectFrom('readings as one')
    .select('one.id as row')
    .where((e) => e.not(e.exists(e.selectFrom('check_events as e').select('e.check_id').whereRef('e.command', '=', 'one.id'))))
    .limit(MOST)
    .execute()

const errands = (db: Db) =>
  db
    .selectFrom('outbox as one')
    .select('one.id as row')
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('check_events as event')
            .select('event.check_id')
            .whereRef('event.check_id', '=', 'one.check_id')
            .where(sql<boolean>`one.id = event.check_id || ':' || event.sequence || ':' || one.kind`),
        ),
      ),
    )
    .limit(MOST)
    .execute()

const receipts = (db: Db) =>
  db
    .selectFrom('receipts as one')
    .select('one.number as row')
    .where((e) => e.not(e.exists(e.selectFrom('reports').select('reports.number').whereRef('reports.number', '=', 'one.number'))))
    .limit(MOST)
    .execute()

// All of them: those that were taken back must not hide the one that wasn't.
const signatures = (db: Db) =>
  db
    .selectFrom('signatures as one')
    .leftJoin('reports as r', 'r.number', 'one.number')
    .select(sql<string>`one.digest || ' ' || one.person`.as('row'))
    .where((e) => e.or([e('r.digest', 'is', null), e('r.digest', '<>', e.ref('one.digest'))]))
    .execute()

/** Numbers of reports of which no check is there, after one of them, in order; at most `most`. */
export const reportsOfNone = async (db: Db, after: string, most: number): Promise<string[]> =>
  (
    await db
      .selectFrom('reports as one')
      .select('one.number')
      .where('one.number', '>', after)
      .where((e) => e.not(e.exists(e.selectFrom('checks').select('checks.id').whereRef('checks.id', '=', 'one.check_id'))))
      .where((e) =>
        e.not(e.exists(e.selectFrom('check_events as event').select('event.check_id').whereRef('event.check_id', '=', 'one.check_id'))),
      )
      .orderBy('one.number')
      .limit(most)
      .execute()
  ).map(({ number }) => number)
