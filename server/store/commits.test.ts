import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refusalIn } from '#protocol/refusal.ts'
import { sqliteDialect } from './sqlite.ts'

// What is written in one turn of the event loop is committed together, and stays apart all the same.

type Tables = { things: { id: number; text: string } }
let folder: string
let db: Kysely<Tables>
/** Another program that looks at the same file. */
let beside: DatabaseSync
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-commits-'))
  db = new Kysely<Tables>({ dialect: sqliteDialect(join(folder, 'one.sqlite')) })
  await db.schema
    .createTable('things')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('text', 'text')
    .execute()
  beside = new DatabaseSync(join(folder, 'one.sqlite'))
})
afterEach(async () => {
  beside.close()
  await db.destroy()
  rmSync(folder, { recursive: true })
})

const put = (id: number, text = '') => db.insertInto('things').values({ id, text }).execute()
const kept = () =>
  beside
    .prepare('select id from things order by id')
    .all()
    .map(({ id }) => id)
/** How often something was committed: as another connection is told it. */
const version = () => Number(beside.prepare('pragma data_version').get()?.['data_version'])

test('whoever writes in the same turn is committed once, and answered when it is on disk', async () => {
  const before = version()
  const seen: unknown[] = []
  await Promise.all([
    ...[1, 2, 3].map((id) => put(id).then(() => seen.push(kept()))),
    db.transaction().execute((tx) => tx.insertInto('things').values({ id: 4, text: '' }).execute()),
  ])
  expect(seen).toEqual([1, 2, 3].map(() => [1, 2, 3, 4]))
  expect(version()).toBe(before + 1)
})

test('one that fails is undone alone', async () => {
  const all = await Promise.allSettled([
    put(1),
    db.transaction().execute(async (tx) => {
      await tx.insertInto('things').values({ id: 2, text: '' }).execute()
      throw new Error('called off')
    }),
    put(1),
    put(3),
  ])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(kept()).toEqual([1, 3])
})

test('who reads never sees what isn’t committed, and is answered after it', async () => {
  const reading = Promise.withResolvers<unknown>()
  await db
    .transaction()
    .execute(async (tx) => {
      await tx.insertInto('things').values({ id: 1, text: '' }).execute()
      reading.resolve(db.selectFrom('things').select('id').execute())
      throw new Error('called off')
    })
    .catch(() => undefined)
  const other = put(2)
  expect(await reading.promise).not.toContainEqual({ id: 1 })
  await other
})

test('where the disk takes nothing all of them are told so, and what comes afterwards is kept', async () => {
  await sql`pragma max_page_count = 3`.execute(db)
  const all = await Promise.allSettled([put(1), put(2, 'x'.repeat(100_000)), put(3)])
  const refused = all.map((one) => (one.status === 'rejected' ? refusalIn(one.reason).refused : 'kept'))
  expect(refused.slice(0, 2)).toEqual(['disk-full', 'disk-full'])
  expect(kept()).toEqual(refused[2] === 'kept' ? [3] : [])
  await sql`pragma max_page_count = 1000`.execute(db)
  await put(4, 'x'.repeat(100_000))
  expect(kept()).toContain(4)
})

test('whoever is committed together with a transaction that the disk doesn’t take is told of the disk, too', async () => {
  await sql`pragma max_page_count = 3`.execute(db)
  const all = await Promise.allSettled([
    put(1),
    db.transaction().execute((tx) =>
      tx
        .insertInto('things')
        .values({ id: 2, text: 'x'.repeat(100_000) })
        .execute(),
    ),
  ])
  expect(all.map((one) => one.status === 'rejected' && refusalIn(one.reason).refused)).toEqual(['disk-full', 'disk-full'])
  expect(kept()).toEqual([])
})

test('a transaction that goes on although the disk has undone it writes nothing', async () => {
  await sql`pragma max_page_count = 3`.execute(db)
  const over = db.transaction().execute(async (tx) => {
    const full = await tx
      .insertInto('things')
      .values({ id: 1, text: 'x'.repeat(100_000) })
      .execute()
      .catch(() => 'full')
    expect(full).toBe('full')
    await tx.insertInto('things').values({ id: 2, text: '' }).execute()
  })
  await expect(over).rejects.toThrow('undone')
  expect(kept()).toEqual([])
  await put(3)
  expect(kept()).toEqual([3])
})

test('what stands alone waits for nobody’s commit, and copies what was written before it', async () => {
  const written = put(1)
  await sql`vacuum into ${join(folder, 'copy.sqlite')}`.execute(db)
  await written
  const copy = new DatabaseSync(join(folder, 'copy.sqlite'))
  expect(copy.prepare('select count(*) as n from things').get()).toEqual({ n: 1 })
  copy.close()
})
