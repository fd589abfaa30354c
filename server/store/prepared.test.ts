import { afterAll, beforeAll, expect, test } from 'vitest'
import { growTo } from './counters.ts'
import { type Db, openStore } from './open.ts'
import { prepared } from './prepared.ts'

const stores: Db[] = []
beforeAll(async () => {
  for (const value of [1, 10]) {
    const db = await openStore(':memory:')
    for (const name of ['a', 'b', 'c']) await growTo(db, name, value + name.charCodeAt(0) - 97)
    stores.push(db)
  }
})
afterAll(() => Promise.all(stores.map((db) => db.destroy())))

test('a prepared question is answered by its own values and database each time, however many they are', async () => {
  let built = 0
  const among = prepared((db, ...names: string[]) => {
    built += 1
    return db.selectFrom('counters').select('value').where('name', 'in', names).orderBy('name')
  })
  const ask = async (db: Db | undefined, ...names: string[]) => db && (await among(db, ...names)).map(({ value }) => value)
  const [first, second] = stores
  for (let round = 0; round < 3; round++) {
    expect(await ask(first, 'a')).toEqual([1])
    expect(await ask(first, 'b')).toEqual([2])
    expect(await ask(first, 'a', 'c')).toEqual([1, 3])
    expect(await ask(second, 'b')).toEqual([11])
    expect(await ask(second, 'nobody')).toEqual([])
  }
  expect(built).toBe(3)
})

test('one in which its values stand otherwise, or others beside them, is never asked', async () => {
  const [db] = stores
  if (!db) throw new Error('no database')
  const twisted = prepared((db, name: string, value: number) =>
    db.selectFrom('counters').select('name').where('value', '=', value).where('name', '=', name),
  )
  await expect(twisted(db, 'a', 1)).rejects.toThrow('other values')
  const limited = prepared((db, name: string) => db.selectFrom('counters').select('name').where('name', '=', name).limit(1))
  await expect(limited(db, 'a')).rejects.toThrow('other values')
})
