import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardOf, numberOf } from '../../../test/driver.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { queueView } from '../views/lists.ts'
import { turnsNow } from '../views/turns.ts'
import { leave } from './booths.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const born = (name: string, serial: number, birth: string) => cardOf(name, serial, { birth, number: numberOf(birth, serial) })

test('doctor’s list and places say the same order: an older driver goes before those who came within the half hour before', async () => {
  const booths = [await world.booth('甲'), await world.booth('乙'), await world.booth('丙'), await world.booth('丁')]
  const [first, second, third, fourth] = booths
  if (!first || !second || !third || !fourth) throw new Error('no booths')
  const early = await first.queued(born('早', 11, '1990-01-01'))
  world.step(40 * 60_000)
  const young = await second.queued(born('青', 12, '1990-01-01'))
  world.step(60_000)
  const old = await third.queued(born('老', 13, '1950-01-01'))
  world.step(60_000)
  const last = await fourth.queued(born('末', 14, '1990-01-01'))

  const { entries } = (await queueView(world.deps))(EVERYTHING)
  expect(entries.map(({ check }) => check)).toEqual([early, old, young, last])
  expect(entries.map(({ precedence }) => precedence)).toEqual([[], ['elderly'], [], []])
  const places = (await turnsNow(world.deps)).each
  expect([early, old, young, last].map((check) => places.get(check)?.place)).toEqual([1, 2, 3, 4])
})

test('drivers at a site whose doctors never come here are before nobody here', async () => {
  const away = await (await world.booth('辛', '另一处大厅')).queued(born('远', 17, '1940-01-01'))
  const here = [...(await turnsNow(world.deps)).each.values()].length - 1
  const next = await (await world.booth('壬')).queued(born('近', 18, '1990-01-01'))
  const places = (await turnsNow(world.deps)).each
  expect([places.get(away)?.place, places.get(next)?.place]).toEqual([1, here + 1])
})

test('a driver who left the booth and laid the card on again the same day has the old place', async () => {
  const booth = await world.booth('戊')
  const card = born('回', 15, '1990-01-01')
  const check = await booth.queued(card)
  const other = await (await world.booth('己')).queued(born('候', 16, '1990-01-01'))
  await leave(world.deps, booth.who, { command: world.ids(), check, why: 'left' })
  expect((await turnsNow(world.deps)).each.has(check)).toBe(false)
  world.step(60_000)
  await booth.open(card)
  const places = (await turnsNow(world.deps)).each
  expect((places.get(check)?.place ?? 0) < (places.get(other)?.place ?? 0)).toBe(true)
})
