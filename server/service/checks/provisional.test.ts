import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { handedOver } from '../../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../../test/world.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { counterView } from '../views/lists.ts'
import { accept, acceptProvisionally, giveBack } from './commands.ts'

// 2026-11-25, ten in the morning in China, is when the world begins.

let world: World
let clerk: Awaited<ReturnType<World['person']>>
let serial = 400
beforeAll(async () => {
  world = await openWorld()
  clerk = await world.person('clerk', 'doctor', 'counter')
})
afterAll(() => world.close())

const report = async () => (await handedOver(world, clerk, { serial: serial++ })).id
const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })
const note = async (check: string, until: string) =>
  acceptProvisionally(world.deps, clerk.counter, { ...(await asked(check)), missing: ['photo', 'licence'], note: '下周送来', until })
const lineOf = async (check: string) => (await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.check === check)

test('a missing paper is noted with who accepts and until when, and the report is accepted once it has come', async () => {
  const id = await report()
  sure(await note(id, '2026-12-02'))
  const provision = { missing: ['photo', 'licence'], note: '下周送来', until: '2026-12-02', by: clerk.name, at: world.now().toISOString() }
  expect(await lineOf(id)).toMatchObject({ phase: 'provisional', provision })
  sure(await accept(world.deps, clerk.counter, await asked(id)))
  const after = await lineOf(id)
  expect([after?.phase, after?.provision]).toEqual(['accepted', undefined])
})

test('what is still missing, and the day, can be noted otherwise', async () => {
  const id = await report()
  sure(await note(id, '2026-12-02'))
  const request = { ...(await asked(id)), missing: ['photo' as const], note: null, until: '2026-12-09' }
  sure(await acceptProvisionally(world.deps, clerk.counter, request))
  expect((await world.check(id)).provision).toMatchObject({ missing: ['photo'], until: '2026-12-09', note: null })
})

test('a day that is over, or further away than sixty days, is refused', async () => {
  const id = await report()
  const wrong = refuse('deadline-wrong', { least: '2026-11-25', most: '2027-01-24' })
  for (const day of ['2026-11-24', '2027-01-25']) expect(await note(id, day)).toEqual(wrong)
  expect((await world.check(id)).phase).toBe('handed-over')
})

test('two clerks who note at once: one is written, the other is told that it has moved', async () => {
  const id = await report()
  const both = await Promise.all([note(id, '2026-12-01'), note(id, '2026-12-03')])
  expect(both.map((answer) => ('refused' in answer ? answer.refused : answer.phase)).toSorted()).toEqual(['provisional', 'stale'])
})

test('the last day counts whole in China; then it lapses by itself, and can still be accepted, or returned', async () => {
  const [late, returned, kept] = [await report(), await report(), await report()]
  for (const id of [late, returned]) sure(await note(id, '2026-11-25'))
  sure(await note(kept, '2026-11-26'))
  // Until a second before midnight in China.
  world.step(Date.parse('2026-11-25T15:59:59.000Z') - world.now().getTime())
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect((await world.check(late)).phase).toBe('provisional')
  world.step(2000)
  await until(async () => (await world.check(late)).phase === 'lapsed')
  await until(async () => (await world.check(returned)).phase === 'lapsed')
  expect((await world.check(kept)).phase).toBe('provisional')
  expect(await lineOf(late)).toMatchObject({ phase: 'lapsed', provision: { until: '2026-11-25' } })
  sure(await accept(world.deps, clerk.counter, await asked(late)))
  sure(await giveBack(world.deps, clerk.counter, { ...(await asked(returned)), reason: '照片没有补来' }))
  expect([(await world.check(late)).provision, (await world.check(returned)).provision]).toEqual([undefined, undefined])
})
