import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { queueView } from '../views/lists.ts'
import { boothCheck } from '../views/views.ts'
import { leave } from './booths.ts'
import { claim, keep, lapseLeases } from './leases.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const MINUTE = 60_000
let serial = 800
const waiting = async () => {
  const booth = await world.booth(`稍等${++serial}间`)
  return { booth, id: await booth.queued(cardOf('稍等', serial)) }
}
const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })
const entryOf = async (check: string) => (await queueView(world.deps))(EVERYTHING).entries.find((one) => one.check === check)

test('a driver whom a doctor lets wait is kept for that doctor for ten minutes at the old place, and the doctor may take another one', async () => {
  const [{ id }, other] = [await waiting(), await waiting()]
  const [one, two] = [await world.person('keeps', 'doctor'), await world.person('wants', 'doctor')]
  sure(await claim(world.deps, one.doctor, await asked(id)))
  const kept = sure(await keep(world.deps, one.doctor, await asked(id)))
  expect(kept.lease).toBeNull()
  const until = new Date(world.now().getTime() + 10 * MINUTE).toISOString()
  expect(await entryOf(id)).toMatchObject({ lease: null, kept: { doctor: { id: one.id, name: one.name }, until } })
  expect((await boothCheck(world.deps, kept)).check.kept).toBe(one.name)
  expect(await claim(world.deps, two.doctor, await asked(id))).toEqual(refuse('kept-for-other', { doctor: one.name }))

  sure(await claim(world.deps, one.doctor, await asked(other.id)))
  sure(await keep(world.deps, one.doctor, await asked(other.id)))
  const back = sure(await claim(world.deps, one.doctor, await asked(id)))
  expect([back.lease?.doctor.id, back.kept]).toEqual([one.id, undefined])
})

test('after ten minutes anybody may take the driver', async () => {
  const { id } = await waiting()
  const [one, two] = [await world.person('forgets', 'doctor'), await world.person('takes', 'doctor')]
  sure(await claim(world.deps, one.doctor, await asked(id)))
  sure(await keep(world.deps, one.doctor, await asked(id)))
  world.step(10 * MINUTE - 1)
  expect(await claim(world.deps, two.doctor, await asked(id))).toMatchObject({ refused: 'kept-for-other' })
  world.step(1)
  // The booth and the lists are told.
  await lapseLeases(world.deps)
  expect(await entryOf(id)).toMatchObject({ lease: null, kept: null })
  expect((await boothCheck(world.deps, await world.check(id))).check.kept).toBeUndefined()
  expect(sure(await claim(world.deps, two.doctor, await asked(id))).lease?.doctor.id).toBe(two.id)
})

test('a driver who leaves while they are kept is kept for nobody when they come back', async () => {
  const { booth, id } = await waiting()
  const [one, two] = [await world.person('lets-wait', 'doctor'), await world.person('is-next', 'doctor')]
  sure(await claim(world.deps, one.doctor, await asked(id)))
  sure(await keep(world.deps, one.doctor, await asked(id)))
  await leave(world.deps, booth.who, { command: world.ids(), check: id, why: 'left' })
  await booth.open(cardOf('稍等', serial))
  expect(sure(await claim(world.deps, two.doctor, await asked(id))).lease?.doctor.id).toBe(two.id)
})

test('only the doctor who has the driver lets them wait', async () => {
  const { id } = await waiting()
  const [one, two] = [await world.person('has-them', 'doctor'), await world.person('has-not', 'doctor')]
  expect(await keep(world.deps, two.doctor, await asked(id))).toMatchObject({ refused: 'not-your-check' })
  sure(await claim(world.deps, one.doctor, await asked(id)))
  expect(await keep(world.deps, two.doctor, await asked(id))).toMatchObject({ refused: 'claimed-by-other' })
})

test('asked twice it is done once; too late, or of a check that nobody knows, it is refused', async () => {
  const { id } = await waiting()
  const one = await world.person('asks-twice', 'doctor')
  sure(await claim(world.deps, one.doctor, await asked(id)))
  const command = await asked(id)
  const first = sure(await keep(world.deps, one.doctor, command))
  expect(sure(await keep(world.deps, one.doctor, command)).version).toBe(first.version)
  expect(await keep(world.deps, one.doctor, await asked(id))).toMatchObject({ refused: 'not-your-check' })
  expect(await keep(world.deps, one.doctor, { ...command, command: world.ids(), check: world.ids() })).toMatchObject({
    refused: 'check-unknown',
  })
})
