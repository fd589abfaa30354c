import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { setImmediate as soon } from 'node:timers'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DeleteQueryNode,
  type Dialect,
  type Driver,
  InsertQueryNode,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  UpdateQueryNode,
} from 'kysely'
import { refuse } from '#protocol/refusal.ts'
import { keeping } from './full.ts'

/** How many statements are kept ready. */
const STATEMENTS = 500
/** How long we wait for another program that holds the database, and how long between two tries, ms. */
const PATIENCE_MS = 1000
const PAUSE_MS = 10

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
  const commits = openCommits(db, turns)
  const transactions = new WeakMap<DatabaseConnection, () => void>()

  const read = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    // It's the same connection, and would see what isn't committed.
    while (commits.open()) await commits.open()
    return ask(query)
  }
  const begin = (asked: number) => keeping(() => patiently(asked, () => commits.begin()))
  /** `vacuum` and its like stand alone. */
  const alone = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    const asked = performance.now()
    const pass = await turns()
    try {
      commits.end()
      return await keeping(() => patiently(asked, () => ask<R>(query)))
    } finally {
      pass()
    }
  }
  const write = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    const asked = performance.now()
    const pass = await turns()
    try {
      await begin(asked)
    } catch (error) {
      pass()
      throw error
    }
    const written = await tellingAll(() => ask<R>(query))
      .then((result) => ({ result, kept: commits.join() }))
      .finally(pass)
    await written.kept
    return written.result
  }
  /** Does something within what is committed together. Where the disk has undone all of it, all who share it are told why. */
  const tellingAll = <T>(act: () => T): Promise<T> =>
    keeping(act).catch((error: unknown) => {
      commits.check(error)
      throw error
    })
  /** Within a transaction. One that the disk has undone ends: what it still wrote would be kept by itself. */
  const inside = <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
    tellingAll(() => {
      if (!db.isTransaction) throw new Error('a transaction that was undone went on')
      return ask<R>(query)
    })
  const connection = (): DatabaseConnection => {
    const mine: DatabaseConnection = {
      executeQuery<R>(query: CompiledQuery) {
        if (transactions.has(mine)) return inside<R>(query)
        if (SelectQueryNode.is(query.query)) return reading(performance.now(), () => read<R>(query))
        return isChange(query) ? write<R>(query) : alone<R>(query)
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
        await begin(asked)
        await tellingAll(() => db.exec('savepoint one'))
      } catch (error) {
        pass()
        throw error
      }
      transactions.set(mine, pass)
    },
    async commitTransaction(mine) {
      await tellingAll(() => db.exec('release one'))
      const kept = commits.join()
      end(mine)
      await kept
    },
    async rollbackTransaction(mine) {
      // One whose commit has failed is undone already.
      if (!transactions.has(mine)) return
      try {
        // What the disk has undone is undone for all who share the commit, and they were told.
        if (db.isTransaction) await tellingAll(() => db.exec('rollback to one; release one'))
      } finally {
        end(mine)
      }
    },
    releaseConnection: async () => {},
    async destroy() {
      commits.end()
      db.close()
    },
  }
}

/** Does it change rows, and nothing else? */
const isChange = ({ query }: CompiledQuery): boolean => InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query)

/**
 * Commits that share one sync of the disk: whoever writes in the same turn of the event loop is committed together, each with a savepoint of its own, and is
 * answered when all of it is on disk. What fails of one is undone alone; where the disk takes nothing, all of them fail.
 */
const openCommits = (db: DatabaseSync, turns: ReturnType<typeof openTurns>) => {
  type Group = { ended: PromiseWithResolvers<void>; settled: Promise<void> }
  let group: Group | null = null

  const fail = (error: unknown) => {
    const failed = group
    group = null
    failed?.ended.reject(error)
  }
  /** By whoever has the turn. */
  const end = (): void => {
    if (group === null) return
    try {
      db.exec('commit')
    } catch (error) {
      if (db.isTransaction) db.exec('rollback')
      return fail(error)
    }
    const done = group
    group = null
    done.ended.resolve()
  }
  return {
    /** Until when nobody else may look; null: now everybody may. */
    open: (): Promise<void> | null => group?.settled ?? null,
    /** By whoever has the turn: from now on it writes. Throws while another program holds the database. */
    begin(): void {
      if (group !== null) return
      // Immediate: the lock is had before anything is read that a decision stands on.
      db.exec('begin immediate')
      const ended = Promise.withResolvers<void>()
      const opened = { ended, settled: ended.promise.catch(() => undefined) }
      group = opened
      soon(() => {
        void turns().then((pass) => {
          if (group === opened) end()
          pass()
        })
      })
    },
    /** What was written is kept when this is. */
    join: (): Promise<void> => (group === null ? Promise.resolve() : keeping(() => group?.ended.promise)),
    /** After an error: SQLite undoes the whole transaction where the disk takes nothing. */
    check(error: unknown): void {
      if (!db.isTransaction) fail(error)
    },
    end,
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
