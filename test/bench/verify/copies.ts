import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { canonical } from '#protocol/canonical.ts'
import { challengeOf } from '../../../server/service/checks/signoff.ts'
import { letters } from '../../../server/service/machines/keys.ts'
import { applicantProof, hashNumber } from '../../../server/store/applicants.ts'
import { hashOfRow } from '../../../server/store/chain.ts'
import { numberOf } from '../../driver.ts'
import type { Genuine } from './genuine.ts'

type Row = Record<string, string | number | null>
type Rows = Record<string, Row[]>
type Words = ReadonlyMap<string, string>

const TABLES = ['applicants', 'checks', 'check_lines', 'check_events', 'readings', 'reports', 'signatures', 'outbox', 'receipts'] as const
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** How many copies are written in one transaction. */
const TOGETHER = 1000

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Puts so many checks of their own into a folder, each as if it had come by the real path: its events chained, its logs signed by the
 * booth, its report signed by the doctor, everything about another driver. Photo, handwriting and sealed paper are those of the first.
 */
export const copyGenuine = (folder: string, genuine: Genuine, copies: number): void => {
  const db = new DatabaseSync(genuine.database)
  db.exec('pragma synchronous = off; pragma foreign_keys = off')
  const rows = rowsOf(db, genuine)
  const value = readFileSync(placeOf(folder, genuine.digest), 'utf8')
  const shared = new Set(
    ['people', 'machines', 'calibrations'].flatMap((table) => db.prepare(`select id from ${table}`).all()).map(({ id }) => id),
  )
  const ids = [...new Set(JSON.stringify(rows).match(UUID))].filter((id) => !shared.has(id))
  const number = numberIn(rows)
  const inserts = new Map(TABLES.map((table) => [table, insertInto(db, table, Object.keys(rows[table]?.[0] ?? {}))]))
  for (let done = 0; done < copies; done++) {
    if (done % TOGETHER === 0) db.exec('begin')
    const words = new Map([
      ...ids.map((id): [string, string] => [id, randomUUID()]),
      [number, numberOf('1962-03-05', done % 1000, String(900_000 + Math.floor(done / 1000)))],
      [genuine.number, `${genuine.number.slice(0, -6)}${String(200_000 + done)}`],
      [genuine.code, letters(randomBytes(genuine.code.length))],
    ])
    for (const [table, own] of Object.entries(copyOf(folder, genuine, { rows, value, words, number })))
      for (const row of own) inserts.get(table as (typeof TABLES)[number])?.(row)
    if (done % TOGETHER === TOGETHER - 1 || done === copies - 1) db.exec('commit')
  }
  db.exec('pragma wal_checkpoint(truncate)')
  db.close()
}

const placeOf = (folder: string, digest: string) => join(folder, 'files', digest.slice(0, 2), digest)

const rowsOf = (db: DatabaseSync, { check, applicant, number, digest }: Genuine): Rows => {
  const where = { applicants: ['id', applicant], checks: ['id', check], signatures: ['digest', digest], receipts: ['number', number] }
  return Object.fromEntries(
    TABLES.map((table) => {
      const [column, name] = new Map<string, string[]>(Object.entries(where)).get(table) ?? ['check_id', check]
      return [table, db.prepare(`select * from ${table} where ${column} = ? order by rowid`).all(name ?? '') as Row[]]
    }),
  )
}

const numberIn = (rows: Rows): string => {
  const person: unknown = JSON.parse(String(rows['applicants']?.[0]?.['person']))
  return (person as { card: { number: string } }).card.number
}

const insertInto = (db: DatabaseSync, table: string, columns: readonly string[]) => {
  const statement = db.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
  return (row: Row) => void statement.run(...columns.map((column) => row[column] ?? null))
}

/** Every word of the first in the copy's own. */
const inWords = (words: Words): ((text: string) => string) => {
  const any = new RegExp([...words.keys()].join('|'), 'g')
  return (text) => text.replace(any, (word) => words.get(word) ?? word)
}

type Pattern = { rows: Rows; value: string; words: Words; number: string }

const copyOf = (folder: string, { booth, passkey, digest, key }: Genuine, { rows, value, words, number }: Pattern): Rows => {
  const own = inWords(words)
  const signed = own(value)
  const logs = (rows['readings'] ?? []).map((row): [string, string] => {
    const { signature: _, ...log } = JSON.parse(own(String(row['body']))) as Record<string, unknown>
    return [String(row['digest']), canonical(booth.signed(log))]
  })
  // A file's name is its content's digest: what bears one bears the copy's.
  const digests = new Map([[digest, sha256(signed)], ...logs.map(([old, body]): [string, string] => [old, sha256(body)])])
  const named = inWords(digests)
  const text = (value: string | number | null | undefined) => (typeof value === 'string' ? named(own(value)) : (value ?? null))
  const made: Rows = Object.fromEntries(
    Object.entries(rows).map(([table, all]) => [
      table,
      all.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, text(value)]))),
    ]),
  )
  store(folder, sha256(signed), signed)
  for (const [nth, [, body]] of logs.entries()) Object.assign(made['readings']?.[nth] ?? {}, { body })
  chain(made['check_events'] ?? [])
  const assertion = canonical(passkey.assert(challengeOf(sha256(signed))))
  for (const row of [...(made['reports'] ?? []), ...(made['signatures'] ?? [])]) row['assertion'] = assertion
  for (const row of made['applicants'] ?? []) {
    row['number_hash'] = hashNumber(key, words.get(number) ?? '')
    row['proof'] = applicantProof(key, { id: String(row['id']), person: String(row['person']) })
  }
  return made
}

const store = (folder: string, digest: string, text: string): void => {
  mkdirSync(join(folder, 'files', digest.slice(0, 2)), { recursive: true })
  writeFileSync(placeOf(folder, digest), text)
}

/** Links events again: each bears the hash of its content and of the one before. */
const chain = (events: readonly Row[]): void => {
  let previous = '0'.repeat(64)
  for (const row of events) {
    const event: unknown = JSON.parse(String(row['event']))
    row['event'] = canonical(event)
    row['previous'] = previous
    row['hash'] = previous = hashOfRow(previous, eventRow(row), event)
  }
}

const eventRow = (row: Row) => {
  const text = (column: string) => String(row[column])
  const textOrNone = (column: string) => (row[column] === null ? null : text(column))
  return {
    check_id: text('check_id'),
    sequence: Number(row['sequence']),
    at: text('at'),
    format: Number(row['format']),
    actor: text('actor'),
    actor_id: textOrNone('actor_id'),
    command: textOrNone('command'),
    event: text('event'),
  }
}
