import { DatabaseSync } from 'node:sqlite'

/** A finished check that was made by the real path, and what is its own alone in it. */
export type Template = { check: string; applicant: string; number: string; code: string; concludedAt: string }

/**
 * Puts so many copies of a finished check into a database, one a minute back from its conclusion, each with ids of its own: events,
 * state, line, reading, report, outbox and receipt. Only the person's data and the stored files are shared. The database must be
 * closed meanwhile: nothing of it is safe while it is filled, so that it takes minutes and not hours.
 */
export const fill = (file: string, { check, applicant, number, code, concludedAt }: Template, copies: number): void => {
  const db = new DatabaseSync(file)
  db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -2000000; pragma temp_store = memory')
  db.exec('begin')
  db.exec(`create temp table fresh (n integer primary key, id text, applicant text, number text, code text, at text, day text)`)
  const uuid = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`
  db.prepare(
    `insert into fresh
     with recursive count(n) as (select 1 union all select n + 1 from count where n < ?)
     select n, ${uuid}, ${uuid}, 'RFX' || printf('%09d', n), hex(randomblob(8)),
       strftime('%Y-%m-%dT%H:%M:%fZ', ?, '-' || n || ' minutes'), date(?, '-' || n || ' minutes', '+8 hours')
     from count order by n desc`,
  ).run(copies, concludedAt, concludedAt)
  const columnsOf = (table: string) =>
    db
      .prepare(`select name from pragma_table_info(?)`)
      .all(table)
      .map(({ name }) => String(name))
  const own = { ':check': check, ':number': number }
  /** Copies a table's rows of the template, with these columns made anew. */
  const copy = (table: string, where: string, fresh: Record<string, string>) => {
    const columns = columnsOf(table)
    const values = columns.map((column) => fresh[column] ?? `t.${column}`)
    const statement = db.prepare(
      `insert into ${table} (${columns.join(', ')})
       select ${values.join(', ')} from fresh cross join (select rowid as place, * from ${table} where ${where}) as t order by fresh.n desc, t.place`,
    )
    statement.setAllowUnknownNamedParameters(true)
    statement.run(own)
  }
  /** The text of a column with what is the template's own put in another's words. */
  const anew = (column: string) =>
    [
      [check, 'fresh.id'],
      [applicant, 'fresh.applicant'],
      [number, 'fresh.number'],
      [code, 'fresh.code'],
      [concludedAt, 'fresh.at'],
    ].reduce((text, [old, other]) => `replace(${text}, '${old}', ${other})`, `t.${column}`)

  const line = {
    check_id: 'fresh.id',
    applicant: 'fresh.applicant',
    number: 'fresh.number',
    concluded_at: 'fresh.at',
    concluded_on: 'fresh.day',
  }
  copy('applicants', `id = '${applicant}'`, { id: 'fresh.applicant', number_hash: 'lower(hex(randomblob(32)))' })
  copy('checks', 'id = :check', {
    id: 'fresh.id',
    state: anew('state'),
    applicant: 'fresh.applicant',
    opened_at: 'fresh.at',
    concluded_at: 'fresh.at',
  })
  copy('check_lines', 'check_id = :check', line)
  copy('check_events', 'check_id = :check', { check_id: 'fresh.id', event: anew('event'), command: `t.command || '-' || fresh.n` })
  // The signed logs themselves are looked up by their ids alone, and would be half of the file.
  copy('readings', 'check_id = :check', {
    body: "'{}'",
    id: `t.id || '-' || fresh.n`,
    check_id: 'fresh.id',
    attempt: `t.attempt || '-' || fresh.n`,
  })
  copy('reports', 'number = :number', { number: 'fresh.number', check_id: 'fresh.id', code: 'fresh.code', at: 'fresh.at' })
  copy('outbox', 'number = :number', { id: `fresh.id || t.kind`, check_id: 'fresh.id', number: 'fresh.number' })
  copy('receipts', 'number = :number', { number: 'fresh.number' })
  db.exec('commit; pragma journal_mode = wal')
  db.close()
}
