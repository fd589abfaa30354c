import { expect, test } from 'vitest'
import { loadedOnce } from './loaded-once.ts'

test('what was had is loaded once, also for those who want it at the same time', async () => {
  const asked: string[] = []
  const load = loadedOnce(
    async (name) => {
      asked.push(name)
      return name.length
    },
    () => true,
  )
  expect(await Promise.all([load('a'), load('a'), load('bb')])).toEqual([1, 1, 2])
  expect(await load('a')).toBe(1)
  expect(asked).toEqual(['a', 'bb'])
})

test('what could not be had, or failed, is asked for again, and those who waited are told of it', async () => {
  const answers: (() => string | null)[] = [
    () => null,
    () => {
      throw new Error('cut')
    },
    () => 'there',
  ]
  const load = loadedOnce(
    async () => answers.shift()?.() ?? null,
    (loaded) => loaded !== null,
  )
  expect(await Promise.all([load('a'), load('a')])).toEqual([null, null])
  await expect(load('a')).rejects.toThrow('cut')
  expect(await load('a')).toBe('there')
  expect(await load('a')).toBe('there')
})

test('what fails at once, before it has begun to load, is asked for again too', async () => {
  let line = false
  const load = loadedOnce(
    (name) => {
      if (!line) throw new Error('no line')
      return Promise.resolve(name)
    },
    () => true,
  )
  await expect(load('a')).rejects.toThrow('no line')
  line = true
  expect(await load('a')).toBe('a')
})
