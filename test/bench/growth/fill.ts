import { closeSync, fsyncSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** A finished check that was made by the real path, and what is its own alone in it. */
export type Template = { check: string; applicant: string; number: string; code: string; digest: string; concludedAt: string }

/** A copy, by what people ask for it. */
export type Copy = { number: string; numberHash: string; concludedAt: string }

/**
 * So many of the newest copies are whole: as many as the small hall has. Of the older ones nobody reads more than the columns of lists, so
 * their long texts are empty (state, events, logs, assertions), and of their events and readings so many are there.
 */
const WHOLE = 1000
const EVENTS = 5
const READINGS = 1
/** How many copies are named, spread over all of them. */
const NAMED = 200

/**
 * Puts so many copies of a finished check into a database, one a minute back from its conclusion and the oldest first, as they would have
 * come: a row in each table in which the real path leaves some, with ids of its own. Only the person's data and the stored files are shared.
 * The database must be closed meanwhile: nothing of it is safe while it is filled, so that it takes minutes and not hours.
 */
export const fill = (file: string, template: Template, copies: number): Copy[] => {
  const db = new DatabaseSync(file)
  // Out of the WAL: pages that are new need no copy in a journal.
  db.exec('pragma journal_mode = delete; pragma synchronous = off; pragma cache_size = -3000000; pragma temp_store = memory; begin')
  // Commands come scattered except for those of one check: sorting them all afterwards would take longer.
  const made = db
    .prepare(`select name, sql from sqlite_schema where type = 'index' and sql is not null and tbl_name <> 'check_events'`)
    .all()
  for (const { name } of made) db.exec(`drop index ${String(name)}`)
  nameCopies(db, template, copies)
  for (const [table, rows] of Object.entries(rowsOf(template))) copyRows(db, table, rows)
  for (const { sql } of made) db.exec(String(sql))
  const named = db.prepare(
    `select number, hash as numberHash, at as concludedAt from fresh where n % max(1, ? / ${NAMED}) = 0 order by n limit ${NAMED}`,
  )
  const some = named.all(copies).map((row) => ({
    number: String(row['number']),
    numberHash: String(row['numberHash']),
    concludedAt: String(row['concludedAt']),
  }))
  db.exec('commit; pragma journal_mode = wal')
  db.close()
  // Or the system would go on writing it out while others are measured.
  const written = openSync(file, 'r+')
  fsyncSync(written)
  closeSync(written)
  return some
}

const UUID = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`

/** What is each copy's own. `n`: so many minutes before the template. */
const nameCopies = (db: DatabaseSync, { concludedAt }: Template, copies: number): void => {
  db.exec(
    `create temp table fresh (n integer primary key, id text, applicant text, hash text, number text, code text, digest text, at text, day text)`,
  )
  db.prepare(
    `insert into fresh
     with recursive
       count(n) as (select 1 union all select n + 1 from count where n < ?),
       dated as (select n, strftime('%Y-%m-%dT%H:%M:%fZ', ?, '-' || n || ' minutes') as at, date(?, '-' || n || ' minutes', '+8 hours') as day from count)
     select n, ${UUID}, ${UUID}, lower(hex(randomblob(32))), 'RF' || replace(day, '-', '') || printf('-%06d', 900000 + n % 10000),
       hex(randomblob(8)), lower(hex(randomblob(32))), at, day
     from dated`,
  ).run(copies, concludedAt, concludedAt)
}

type Rows = { where: string; most?: number; fresh: Record<string, string> }

/**
 * By table: which rows are the template's, and which of their columns are made new, from `fresh` and the template's row `t`; of older copies
 * at most so many.
 */
const rowsOf = ({ check, applicant, number, code, digest, concludedAt }: Template): Record<string, Rows> => {
  /** A text with what is the template's own put in another's words. */
  const anew = (column: string) =>
    [
      [check, 'fresh.id'],
      [applicant, 'fresh.applicant'],
      [number, 'fresh.number'],
      [code, 'fresh.code'],
      [concludedAt, 'fresh.at'],
    ].reduce((text, [own, other]) => `replace(${text}, '${own}', ${other})`, `t.${column}`)
  /** An id as long and as scattered as a real one, which costs no chance of its own. */
  const ownOf = (nth: string) => `substr(fresh.digest, 1, 34) || (${nth} + 10)`
  const whole = (text: string, empty: string) => `case when fresh.n <= ${WHOLE} then ${text} else ${empty} end`
  const ofCheck = `check_id = '${check}'`
  const ofReport = `number = '${number}'`
  return {
    applicants: { where: `id = '${applicant}'`, fresh: { id: 'fresh.applicant', number_hash: 'fresh.hash' } },
    checks: {
      where: `id = '${check}'`,
      fresh: {
        id: 'fresh.id',
        state: whole(anew('state'), `'{}'`),
        applicant: 'fresh.applicant',
        opened_at: 'fresh.at',
        concluded_at: 'fresh.at',
        steady_at: 'fresh.at',
      },
    },
    check_lines: {
      where: ofCheck,
      fresh: {
        check_id: 'fresh.id',
        applicant: 'fresh.applicant',
        number: 'fresh.number',
        concluded_at: 'fresh.at',
        concluded_on: 'fresh.day',
      },
    },
    report_names: { where: ofCheck, fresh: { check_id: 'fresh.id', concluded_at: 'fresh.at' } },
    check_events: {
      where: ofCheck,
      most: EVENTS,
      fresh: {
        check_id: 'fresh.id',
        at: 'fresh.at',
        command: `iif(t.command is null, null, ${ownOf('t.sequence')})`,
        event: whole(anew('event'), `'{}'`),
        previous: whole('t.previous', `''`),
        hash: whole('t.hash', `''`),
      },
    },
    readings: {
      where: ofCheck,
      most: READINGS,
      fresh: {
        id: ownOf('t.rowid'),
        check_id: 'fresh.id',
        attempt: ownOf('t.rowid'),
        digest: whole('t.digest', `''`),
        body: `'{}'`,
        at: 'fresh.at',
      },
    },
    reports: {
      where: ofReport,
      fresh: {
        number: 'fresh.number',
        check_id: 'fresh.id',
        code: 'fresh.code',
        applicant: 'fresh.applicant',
        assertion: whole('t.assertion', 'null'),
        at: 'fresh.at',
        day: 'fresh.day',
        valid_until: `date(fresh.day, '+6 months')`,
      },
    },
    signatures: {
      where: `digest = '${digest}'`,
      fresh: { digest: 'fresh.digest', number: 'fresh.number', assertion: whole('t.assertion', 'null'), at: 'fresh.at' },
    },
    outbox: {
      where: ofReport,
      fresh: { id: anew('id'), line: anew('line'), check_id: 'fresh.id', number: 'fresh.number', due_at: 'fresh.at', done_at: 'fresh.at' },
    },
    receipts: { where: ofReport, fresh: { number: 'fresh.number', at: 'fresh.at' } },
  }
}

/** The template's rows once more for each copy. */
const copyRows = (db: DatabaseSync, table: string, { where, most, fresh }: Rows): void => {
  const columns = db
    .prepare(`select name from pragma_table_info(?)`)
    .all(table)
    .map(({ name }) => String(name))
  const values = columns.map((column) => fresh[column] ?? `t.${column}`)
  db.exec(`create temp table template as select * from ${table} where ${where} order by rowid`)
  db.exec(
    `insert into ${table} (${columns.join(', ')})
     select ${values.join(', ')} from fresh cross join temp.template as t
     ${most === undefined ? '' : `where fresh.n <= ${WHOLE} or t.rowid <= ${most}`} order by fresh.n desc, t.rowid; drop table temp.template`,
  )
}
