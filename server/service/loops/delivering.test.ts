import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest'
import type { Station } from '#protocol/station.ts'
import type { Mood } from '../../../test/case.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import type { Log } from '../../log.ts'
import { loadEvents } from '../../store/events.ts'
import { dueRows } from '../../store/outbox.ts'
import { accept, decideStation } from '../checks/commands.ts'
import { claim } from '../checks/leases.ts'
import { conclude, drawUp } from '../checks/signoff.ts'
import { proofOf } from '../proof/proof.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { errandsNeedingPerson, tryNow } from '../views/errands.ts'
import { counterView } from '../views/lists.ts'
import { viewOf } from '../views/views.ts'
import { resumeDurations } from './resuming.ts'

// What the house does by itself for a signed report, and fails at, is told to those who can act.

// Each signs whole reports: a loaded machine takes its time over that.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let world: World
let log: Log & { error: Mock<Log['error']> }
beforeEach(async () => {
  log = { error: vi.fn<Log['error']>(), warn: () => {}, info: () => {}, debug: () => {} }
  world = await openWorld({ outside: { log } })
})
afterEach(() => world.close())

let serial = 0
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const signed = async (): Promise<string> => {
  const doctor = await world.person(`dr-${++serial}`, 'doctor')
  const booth = await world.booth(`${serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', serial))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
  const proof = { by: 'password', password: PASSWORD } as const
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest: drawnUp?.digest ?? '', proof }))
  return id
}
const lineOf = async (id: string) => (await counterView(world.deps, EVERYTHING)).entries.find(({ check }) => check === id)
const errandAfter = (id: string, tries: number) =>
  until(async () => {
    const errand = (await lineOf(id))?.errand
    return errand && errand.tries >= tries && !errand.underWay ? errand : null
  })
const meets = (...moods: Mood[]) => world.traffic.moods.push(...moods)
const arrived = (id: string) => until(async () => (await world.check(id)).phase === 'handed-over')
const metrics = async () => (await fetch(`${world.url}/metrics`)).text()

test('a key that the case does not know is told at once: at the counter, to doctor and runner, and nothing of it to the driver', async () => {
  meets({ status: 401 })
  const id = await signed()
  const errand = await errandAfter(id, 1)
  const since = world.now().toISOString()
  const expected = { kind: 'deliver', tries: 1, since, fault: { code: 'key-wrong', said: '401' }, person: true, underWay: false }
  expect(errand).toEqual(expected)
  expect((await viewOf(world.deps, id, { kind: 'counter' }))?.errand).toEqual(expected)
  expect((await viewOf(world.deps, id, { kind: 'booth' }))?.errand).toEqual({ ...expected, fault: null })
  expect(log.error).toHaveBeenCalledTimes(1)
  world.step(120_000)
  const text = await metrics()
  expect(text).toContain('roadfit_open{of="deliver"} 1')
  expect(text).toContain('roadfit_needs_person{of="deliver"} 1')
  expect(text).toContain('roadfit_tries_total{of="draw",outcome="done"} 1')
  expect(text).toContain('roadfit_tries_total{of="deliver",outcome="key-wrong"} 1')
  expect(Number(/roadfit_oldest_seconds\{of="deliver"\} (\S+)/.exec(text)?.[1] ?? 0)).toBeGreaterThanOrEqual(0)
  // It is tried again by itself, and what was told is gone when it has arrived.
  await arrived(id)
  expect((await lineOf(id))?.errand).toBeUndefined()
  expect((await viewOf(world.deps, id, { kind: 'counter' }))?.errand).toBeUndefined()
  expect((await viewOf(world.deps, id, { kind: 'counter' }))?.handover).toMatchObject({ state: 'delivered', reason: null })
  const after = await metrics()
  expect(after).toContain('roadfit_needs_person{of="deliver"} 0')
  expect(after).toContain('roadfit_oldest_seconds{of="deliver"} 0')
})

test.each([400, 403, 404, 413, 302])('an answer with status %i needs a person at once', async (status) => {
  meets({ status })
  expect(await errandAfter(await signed(), 1)).toMatchObject({ person: true, fault: { said: String(status) } })
})

test('what needs a person is told by its counter’s site, until it has arrived', async () => {
  meets({ status: 401 })
  const id = await signed()
  await errandAfter(id, 1)
  const { report, booth } = await world.check(id)
  const { site } = booth
  const all = await errandsNeedingPerson(world.deps, EVERYTHING)
  expect(all.entries).toMatchObject([
    { check: id, number: report?.number, site: site.name, errand: { tries: 1, person: true, fault: { code: 'key-wrong', said: '401' } } },
  ])
  expect(await errandsNeedingPerson(world.deps, { by: 'squad', sites: [site.id] })).toEqual(all)
  expect(await errandsNeedingPerson(world.deps, { by: 'squad', sites: [world.ids()] })).toEqual({ entries: [], more: false })
  world.step(120_000)
  await arrived(id)
  expect(await errandsNeedingPerson(world.deps, EVERYTHING)).toEqual({ entries: [], more: false })
})

test('what may pass by itself needs a person after ten tries, told once, and is then tried at most an hour apart', async () => {
  meets(...Array.from({ length: 12 }, (): Mood => ({ status: 503 })))
  const id = await signed()
  for (let tries = 1; tries < 10; tries++) {
    expect(await errandAfter(id, tries)).toMatchObject({ tries, person: false, fault: { code: 'down', said: '503' } })
    world.step(500 * 2 ** (tries - 1))
  }
  expect(await errandAfter(id, 10)).toMatchObject({ tries: 10, person: true })
  for (const tries of [11, 12]) {
    world.step(3_600_000)
    await errandAfter(id, tries)
  }
  expect(log.error).toHaveBeenCalledTimes(1)
  world.step(3_600_000)
  await arrived(id)
})

test('the counter has it tried now: recorded, done at once, and nothing more than done', async () => {
  const counter = await world.person('counter', 'counter')
  meets({ status: 404 }, { status: 404 })
  const id = await signed()
  await errandAfter(id, 1)
  sure(await tryNow(world.deps, counter.counter, await asked(id)))
  expect(await errandAfter(id, 2)).toMatchObject({ tries: 2, person: true })
  sure(await tryNow(world.deps, counter.counter, await asked(id)))
  await arrived(id)
  const events = (await loadEvents(world.deps.db, id)).map(({ event }) => event)
  const by = { id: counter.id, name: counter.name }
  expect(events.filter(({ kind }) => kind === 'hurried')).toEqual([
    { kind: 'hurried', by },
    { kind: 'hurried', by },
  ])
  expect(world.traffic.deliveries).toHaveLength(3)
  expect(await tryNow(world.deps, counter.counter, await asked(id))).toMatchObject({ refused: 'wrong-state' })
  sure(await accept(world.deps, counter.counter, await asked(id)))
})

test('while it is under way, trying now changes nothing, and a doctor may not ask for it', async () => {
  const counter = await world.person('counter', 'counter')
  meets({ status: 404 })
  const id = await signed()
  await errandAfter(id, 1)
  const { version, report } = await world.check(id)
  const row = world.deps.db.updateTable('outbox').where('number', '=', report?.number ?? '')
  const soon = new Date(world.deps.steady().getTime() + 1000).toISOString()
  await row.set({ claimed_by: 'another', claimed_until: soon }).execute()
  expect(sure(await tryNow(world.deps, counter.counter, await asked(id))).version).toBe(version)
  expect((await lineOf(id))?.errand?.underWay).toBe(true)
  await row.set({ claimed_by: null, claimed_until: null }).execute()
  const doctor = await world.person('other', 'doctor')
  const link = await doctor.connect()
  expect(
    await until(async () => {
      const answer = await link.ask('counter:try', await asked(id))
      return 'refused' in answer && answer.refused !== 'not-connected' ? answer : null
    }),
  ).toMatchObject({ refused: 'not-allowed' })
})

test('those that need a person come first, for the longest first, and one that arrives takes along what waited for the same way', async () => {
  meets({ status: 401 })
  const stuck = await signed()
  await errandAfter(stuck, 1)
  world.step(1)
  meets({ status: 413 })
  const large = await signed()
  await errandAfter(large, 1)
  expect((await counterView(world.deps, EVERYTHING)).entries.map(({ check }) => check)).toEqual([stuck, large])
  const fresh = await signed()
  // No time has gone by: what waited for the way is tried because another has passed it, what is too large isn't.
  await arrived(fresh)
  await arrived(stuck)
  expect(await lineOf(large)).toMatchObject({ phase: 'reported', errand: { tries: 1, person: true } })
  expect((await counterView(world.deps, EVERYTHING)).entries[0]?.check).toBe(large)
})

describe.each([
  ['six hours back', -6 * 3_600_000],
  ['six hours forwards', 6 * 3_600_000],
])('a clock that is set %s', (_, step) => {
  test('neither holds a delivery nor hurries it, and makes no try look older', async () => {
    meets({ status: 503 }, { status: 503 })
    const id = await signed()
    const { since } = await errandAfter(id, 1)
    world.set(step)
    world.step(500)
    expect(await errandAfter(id, 2)).toMatchObject({ tries: 2, since, person: false })
    expect(Number(/roadfit_oldest_seconds\{of="deliver"\} (\S+)/.exec(await metrics())?.[1])).toBeCloseTo(0.5)
    world.step(1000)
    await arrived(id)
  })
})

test('a server that starts tries what needs a person at once', async () => {
  meets({ status: 401 }, { status: 401 }, { status: 401 }, { status: 401 })
  const id = await signed()
  for (let tries = 1; tries < 4; tries++) {
    await errandAfter(id, tries)
    world.step(500 * 2 ** (tries - 1))
  }
  await errandAfter(id, 4)
  await resumeDurations(world.deps)
  await arrived(id)
})

test('a paper that cannot be made is told like a report that does not arrive, and made when it is tried now', async () => {
  let broken = true
  const { seal } = world.deps
  await world.close()
  world = await openWorld({
    outside: { log, seal: (drawn) => (broken ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : seal(drawn)) },
  })
  const counter = await world.person('counter', 'counter')
  const id = await signed()
  for (let tries = 1; tries < 10; tries++) {
    expect(await errandAfter(id, tries)).toMatchObject({ kind: 'draw', fault: { code: 'not-made', said: 'ENOSPC' }, person: false })
    world.step(500 * 2 ** (tries - 1))
  }
  expect(await errandAfter(id, 10)).toMatchObject({ person: true })
  broken = false
  sure(await tryNow(world.deps, counter.counter, await asked(id)))
  await arrived(id)
})

describe('a case that takes a report and answers later', () => {
  const DAY_MS = 86_400_000
  const sent = async () => {
    meets('later')
    const id = await signed()
    const number = (await world.check(id)).report?.number ?? ''
    await until(async () => (await lineOf(id))?.errand?.sent)
    await asksUntil(0)
    return { id, number }
  }
  /** So many times it was asked, and when it is asked next is written down: only then may time go by. */
  const asksUntil = (count: number) =>
    until(
      async () =>
        world.traffic.asked.length >= count && (await dueRows(world.deps.db, 'deliver', world.deps.steady().toISOString())).length === 0,
    )

  test('has it once: nothing is sent again, its answer is asked for, and counter and doctor see since when it is awaited', async () => {
    const { id, number } = await sent()
    const since = world.now().toISOString()
    const errand = await until(async () => {
      const found = (await lineOf(id))?.errand
      return found && !found.underWay ? found : null
    })
    expect(errand).toEqual({
      kind: 'deliver',
      tries: 0,
      since: expect.any(String),
      fault: null,
      sent: { since, reference: `W-${number}` },
      person: false,
      underWay: false,
    })
    expect((await viewOf(world.deps, id, { kind: 'counter' }))?.errand).toEqual(errand)
    expect((await viewOf(world.deps, id, { kind: 'booth' }))?.errand).not.toHaveProperty('sent')
    expect(await metrics()).toContain('roadfit_tries_total{of="deliver",outcome="sent"} 1')
    for (let count = 1; count <= 3; count++) {
      world.step(3_600_000)
      await asksUntil(count)
    }
    expect(log.error).not.toHaveBeenCalled()
    // What verify compares stands meanwhile, and afterwards.
    const proven = async () => expect(await proofOf(world.deps, { number })).toMatchObject({ faults: [], differing: [] })
    await proven()
    world.traffic.answers.set(number, { receipt: 'R-later' })
    world.step(3_600_000)
    await arrived(id)
    await proven()
    expect((await world.check(id)).delivery?.receipt).toBe('R-later')
    expect(world.traffic.deliveries).toHaveLength(1)
    expect((await loadEvents(world.deps.db, id)).filter(({ event }) => event.kind === 'delivered')).toHaveLength(1)
    expect((await lineOf(id))?.errand).toBeUndefined()
  })

  test('is asked again over a restart and nothing is sent, and what it has refused is told as ever', async () => {
    const { id, number } = await sent()
    world.traffic.answers.set(number, { refused: '档案编号不符' })
    await resumeDurations(world.deps)
    await until(async () => (await world.check(id)).phase === 'refused')
    expect((await world.check(id)).delivery).toMatchObject({ state: 'refused', reason: '档案编号不符' })
    expect(world.traffic.deliveries).toHaveLength(1)
  })

  test('and doesn’t within a day needs a person, told once, and is asked on; the answer still counts', async () => {
    const { id, number } = await sent()
    world.step(DAY_MS - 1000)
    await asksUntil(1)
    expect(log.error).not.toHaveBeenCalled()
    for (const count of [2, 3]) {
      world.step(3_600_000)
      await asksUntil(count)
    }
    const errand = await until(async () => {
      const found = (await lineOf(id))?.errand
      return found?.person && !found.underWay ? found : null
    })
    expect(errand).toMatchObject({ fault: { code: 'unanswered' }, sent: { reference: `W-${number}` } })
    expect((await errandsNeedingPerson(world.deps, EVERYTHING)).entries[0]).toMatchObject({
      number,
      errand: { sent: { reference: `W-${number}` } },
    })
    expect(log.error).toHaveBeenCalledTimes(1)
    world.traffic.answers.set(number, { receipt: 'R-late' })
    const counter = await world.person('counter', 'counter')
    sure(await tryNow(world.deps, counter.counter, await asked(id)))
    await arrived(id)
    expect(world.traffic.deliveries).toHaveLength(1)
    expect(await errandsNeedingPerson(world.deps, EVERYTHING)).toEqual({ entries: [], more: false })
  })

  test('and is out of order when it is asked is told so without anything being sent again', async () => {
    const { id, number } = await sent()
    world.traffic.answers.set(number, { status: 401 })
    world.step(10_000)
    const errand = await errandAfter(id, 1)
    expect(errand).toMatchObject({ tries: 1, fault: { code: 'key-wrong', said: '401' }, person: true, sent: { reference: `W-${number}` } })
    world.traffic.answers.set(number, { receipt: 'R-again' })
    world.step(10_000)
    await arrived(id)
    expect(world.traffic.deliveries).toHaveLength(1)
  })

  test('and no longer knows its own reference gets the report again, under the same number', async () => {
    const { id, number } = await sent()
    world.traffic.answers.set(number, 'unknown')
    world.step(10_000)
    await asksUntil(1)
    world.step(10_000)
    await arrived(id)
    expect(world.traffic.deliveries.map(({ report }) => report.number)).toEqual([number, number])
    expect((await loadEvents(world.deps.db, id)).filter(({ event }) => event.kind === 'delivered')).toHaveLength(1)
  })
})
