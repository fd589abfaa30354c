import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TriedPaths } from '#protocol/path.ts'
import { openPresence } from './presence.ts'

const CABIN = { door: 'closed', occupied: true, noise: null, lux: null } as const
const PATHS: TriedPaths = [{ path: 'tcp', ms: 60 }]
const opened = () => openPresence({ random: randomBytes, steady: () => new Date('2026-11-25T02:00:00Z') })

test('a machine is here from when its line stands until that line ends, and what it said ends with it', async () => {
  const presence = opened()
  await presence.arrived('booth', 'first')
  await presence.arrived('screen', 'its own')
  await presence.says('booth', { cabin: CABIN, asking: true, paths: PATHS, language: 'en' })
  expect(await presence.here()).toEqual(new Set(['booth', 'screen']))
  expect(await presence.of('booth')).toEqual({ here: true, cabin: CABIN, asking: true, paths: PATHS, language: 'en' })
  expect((await presence.saying()).get('booth')).toMatchObject({ paths: PATHS, language: 'en' })
  expect(await presence.left('booth', 'first')).toBe(true)
  expect(await presence.here()).toEqual(new Set(['screen']))
  expect(await presence.of('booth')).toEqual({ here: false, cabin: null, asking: false, paths: null, language: null })
  expect([...(await presence.saying())]).toEqual([])
})

test('an old line that ends late takes nothing from a machine that has come again', async () => {
  const presence = opened()
  await presence.arrived('booth', 'first')
  await presence.arrived('booth', 'second')
  await presence.says('booth', { cabin: CABIN, asking: false, paths: null, language: null })
  expect(await presence.left('booth', 'first')).toBe(false)
  expect(await presence.of('booth')).toEqual({ here: true, cabin: CABIN, asking: false, paths: null, language: null })
  expect(await presence.left('booth', 'second')).toBe(true)
})

test('who is here now is a copy: nobody remembers by it who was', async () => {
  const presence = opened()
  const before = await presence.here()
  await presence.arrived('booth', 'first')
  expect(before).toEqual(new Set())
})

test('a doctor is here while any page of theirs has a line, and only the first to come and the last to go are news', async () => {
  const presence = opened()
  expect(await presence.sits('doctor', 'one')).toBe(true)
  expect(await presence.sits('doctor', 'two')).toBe(false)
  expect([...(await presence.doctors()).keys()]).toEqual(['doctor'])
  expect(await presence.stands('doctor', 'one')).toBe(false)
  expect([...(await presence.doctors()).keys()]).toEqual(['doctor'])
  expect(await presence.stands('doctor', 'two')).toBe(true)
  expect(await presence.stands('doctor', 'two')).toBe(false)
  expect(await presence.doctors()).toEqual(new Map())
})

test('who watches a check is asked of all their pages, each doctor once, for as long as a page of theirs does', async () => {
  const presence = opened()
  const lin = { id: 'lin', name: '林' }
  await presence.watches('first', lin, ['a', 'b'])
  await presence.watches('second', lin, ['a'])
  await presence.watches('third', { id: 'wang', name: '王' }, ['a'])
  expect((await presence.watchersOf('a')).map(({ id }) => id)).toEqual(['lin', 'wang'])
  await presence.watches('first', lin, ['b'])
  expect((await presence.watchersOf('a')).map(({ id }) => id)).toEqual(['lin', 'wang'])
  await presence.watches('second', lin, [])
  expect((await presence.watchersOf('a')).map(({ id }) => id)).toEqual(['wang'])
  expect((await presence.watchersOf('b')).map(({ id }) => id)).toEqual(['lin'])
})
