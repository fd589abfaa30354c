import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { refuse } from '#protocol/refusal.ts'
import { keeping } from './full.ts'

/** How many statements are kept ready. */
const STATEMENTS = 500
/** How long we wait for another program that holds the database, and how long between two tries, ms. */
const PATIENCE_MS = 1000
const PAUSE_MS = 10

/**
 * The end of a statement on its own of which nobody needs to find anything after a loss of power: what says who works on something now. It outlives
 * the process as all others do, and nothing that is written after it is kept without it.
 */
export const LOST_WITH_POWER = '/* may be lost with power */'

/**
 * Node's own SQLite for kysely. SQLite answers at once or not at all, on the thread that serves everybody: so it never waits
 * for another program's lock by itself. We try again between other work, and refuse with `records-busy` when it lasts.
 * `readOnly` never writes to the file.
 */
export const sqliteDialect = (file: string, { readOnly = false } = {}): Dialect => ({
  createDriver: () => openDriver(file, readOnly),
  createAdapter: () =>
    // Who has the one connection is settled in the driver, by what a statement does; and a migration is done whole or not at all.
    Object.defineProperties(new SqliteAdapter(), {
      supportsMultipleConnections: { value: true },
      supportsTransactionalDdl: { value: true },
    }),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})

const openDriver = (file: string, readOnly: boolean): Driver => {
  const db = new DatabaseSync(file, { timeout: 0, readOnly })
  const ask = openStatements(db)
  // Apart, since whoever only reads is served while a writer waits.
  const [reading, patiently] = [openPatience(), openPatience()]
  const turns = openTurns()
  /** While a transaction is open, which is one at most, nobody else may look: it's the same connection, and would see what isn't committed. */
  const open = new Set<Promise<void>>()
  const transactions = new WeakMap<DatabaseConnection, () => void>()

  /** Written, and synced with the next write that is: nobody waits for the disk. */
  const unsynced = <T>(act: () => T): T => {
    db.exec('pragma synchronous = normal')
    try {
      return act()
    } finally {
      db.exec('pragma synchronous = full')
    }
  }
  const read = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    while (open.size > 0) await Promise.all(open)
    return ask(query)
  }
  const write = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    const asked = performance.now()
    const pass = await turns()
    try {
      return await keeping(() =>
        patiently(asked, () => (query.sql.endsWith(LOST_WITH_POWER) ? unsynced(() => ask<R>(query)) : ask<R>(query))),
      )
    } finally {
      pass()
    }
  }
  const connection = (): DatabaseConnection => {
    const mine: DatabaseConnection = {
      executeQuery<R>(query: CompiledQuery) {
        if (transactions.has(mine)) return keeping(() => ask<R>(query))
        return SelectQueryNode.is(query.query) ? reading(performance.now(), () => read<R>(query)) : write<R>(query)
      },
      streamQuery() {
        throw new Error('nothing streams rows here')
      },
    }
    return mine
  }
  const end = (mine: DatabaseConnection) => {
    transactions.get(mine)?.()
    transactions.delete(mine)
  }

  return {
    init: () =>
      patiently(performance.now(), () => {
        // WAL: readers don't wait for the writer. FULL: what was acknowledged survives a loss of power.
        if (!readOnly) db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536')
      }),
    acquireConnection: async () => connection(),
    async beginTransaction(mine) {
      const asked = performance.now()
      const pass = await turns()
      try {
        // Immediate: the lock is had before anything is read that a decision stands on.
        await keeping(() => patiently(asked, () => db.exec('begin immediate')))
      } catch (error) {
        pass()
        throw error
      }
      const ended = Promise.withResolvers<void>()
      open.add(ended.promise)
      transactions.set(mine, () => {
        open.delete(ended.promise)
        ended.resolve()
        pass()
      })
    },
    async commitTransaction(mine) {
      await keeping(() => db.exec('commit'))
      end(mine)
    },
    async rollbackTransaction(mine) {
      try {
        if (db.isTransaction) db.exec('rollback')
      } finally {
        end(mine)
      }
    },
    releaseConnection: async () => {},
    destroy: async () => db.close(),
  }
}

/** Carries statements out, and keeps them ready for the next time. */
const openStatements = (db: DatabaseSync) => {
  const ready = new Map<string, { statement: StatementSync; reads: boolean }>()
  const prepare = (sql: string) => {
    const known = ready.get(sql)
    if (known) return known
    if (ready.size >= STATEMENTS) ready.clear()
    const statement = db.prepare(sql)
    const made = { statement, reads: statement.columns().length > 0 }
    ready.set(sql, made)
    return made
  }
  return <R>({ sql, parameters }: CompiledQuery): QueryResult<R> => {
    const { statement, reads } = prepare(sql)
    const values = parameters as SQLInputValue[]
    if (reads) return { rows: statement.all(...values) as R[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }
}

/** Whoever writes takes turns, in the order in which they ask: SQLite has one writer. The answer passes the turn on. */
const openTurns = () => {
  let last: Promise<void> = Promise.resolve()
  return async (): Promise<() => void> => {
    const before = last
    const mine = Promise.withResolvers<void>()
    last = mine.promise
    await before
    return () => mine.resolve()
  }
}

const SQLITE_BUSY = 5
/** Does another program hold the database? Beside the code itself there are finer ones, in the higher bits. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_BUSY

/**
 * Tries again while another program holds the database, so long from when it was `asked` or from when the other was noticed.
 * Time in our own queue isn't the other's: a busy house waits, and is not refused.
 */
const openPatience = () => {
  let noticed: number | null = null
  return async <T>(asked: number, act: () => T | Promise<T>): Promise<T> => {
    for (;;) {
      try {
        const done = await act()
        noticed = null
        return done
      } catch (error) {
        if (!isBusy(error)) throw error
        noticed ??= performance.now()
        if (performance.now() - Math.max(asked, noticed) > PATIENCE_MS) break
        await sleep(PAUSE_MS)
      }
    }
    throw new Error('another program holds the database', { cause: refuse('records-busy') })
  }
}
