import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ReportStanding } from '#protocol/case.ts'
import { signedReport } from '../../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../../test/world.ts'
import { type Carrier, type Delivered, noCarrier } from '../../handover/carrier.ts'
import { type Destination, NOWHERE } from '../../handover/destinations.ts'
import { accept, acceptProvisionally } from '../checks/commands.ts'
import { withdraw } from '../checks/withdrawing.ts'
import { proofOf } from '../proof/proof.ts'
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
let came: { to: string; what: 'deliver' | 'withdraw' | 'standing'; number: string; answer: (with_: Delivered) => void }[]
/** How reports stand at the counter, as it was told. */
let told: ReportStanding[]
let closing: (() => Promise<void>)[]
beforeEach(async () => {
  // Its own deliveries look once at the start, and nobody rings them.
  world = await openWorld({ pace: { deliveries: NEVER } })
  world.deps.announce = () => {}
  came = []
  told = []
  closing = []
})
afterEach(async () => {
  for (const { answer } of came) answer(DOWN)
  for (const close of closing) await close()
  await world.close()
})

const carrierTo = (to: string): Carrier => {
  const take = (what: 'deliver' | 'withdraw' | 'standing', number: string) => {
    const { promise, resolve } = Promise.withResolvers<Delivered>()
    came.push({ to, what, number, answer: resolve })
    return promise
  }
  return {
    ...noCarrier,
    interfaces: { deliver: 'reports', withdraw: 'withdrawals', standing: 'standings', answer: 'answers' },
    deliver: (_, { number }) => take('deliver', number),
    withdraw: (_, __, { number }) => take('withdraw', number),
    tell(standing) {
      told.push(standing)
      return take('standing', standing.number)
    },
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

test('what the counter decides of a report that misses a paper is told behind the report, in its order, to whichever system has it', async () => {
  const relay = goTo(place('case'))
  const clerk = await world.person('carry-clerk', 'counter')
  const { id, number, asked } = await signed(815)
  await relay.turn()
  ;(await arrived(number)).answer({ receipt: 'R-1' })
  await until(async () => (await phase(id)) === 'handed-over')
  sure(await acceptProvisionally(world.deps, clerk.counter, { ...(await asked()), missing: ['photo'], note: null, until: '2026-12-02' }))
  sure(await accept(world.deps, clerk.counter, await asked()))
  // Reports go elsewhere from now on; what is said of this one follows it.
  const other = goTo(place('elsewhere'), place('case'))
  await other.turn()
  const first = await until(() => came[1])
  expect(first).toMatchObject({ to: 'case', what: 'standing', number })
  expect(came).toHaveLength(2)
  first.answer(DOWN)
  await until(() => other.ways()[1]?.underWay === 0)
  world.step(600_000)
  await other.turn()
  ;(await until(() => came[2])).answer({ receipt: '' })
  ;(await until(() => came[3])).answer({ refused: '404' })
  const rows = () =>
    world.deps.db.selectFrom('outbox').select(['id', 'done_at', 'receipt']).where('kind', '=', 'standing').orderBy('id').execute()
  await until(async () => (await rows()).every(({ done_at }) => done_at !== null))
  expect((await rows()).map(({ receipt }) => receipt)).toEqual(['', null])
  const [accepted = 0, , final] = told.map(({ sequence }) => sequence)
  expect(told.map(({ state, sequence }) => ({ state, sequence }))).toEqual([
    { state: 'provisional', sequence: accepted },
    { state: 'provisional', sequence: accepted },
    { state: 'final', sequence: final },
  ])
  expect(final).toBeGreaterThan(accepted)
  expect(await proofOf(world.deps, { number })).toMatchObject({ faults: [], differing: [] })
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
