import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openStore } from './open.ts'
import { together } from './together.ts'

let db: Db
beforeEach(async () => {
  db = await openStore(':memory:')
})
afterEach(() => db.destroy())

/** Notes which rows were written, and whether within a transaction with others. */
const noted = () => {
  const writes: string[] = []
  const write = together<string>(async (on, row, value) => {
    if (value === 'broken') throw new Error('no')
    writes.push(`${row} ${value}${on === db ? '' : ' in one'}`)
  })
  return { writes, write }
}

test('the first of a crowd is written at once, and who comes meanwhile in one transaction, the newest of each', async () => {
  const { writes, write } = noted()
  await write(db, 'a', '1')
  expect(writes).toEqual(['a 1'])
  await Promise.all([write(db, 'b', '1'), write(db, 'c', '1'), write(db, 'b', '2')])
  expect(writes.slice(1)).toEqual(['b 2 in one', 'c 1 in one'])
})

test('what comes while a transaction is written goes into the next', async () => {
  const { writes, write } = noted()
  const late: Promise<void>[] = []
  await write(db, 'a', '1')
  await Promise.all([write(db, 'b', '1'), write(db, 'c', '1')]).then(() => late.push(write(db, 'b', '3')))
  await Promise.all(late)
  expect(writes.at(-1)).toBe('b 3')
})

test('a transaction that fails is told to each who waits for it, and the next is written', async () => {
  const { writes, write } = noted()
  await write(db, 'a', '1')
  const both = await Promise.allSettled([write(db, 'b', '1'), write(db, 'c', 'broken')])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await write(db, 'd', '1')
  expect(writes.at(-1)).toBe('d 1')
})
