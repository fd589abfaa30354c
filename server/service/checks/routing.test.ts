import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfferView } from '#protocol/offer.ts'
import { cardOf } from '../../../test/driver.ts'
import { DECLARED, openWorld, sure, until, type World } from '../../../test/world.ts'
import { currentRegistry } from '../../store/registry.ts'
import { changeRegistration } from '../registry/registry.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { queueView } from '../views/lists.ts'
import { noteStatus } from './booths.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ settings: { routing: 'longest-idle' } })
})
afterAll(() => world.close())

const HALL = '轮流大厅'
const sitting = async (login: string, ...sites: string[]) => {
  const who = await world.person(login, 'doctor')
  if (sites.length > 0) await who.worksFor(...sites)
  const link = await who.connect()
  const told: { offers?: OfferView } = {}
  link.on('offer:view', (view) => (told.offers = view))
  await until(() => told.offers)
  // Who comes later is without a driver for less long.
  world.step(1000)
  return { ...who, link, told, offered: () => told.offers?.offered?.check ?? null }
}
type Sitting = Awaited<ReturnType<typeof sitting>>
let serial = 850
const waiting = async (site = HALL) => (await world.booth(`轮流${++serial}间`, site)).queued(cardOf('轮流', serial))
const claims = async ({ link }: Sitting, check: string) =>
  sure(await link.ask('check:claim', { command: world.ids(), check, version: (await world.check(check)).version }))
const holder = async (check: string) => (await world.check(check)).lease?.doctor.id ?? null

test('a driver is offered to the doctor who has been without one for longest; declined, to the next; unanswered, to the one behind, and who didn’t answer rests', async () => {
  const [one, two, three] = [await sitting('idle-1'), await sitting('idle-2'), await sitting('idle-3')]
  const elsewhere = await sitting('idle-0', '别处')
  const check = await waiting()
  await until(() => one.offered() === check)
  expect(one.told.offers?.offered?.from).toBeNull()
  expect([two.offered(), three.offered(), elsewhere.offered()]).toEqual([null, null, null])
  sure(await one.link.ask('check:end-offer', { check }))
  await until(() => two.offered() === check)
  expect(await holder(check)).toBeNull()
  world.step(20_000)
  await until(() => three.offered() === check)
  await until(() => two.told.offers?.rests)
  expect(two.offered()).toBeNull()
  await claims(three, check)
  expect(await holder(check)).toBe(three.id)
  await until(() => three.offered() === null)
  // The one who declined is next for another driver; whoever rests is asked when they say so.
  const next = await waiting()
  await until(() => one.offered() === next)
  const last = await waiting()
  await world.app.settled()
  expect(two.offered()).toBeNull()
  sure(await two.link.ask('desk:rest', { rests: false }))
  await until(() => two.offered() === last)
  for (const { link } of [one, two, three, elsewhere]) link.close()
})

test('a driver whose booth speaks English is offered to a doctor who does, while one is here, and to anybody else after that', async () => {
  const [chinese, english] = [await sitting('speaks-chinese'), await sitting('speaks-english')]
  const [own] = (await currentRegistry(world.deps.db)).doctors.filter(({ value }) => value.person === english.id)
  const { version = 0, id = '', value } = own ?? {}
  const { licence, from, until: end } = { licence: 'L1', from: '2026-01-01', until: null, ...value }
  sure(
    await changeRegistration(world.deps, { id: english.id }, id, {
      version,
      licence: licence ?? 'L1',
      from,
      until: end,
      speaks: ['zh', 'en'],
    }),
  )
  const booth = await world.booth('英语间', HALL)
  await noteStatus(world.deps, booth.who, { devices: DECLARED, language: 'en' })
  const check = await booth.queued(cardOf('英语', 899))
  expect((await queueView(world.deps))(EVERYTHING).entries.find((one) => one.check === check)?.language).toBe('en')
  await until(() => english.offered() === check)
  expect(chinese.offered()).toBeNull()
  english.link.close()
  await until(async () => !(await world.deps.presence.doctors()).has(english.id))
  world.step(20_000)
  // Those who came before are offered first.
  await until(async () => {
    const offered = chinese.offered()
    if (offered !== null && offered !== check) sure(await chinese.link.ask('check:end-offer', { check: offered }))
    return offered === check
  })
  chinese.link.close()
})
