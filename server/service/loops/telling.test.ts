import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { handedOver } from '../../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../../test/world.ts'
import type { Posted, TextMessage } from '../../notice/port.ts'
import { findPerson } from '../../store/people.ts'
import { accept, acceptProvisionally, giveBack } from '../checks/commands.ts'
import { endAtCounter, wishInBooth } from '../checks/wishes.ts'
import { readerOf } from '../sites/scope.ts'
import { noticesTold } from '../views/notices.ts'
import { boothCheck } from '../views/views.ts'

// 2026-11-25, ten in the morning in China, is when the world begins. Drivers' numbers begin with 100, as no mobile does.

let world: World
let clerk: Awaited<ReturnType<World['person']>>
let sent: TextMessage[]
let answers: Posted[]
let serial = 600
beforeEach(async () => {
  sent = []
  answers = []
  const messages = {
    send: async (message: TextMessage) => (sent.push(message), answers.shift() ?? ({ posted: true } as const)),
  }
  world = await openWorld({ outside: { messages } })
  clerk = await world.person('clerk', 'doctor', 'counter')
})
afterEach(() => world.close())

const report = async () => {
  const { id, number } = await handedOver(world, clerk, { serial: serial++ })
  const check = await world.check(id)
  const booth = { kind: 'booth' as const, ...check.booth }
  const want = (wanted = true, phone: string | null = '10000000777') =>
    wishInBooth(world.deps, booth, { check: id, wanted, phone, language: 'zh' })
  return { id, number, want }
}
const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })
const acceptNow = async (id: string) => sure(await accept(world.deps, clerk.counter, await asked(id)))
const owe = async (id: string, day: string) =>
  sure(await acceptProvisionally(world.deps, clerk.counter, { ...(await asked(id)), missing: ['photo'], note: null, until: day }))
const told = async (number: string) => {
  const person = await findPerson(world.deps.db, { id: clerk.id })
  if (!person) throw new Error('no clerk')
  return sure(await noticesTold(world.deps, await readerOf(world.deps, person), number))
}
const outcomes = async (number: string) => (await told(number)).notices.map(({ kind, outcome }) => [kind, outcome])
const settled = (number: string) => until(async () => (await outcomes(number)).every(([, outcome]) => outcome !== 'waiting'))

test('who wants it is told, once, in a text without name or health; what was told stands there with the number masked', async () => {
  const { id, number, want } = await report()
  sure(await want())
  await acceptNow(id)
  await settled(number)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ phone: '10000000777', text: expect.stringContaining(`您的身体条件证明${number}`) })
  expect(sent[0]?.text).not.toContain('张三')
  const { wanted, notices } = await told(number)
  expect(wanted).toMatchObject({ phone: '100****0777', language: 'zh' })
  expect(notices).toMatchObject([
    { kind: 'taken-effect', by: clerk.name, outcome: 'sent', phone: '100****0777', text: sent[0]?.text, at: world.now().toISOString() },
  ])
})

test('who hasn’t asked for it is told nothing, and that is written down', async () => {
  const { id, number } = await report()
  await acceptNow(id)
  await settled(number)
  expect([sent, await outcomes(number)]).toEqual([[], [['taken-effect', 'not-wanted']]])
})

test('who has ended it, in the booth or at the counter, is told nothing more', async () => {
  const [one, two] = [await report(), await report()]
  for (const { want } of [one, two]) sure(await want())
  sure(await one.want(false))
  sure(await endAtCounter(world.deps, clerk.id, two.number))
  for (const { id, number } of [one, two]) {
    await acceptNow(id)
    await settled(number)
  }
  expect(sent).toEqual([])
})

test('without a number nothing can be wanted; the traffic police’s is offered masked, and a typed one takes its place', async () => {
  const { id, want } = await report()
  expect(await want(true, null)).toEqual(refuse('phone-missing'))
  const shown = async () => (await boothCheck(world.deps, await world.check(id))).check.notices
  expect(await shown()).toEqual({ wanted: false, phone: null })
  sure(await want())
  expect(await shown()).toEqual({ wanted: true, phone: '100****0777' })
  sure(await want(true, '10000000888'))
  expect(await shown()).toEqual({ wanted: true, phone: '100****0888' })
})

test('nobody is told at night: it waits until eight in the morning', async () => {
  const { id, number, want } = await report()
  sure(await want())
  // 21:00 in China.
  world.step(Date.parse('2026-11-25T13:00:00.000Z') - world.now().getTime())
  await acceptNow(id)
  await until(async () =>
    (await world.deps.db.selectFrom('notices').select('due_at').execute()).every(({ due_at }) => due_at > '2026-11-25T13:00:01'),
  )
  world.step(11 * 3_600_000 - 1000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(sent).toEqual([])
  world.step(2000)
  await settled(number)
  expect(sent).toHaveLength(1)
})

test('a gateway that is down is asked again under the same id, one that refuses isn’t', async () => {
  const [late, refused] = [await report(), await report()]
  for (const { want } of [late, refused]) sure(await want())
  answers.push({ later: '503' })
  await acceptNow(late.id)
  await until(async () => (await told(late.number)).notices[0]?.tries === 1)
  expect((await told(late.number)).notices[0]).toMatchObject({ outcome: 'waiting', fault: '503' })
  world.step(2000)
  await settled(late.number)
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
  expect(await outcomes(late.number)).toEqual([['taken-effect', 'sent']])
  answers.push({ refused: '200 4001' })
  await acceptNow(refused.id)
  await settled(refused.number)
  expect((await told(refused.number)).notices[0]).toMatchObject({ outcome: 'refused', fault: '200 4001' })
})

test('what couldn’t be sent for three days is given up', async () => {
  const { id, number, want } = await report()
  sure(await want())
  answers.push(...Array.from({ length: 200 }, () => ({ later: '503' })))
  await acceptNow(id)
  await until(async () => (await told(number)).notices[0]?.tries === 1)
  world.step(3 * 86_400_000)
  await settled(number)
  expect(await outcomes(number)).toEqual([['taken-effect', 'given-up']])
})

describe('a missing paper', () => {
  test('is told to the driver and the traffic police with its day, and so is that it has lapsed, or has come', async () => {
    const [lapses, comes] = [await report(), await report()]
    for (const { want } of [lapses, comes]) sure(await want())
    for (const { id, number } of [lapses, comes]) {
      await owe(id, '2026-11-25')
      await settled(number)
    }
    await acceptNow(comes.id)
    await settled(comes.number)
    // Eight in the morning of the next day.
    world.step(Date.parse('2026-11-26T00:00:00.000Z') - world.now().getTime())
    await until(async () => (await outcomes(lapses.number)).length === 2)
    await settled(lapses.number)
    expect(await outcomes(lapses.number)).toEqual([
      ['lapsed', 'sent'],
      ['paper-missing', 'sent'],
    ])
    expect(sent.find(({ text }) => text.includes(lapses.number))?.text).toContain('还缺证件照片，请在2026-11-25前交到')
    await until(() => Promise.resolve(world.traffic.standings.length === 4))
    const of = (number: string) => world.traffic.standings.filter((one) => one.number === number)
    expect(of(comes.number)).toMatchObject([
      { state: 'provisional', missing: ['photo'], until: '2026-11-25', by: clerk.name },
      { state: 'final', missing: ['photo'], by: clerk.name },
    ])
    expect(of(lapses.number)).toMatchObject([{ state: 'provisional' }, { state: 'lapsed', by: null }])
    const [first, second] = of(lapses.number)
    expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 0)
  })
  test('that came before the driver could be told of it is told no more', async () => {
    const { id, number, want } = await report()
    sure(await want())
    world.step(Date.parse('2026-11-25T14:00:00.000Z') - world.now().getTime())
    await owe(id, '2026-12-02')
    await acceptNow(id)
    world.step(10 * 3_600_000)
    await settled(number)
    expect(await outcomes(number)).toEqual([
      ['taken-effect', 'sent'],
      ['paper-missing', 'overtaken'],
    ])
  })
  test('isn’t told again to a system that doesn’t hear of it; of a report that never missed one the traffic police hear nothing', async () => {
    world.traffic.setHears(false)
    const [owing, plain] = [await report(), await report()]
    await owe(owing.id, '2026-12-02')
    await acceptNow(plain.id)
    sure(await giveBack(world.deps, clerk.counter, { ...(await asked(owing.id)), reason: '照片不符合要求' }))
    const rows = () => world.deps.db.selectFrom('outbox').select(['done_at', 'receipt', 'fault']).where('kind', '=', 'standing').execute()
    await until(async () => (await rows()).length === 2 && (await rows()).every(({ done_at }) => done_at !== null))
    expect(await rows()).toEqual([
      expect.objectContaining({ receipt: null, fault: null }),
      expect.objectContaining({ receipt: null, fault: null }),
    ])
    expect(world.traffic.standings).toEqual([])
  })
})
