import { setTimeout as sleep } from 'node:timers/promises'
import type { Db, Tx } from './open.ts'

/** How long a table rests after a write of what comes in crowds, ms. */
const REST_MS = 100

/**
 * Writes that come in crowds, a row each: one is made at once, and what comes within the rest after it is made in one transaction. Of a row
 * that comes twice meanwhile the newest is written. Each is answered when it is kept, and fails with what its transaction failed with.
 */
export const together = <Value>(write: (tx: Db | Tx, row: string, value: Value) => Promise<void>) => {
  type Table = { waiting: Map<string, Value>; written: Promise<void> | null; rested: Promise<unknown> }
  const tables = new WeakMap<Db, Table>()
  const writeAll = async (db: Db, table: Table): Promise<void> => {
    await table.rested
    const rows = table.waiting
    table.waiting = new Map()
    table.written = null
    // Nobody has to wait for the end of a rest before a server may end.
    table.rested = sleep(REST_MS, undefined, { ref: false })
    const [first] = rows
    if (rows.size === 1 && first) return write(db, ...first)
    await db.transaction().execute(async (tx) => {
      for (const [row, value] of rows) await write(tx, row, value)
    })
  }
  return (db: Db, row: string, value: Value): Promise<void> => {
    const table = tables.get(db) ?? { waiting: new Map<string, Value>(), written: null, rested: Promise.resolve() }
    tables.set(db, table)
    table.waiting.set(row, value)
    table.written ??= writeAll(db, table)
    return table.written
  }
}
