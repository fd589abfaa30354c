import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfferView } from '#protocol/offer.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, sure, until, type World } from '../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const EAST = '东大厅'
const WEST = '西大厅'
let serial = 700

/** A doctor at their desk, with what they are told of offers. */
const sitting = async (login: string, ...sites: string[]) => {
  const who = await world.person(login, 'doctor')
  if (sites.length > 0) await who.worksFor(...sites)
  const link = await who.connect()
  const told: { offers?: OfferView } = {}
  link.on('offer:view', (view) => (told.offers = view))
  await until(() => told.offers)
  return { ...who, link, told }
}
type Sitting = Awaited<ReturnType<typeof sitting>>
const waiting = async (site = EAST) => (await world.booth(`转${++serial}间`, site)).queued(cardOf('转诊', serial))
const version = async (check: string) => (await world.check(check)).version
const claims = async ({ link }: Sitting, check: string) =>
  link.ask('check:claim', { command: world.ids(), check, version: await version(check) })
const holder = async (check: string) => (await world.check(check)).lease?.doctor.id ?? null

test('a driver is passed on to a colleague: with the first until the second takes them, and then with the second alone', async () => {
  const [one, two] = [await sitting('pass-1'), await sitting('pass-2')]
  const check = await waiting()
  sure(await claims(one, check))
  const decide = async ({ link }: Sitting) =>
    link.ask('check:decide', { command: world.ids(), check, version: await version(check), finding: LIMBS_WELL[2], reason: null })

  expect(sure(await one.link.ask('check:colleagues', { check })).doctors).toContainEqual({ id: two.id, name: two.name })
  sure(await one.link.ask('check:pass-on', { check, to: two.id }))
  await until(() => two.told.offers?.offered && one.told.offers?.made)
  expect(two.told.offers?.offered).toMatchObject({ check, name: '转诊', site: EAST, from: one.name, seconds: 20 })
  expect(one.told.offers?.made).toEqual({ check, to: two.name, seconds: 20 })
  expect(await holder(check)).toBe(one.id)
  expect(await decide(two)).toMatchObject({ refused: 'claimed-by-other' })

  sure(await claims(two, check))
  expect(await holder(check)).toBe(two.id)
  await until(() => two.told.offers?.offered === null && one.told.offers?.made === null)
  expect(await decide(one)).toMatchObject({ refused: 'claimed-by-other' })
  sure(await decide(two))
  for (const { link } of [one, two]) link.close()
})

test('an offer that isn’t taken within 20 seconds, or is declined or taken back, leaves the driver where they are', async () => {
  const [one, two] = [await sitting('wait-1'), await sitting('wait-2')]
  const check = await waiting()
  sure(await claims(one, check))
  const offered = async () => {
    sure(await one.link.ask('check:pass-on', { check, to: two.id }))
    await until(() => two.told.offers?.offered && one.told.offers?.made)
  }
  const over = () => until(() => two.told.offers?.offered === null && one.told.offers?.made === null)
  await offered()
  world.step(19_000)
  sure(await one.link.ask('check:renew', { check }))
  expect(await world.deps.presence.offers.of(check)).not.toBeNull()
  world.step(1000)
  await over()
  // Too late: the claim is anybody's who hasn't been offered the driver.
  expect(await claims(two, check)).toMatchObject({ refused: 'claimed-by-other', fields: { doctor: one.name } })
  for (const { link } of [two, one]) {
    await offered()
    sure(await link.ask('check:end-offer', { check }))
    await over()
  }
  expect(await holder(check)).toBe(one.id)
  for (const { link } of [one, two]) link.close()
})

test('nobody is offered a driver who has one, has left, may not examine there, or is being asked already; nor one’s own driver by others', async () => {
  const [one, busy, gone, west, free] = [
    await sitting('only-1'),
    await sitting('only-busy'),
    await sitting('only-gone'),
    await sitting('only-west', WEST),
    await sitting('only-free'),
  ]
  await world.booth('西间', WEST)
  const [check, theirs, other] = [await waiting(), await waiting(), await waiting()]
  sure(await claims(one, check))
  sure(await claims(busy, theirs))
  gone.link.close()
  await until(async () => !(await world.deps.presence.doctors()).has(gone.id))
  const names = async () => sure(await one.link.ask('check:colleagues', { check })).doctors.map(({ name }) => name)
  expect(await names()).toEqual([free.name])
  for (const { id, name } of [busy, gone, west, one])
    expect(await one.link.ask('check:pass-on', { check, to: id })).toMatchObject({
      refused: 'colleague-not-free',
      fields: { doctor: name },
    })
  expect(await free.link.ask('check:pass-on', { check, to: busy.id })).toMatchObject({ refused: 'not-your-check' })
  expect(await free.link.ask('check:colleagues', { check: other })).toMatchObject({ refused: 'not-your-check' })

  sure(await one.link.ask('check:pass-on', { check, to: free.id }))
  expect(await busy.link.ask('check:pass-on', { check: theirs, to: free.id })).toMatchObject({ refused: 'colleague-not-free' })
  expect(await west.link.ask('check:end-offer', { check })).toMatchObject({ refused: 'other-site' })
  expect(await busy.link.ask('check:end-offer', { check })).toMatchObject({ refused: 'not-your-check' })
  for (const { link } of [one, busy, west, free]) link.close()
})
