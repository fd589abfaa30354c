import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signedReport } from '../../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../../test/world.ts'
import { type Carrier, type Delivered, noCarrier } from '../../handover/carrier.ts'
import { type Destination, NOWHERE } from '../../handover/destinations.ts'
import { withdraw } from '../checks/withdrawing.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { tryNow } from '../views/errands.ts'
import { counterView } from '../views/lists.ts'
import { openDelivering } from './delivering.ts'
import { sendOn } from './sending-on.ts'

// Several systems, each with its way, its quota and the order of its drivers.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const NEVER = 24 * 3_600_000
const DOWN: Delivered = { later: { code: 'line-refused', said: 'ECONNREFUSED' } }

let world: World
/** What came to which place, in its order, and how it is answered. */
let came: { to: string; what: 'deliver' | 'withdraw'; number: string; answer: (with_: Delivered) => void }[]
let closing: (() => Promise<void>)[]
beforeEach(async () => {
  // Its own deliveries look once at the start, and nobody rings them.
  world = await openWorld({ pace: { deliveries: NEVER } })
  world.deps.announce = () => {}
  came = []
  closing = []
})
afterEach(async () => {
  for (const { answer } of came) answer(DOWN)
  for (const close of closing) await close()
  await world.close()
})

const carrierTo = (to: string): Carrier => {
  const take = (what: 'deliver' | 'withdraw', number: string) => {
    const { promise, resolve } = Promise.withResolvers<Delivered>()
    came.push({ to, what, number, answer: resolve })
    return promise
  }
  return {
    ...noCarrier,
    interfaces: { deliver: 'reports', withdraw: 'withdrawals', answer: 'answers' },
    deliver: (_, { number }) => take('deliver', number),
    withdraw: (_, __, { number }) => take('withdraw', number),
  }
}
const place = (id: string, more: Partial<Destination> = {}): Destination => ({ ...NOWHERE, id, carrier: carrierTo(id), ...more })
/** From now on reports go to these. */
const goTo = (...places: Destination[]) => {
  world.deps.destinations = places
  const relay = openDelivering(world.deps, { told: () => {} })
  world.deps.ways = () => relay.ways()
  closing.push(() => relay.close())
  return relay
}
const signed = async (serial: number, name = '张三') => {
  const doctor = await world.person(`carry-${world.ids()}`, 'doctor')
  const report = await signedReport(world, doctor, { name, serial })
  await until(async () => ['reported', 'superseded'].includes((await world.check(report.id)).phase))
  return { ...report, doctor }
}
const phase = async (id: string) => (await world.check(id)).phase
const errandOf = async (id: string) => (await counterView(world.deps, EVERYTHING)).entries.find(({ check }) => check === id)?.errand
const arrived = (number: string) => until(() => came.find((one) => one.number === number))

test('a report goes to the first system that serves its unit, and one that none serves waits until the settings name one', async () => {
  await world.site('示范服务大厅', { code: '110105' })
  goTo(place('west', { units: ['110102'] }))
  const one = await signed(801)
  const none = goTo(place('west', { units: ['110102'] }))
  await none.turn()
  await until(async () => (await errandOf(one.id))?.fault?.code === 'no-case')
  const relay = goTo(place('west', { units: ['110102'] }), place('east', { units: ['110105', '110106'] }), place('rest'))
  await sendOn(world.deps)
  world.step(3_600_000)
  await relay.turn()
  const { to, answer } = await arrived(one.number)
  expect(to).toBe('east')
  answer({ receipt: 'R-1' })
  await until(async () => (await phase(one.id)) === 'handed-over')
})

test('what was made first for a driver goes first: a withdrawal behind its report, and the report that comes after behind both', async () => {
  const relay = goTo(place('case'))
  const { id, number, doctor, asked } = await signed(811)
  await relay.turn()
  const first = await arrived(number)
  sure(await withdraw(world.deps, doctor.doctor, { ...(await asked()), reason: '照片不是本人' }))
  const younger = await signed(811)
  await relay.turn()
  expect((await errandOf(younger.id))?.fault).toEqual({ code: 'elder-first', said: number })
  expect(came).toHaveLength(1)
  first.answer({ receipt: 'R-1' })
  const second = await until(() => came[1])
  expect(second).toMatchObject({ what: 'withdraw', number })
  expect(came).toHaveLength(2)
  second.answer({ receipt: 'W-1' })
  const third = await until(() => came[2])
  expect(third).toMatchObject({ what: 'deliver', number: younger.number })
  third.answer({ receipt: 'R-2' })
  await until(async () => (await phase(younger.id)) === 'handed-over')
  expect((await world.check(id)).withdrawal?.told).toEqual({ receipt: 'W-1', reason: null })
  const kept = await world.deps.db.selectFrom('outbox').select(['kind', 'receipt']).where('check_id', '=', id).orderBy('kind').execute()
  expect(kept).toEqual([
    { kind: 'deliver', receipt: 'R-1' },
    { kind: 'draw', receipt: null },
    { kind: 'withdraw', receipt: 'W-1' },
  ])
})

test('as many calls of an interface as a day allows are made, over a start too; the others wait, told, for the next day in China', async () => {
  const daily = { daily: { reports: 1 } }
  const relay = goTo(place('case', daily))
  const [one, two] = [await signed(821), await signed(822)]
  await relay.turn()
  const first = await until(() => came[0])
  first.answer({ receipt: 'R-1' })
  const other = first.number === one.number ? two : one
  await until(async () => (await errandOf(other.id))?.fault?.code === 'quota-used')
  expect(await errandOf(other.id)).toMatchObject({ tries: 0, person: false })
  await relay.close()
  const again = goTo(place('case', daily))
  // 10:00 in China: fourteen hours are left.
  world.step(13 * 3_600_000)
  await again.turn()
  expect(came).toHaveLength(1)
  world.step(3_660_000)
  await again.turn()
  expect((await until(() => came[1])).number).toBe(other.number)
})

test('a report for a system whose way is closed is told why it waits, and a person may have it tried all the same', async () => {
  const relay = goTo(place('case', { atOnce: 1 }))
  const counter = await world.person('carry-counter', 'counter')
  const [one, two] = [await signed(831), await signed(832)]
  for (let tries = 0; tries < 5; tries++) {
    await relay.turn()
    const tried = await until(() => came[tries])
    tried.answer(DOWN)
    await until(() => came.length > tries + 1 || relay.ways()[0]?.underWay === 0)
    world.step(tries < 4 ? 600_000 : 0)
  }
  expect(relay.ways()[0]?.closed?.fault).toEqual({ code: 'line-refused', said: 'ECONNREFUSED' })
  for (const { id } of [one, two]) expect((await errandOf(id))?.fault?.code).toBe('line-refused')
  await relay.turn()
  expect(came).toHaveLength(5)
  sure(await tryNow(world.deps, counter.counter, await two.asked()))
  await relay.turn()
  const tried = await until(() => came[5])
  expect(tried.number).toBe(two.number)
  tried.answer({ receipt: 'R-2' })
  await until(async () => (await phase(two.id)) === 'handed-over')
  // It arrived: the way is open, and what waited because of it goes.
  expect((await until(() => came[6])).number).toBe(one.number)
})
