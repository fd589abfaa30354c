import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrations } from './open.ts'

/** Why a server may not work on a database; each is a sentence of `starting`. */
export type DatabaseFault = {
  code: 'databaseDamaged' | 'databaseNewer' | 'databaseReadOnly' | 'databaseHeld' | 'databaseGone'
  fields: { file: string; message: string }
}

/** A database up to this size is looked through whole at each start, which takes less than a second; of a larger one its small tables. */
const WHOLE_BYTES = 64 * 1024 * 1024
/** Tables that stay small, and without which nobody can work. */
const ALWAYS = ['sites', 'people', 'passkeys', 'sessions', 'machines', 'counters', 'kysely_migration'] as const
/** How long a start waits for another program that holds the database, ms. Nobody is served yet. */
const HELD_MS = 3000

/** What stands against working on the database in `file`; null: nothing, or there is none yet. Nothing is changed in it. */
export const databaseFault = (file: string): DatabaseFault | null => {
  const fault = (code: DatabaseFault['code'], message = '') => ({ code, fields: { file, message } })
  // SQLite would take a file that isn't there, or was cut to nothing, for a new one, and everybody would begin again without a word.
  if (!existsSync(file) || statSync(file).size === 0) return hasFiles(dirname(file)) ? fault('databaseGone') : null
  try {
    const db = new DatabaseSync(file, { timeout: HELD_MS })
    try {
      db.exec('begin immediate')
      db.exec('rollback')
      const newer = unknownMigration(db)
      if (newer) return fault('databaseNewer', newer)
      const damage = damageOf(db, statSync(file).size <= WHOLE_BYTES)
      return damage ? fault('databaseDamaged', damage) : null
    } finally {
      db.close()
    }
  } catch (error) {
    const code = codeOf(error)
    if (code) return fault(code, error instanceof Error ? error.message : '')
    throw error
  }
}

const hasFiles = (folder: string): boolean => existsSync(join(folder, 'files')) && readdirSync(join(folder, 'files')).length > 0

/** SQLite's result codes, of which the lowest eight bits count. */
const CODES: Record<number, DatabaseFault['code']> = {
  3: 'databaseReadOnly', // SQLITE_PERM
  5: 'databaseHeld', // SQLITE_BUSY
  8: 'databaseReadOnly', // SQLITE_READONLY
  10: 'databaseDamaged', // SQLITE_IOERR
  11: 'databaseDamaged', // SQLITE_CORRUPT
  14: 'databaseReadOnly', // SQLITE_CANTOPEN
  26: 'databaseDamaged', // SQLITE_NOTADB
}

const codeOf = (error: unknown): DatabaseFault['code'] | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? CODES[error.errcode & 0xff] : undefined

const tablesOf = (db: DatabaseSync): string[] =>
  db
    .prepare("select name from sqlite_schema where type = 'table'")
    .all()
    .map(({ name }) => String(name))

/** A migration that was carried out here and that this program doesn't have. */
const unknownMigration = (db: DatabaseSync): string | null => {
  if (!tablesOf(db).includes('kysely_migration')) return null
  const done = db.prepare('select name from kysely_migration order by name').all()
  return done.map(({ name }) => String(name)).find((name) => !(name in migrations)) ?? null
}

/** The first thing that SQLite finds wrong in its own file, or null. */
const damageOf = (db: DatabaseSync, whole: boolean): string | null => {
  const tables = tablesOf(db)
  const looks = whole
    ? ['pragma integrity_check(1)']
    : ALWAYS.filter((table) => tables.includes(table)).map((table) => `pragma quick_check(${table})`)
  for (const look of looks) {
    const [said] = Object.values(db.prepare(look).get() ?? {})
    if (said !== 'ok') return String(said)
  }
  return null
}
