import { Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import * as start from './migrations/0001-start.ts'
import * as calibrationsExpire from './migrations/0002-calibrations-expire.ts'
import * as usedCodes from './migrations/0003-used-codes.ts'
import * as checkLines from './migrations/0004-check-lines.ts'
import * as countersigned from './migrations/0005-countersigned.ts'
import * as personsChecks from './migrations/0006-persons-checks.ts'
import * as reportsSignedBy from './migrations/0020-reports-signed-by.ts'
import * as reportsInForce from './migrations/0030-reports-in-force.ts'
import * as steady from './migrations/0040-steady.ts'
import * as heldLines from './migrations/0050-held-lines.ts'
import * as oneCheckADoctor from './migrations/0070-one-check-a-doctor.ts'
import * as accounts from './migrations/0080-accounts.ts'
import * as hallsAndAccess from './migrations/0082-halls-and-access.ts'
import * as secondMachines from './migrations/0090-second-machines.ts'
import * as quietHalls from './migrations/0100-quiet-halls.ts'
import * as errands from './migrations/0110-errands.ts'
import * as counterSearch from './migrations/0120-counter-search.ts'
import * as calibrationsOfABooth from './migrations/0130-calibrations-of-a-booth.ts'
import * as moved from './migrations/0140-moved.ts'
import * as paperTries from './migrations/0180-paper-tries.ts'
import * as machineKeys from './migrations/0200-machine-keys.ts'
import * as applicantsProof from './migrations/0201-applicants-proof.ts'
import * as marks from './migrations/0210-marks.ts'
import * as namesInLists from './migrations/0211-names-in-lists.ts'
import * as whoActed from './migrations/0220-who-acted.ts'
import * as claims from './migrations/0230-claims.ts'
import * as answersLater from './migrations/0232-answers-later.ts'
import * as sites from './migrations/0240-sites.ts'
import * as help from './migrations/0250-help.ts'
import * as journeys from './migrations/0260-journeys.ts'
import * as registry from './migrations/0270-registry.ts'
import * as provisions from './migrations/0280-provisions.ts'
import * as notices from './migrations/0281-notices.ts'
import * as reportNames from './migrations/0290-report-names.ts'
import * as renewed from './migrations/0300-renewed.ts'
import * as sm2 from './migrations/0301-sm2.ts'
import * as sentBack from './migrations/0310-sent-back.ts'
import * as standings from './migrations/0330-standings.ts'
import * as recordings from './migrations/0340-recordings.ts'
import * as turns from './migrations/0350-turns.ts'
import * as examinations from './migrations/0351-examinations.ts'
import * as rotas from './migrations/0352-rotas.ts'
import * as escalations from './migrations/0360-escalations.ts'
import * as attendances from './migrations/0370-attendances.ts'
import * as recordingHolds from './migrations/0380-recording-holds.ts'
import * as recordingsCounted from './migrations/0381-recordings-counted.ts'
import * as kept from './migrations/0390-kept.ts'
import * as lastExaminations from './migrations/0391-last-examinations.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
/** Inside a transaction only this may be used: SQLite has one line, and asking `Db` there would wait for ever. */
export type Tx = Transaction<Tables>

/** By their names, in the order in which they are carried out. */
export const migrations = {
  '0001-start': start,
  '0002-calibrations-expire': calibrationsExpire,
  '0003-used-codes': usedCodes,
  '0004-check-lines': checkLines,
  '0005-countersigned': countersigned,
  '0006-persons-checks': personsChecks,
  '0020-reports-signed-by': reportsSignedBy,
  '0030-reports-in-force': reportsInForce,
  '0040-steady': steady,
  '0050-held-lines': heldLines,
  '0070-one-check-a-doctor': oneCheckADoctor,
  '0080-accounts': accounts,
  '0082-halls-and-access': hallsAndAccess,
  '0090-second-machines': secondMachines,
  '0100-quiet-halls': quietHalls,
  '0130-calibrations-of-a-booth': calibrationsOfABooth,
  '0110-errands': errands,
  '0140-moved': moved,
  '0180-paper-tries': paperTries,
  '0120-counter-search': counterSearch,
  '0200-machine-keys': machineKeys,
  '0201-applicants-proof': applicantsProof,
  '0210-marks': marks,
  '0211-names-in-lists': namesInLists,
  '0220-who-acted': whoActed,
  '0230-claims': claims,
  '0232-answers-later': answersLater,
  '0240-sites': sites,
  '0250-help': help,
  '0260-journeys': journeys,
  '0270-registry': registry,
  '0280-provisions': provisions,
  '0281-notices': notices,
  '0290-report-names': reportNames,
  '0300-renewed': renewed,
  '0301-sm2': sm2,
  '0310-sent-back': sentBack,
  '0330-standings': standings,
  '0340-recordings': recordings,
  '0350-turns': turns,
  '0351-examinations': examinations,
  '0352-rotas': rotas,
  '0370-attendances': attendances,
  '0360-escalations': escalations,
  '0380-recording-holds': recordingHolds,
  '0381-recordings-counted': recordingsCounted,
  '0390-kept': kept,
  '0391-last-examinations': lastExaminations,
}

/**
 * How migrations keep the marks. `left` marks what an older program left, when the marks come; `anew` marks what a migration writes
 * otherwise, or for the first time, in marked tables: what didn't stand as it was marked before it doesn't afterwards.
 */
export type Marking = {
  left: (db: Db) => Promise<void>
  /** Every report is found by its driver's name from then on. */
  named: (db: Db) => Promise<void>
  anew: (
    db: Db,
    tables: { written: readonly (keyof Tables)[]; made: readonly (keyof Tables)[] },
    write: () => Promise<void>,
  ) => Promise<void>
}
const UNMARKED: Marking = { left: async () => {}, named: async () => {}, anew: (_db, _tables, write) => write() }

/**
 * Opens the database in `file` (`:memory:` for one that is forgotten) and brings its tables up to date, each migration in the transaction of
 * its marks; without `marking` what it writes stays unmarked.
 */
export const openStore = async (file: string, marking: Marking = UNMARKED): Promise<Db> => {
  const db: Db = new Kysely<Tables>({ dialect: sqliteDialect(file) })
  const marked = {
    '0210-marks': {
      up: async (within: Kysely<unknown>) => {
        await marks.up(within)
        await marking.left(within.withTables<Tables>())
      },
    },
    '0240-sites': {
      up: (within: Kysely<unknown>) =>
        marking.anew(within.withTables<Tables>(), { written: ['people', 'machines'], made: ['sites'] }, () => sites.up(within)),
    },
    '0290-report-names': {
      up: async (within: Kysely<unknown>) => {
        await reportNames.up(within)
        await marking.named(within.withTables<Tables>())
      },
    },
  }
  const provider = { getMigrations: async () => ({ ...migrations, ...marked }) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return db
}

/** Does something in one transaction: in the one that is open, or in its own. */
export const together = <T>(db: Db | Tx, act: (tx: Tx) => Promise<T>): Promise<T> => (isTx(db) ? act(db) : db.transaction().execute(act))
const isTx = (db: Db | Tx): db is Tx => db.isTransaction

/** Opens a database to look at it alone, as it is: a server may go on writing to it. */
export const openToRead = (file: string): Db => new Kysely<Tables>({ dialect: sqliteDialect(file, { readOnly: true }) })

/** Puts a copy of a database, as it is at this moment, into a new file. */
export const copyInto = async (db: Db, file: string): Promise<void> => {
  await sql`vacuum into ${file}`.execute(db)
}

/** Were all migrations carried out on a database that is only looked at? Else it is as an earlier program left it. */
export const isUpToDate = async (db: Db): Promise<boolean> => {
  const done = new Set((await migrationTimes(db)).map(({ name }) => name))
  return Object.keys(migrations).every((name) => done.has(name))
}

/** When each migration was carried out on this database, the first ones first. */
export const migrationTimes = (db: Db): Promise<{ name: string; timestamp: string }[]> =>
  db
    .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    .selectFrom('kysely_migration')
    .selectAll()
    .orderBy('timestamp')
    .execute()
