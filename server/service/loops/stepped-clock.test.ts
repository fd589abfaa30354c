import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, until, type World } from '../../../test/world.ts'
import { shownBy } from '../checks/booths.ts'
import { claim, renew } from '../checks/leases.ts'
import { acceptReading } from '../checks/readings.ts'
import { openSession, sessionOf } from '../people/sessions.ts'

// The wall's clock is set at any moment, by somebody or by the net. Nothing that has to last must last longer or shorter for it.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** Long enough for every loop to have looked. */
const looked = () => new Promise((resolve) => setTimeout(resolve, 250))
const held = async () => {
  const booth = await world.booth()
  await booth.calibrate()
  const id = await booth.queued(cardOf())
  const { doctor } = await world.person('one', 'doctor')
  sure(await claim(world.deps, doctor, { command: world.ids(), check: id, version: (await world.check(id)).version }))
  return { booth, id, doctor }
}

describe.each([
  ['ten minutes back', -10 * MINUTE],
  ['a minute forwards', MINUTE],
  ['six hours back', -6 * HOUR],
  ['six hours forwards', 6 * HOUR],
  ['a day forwards', 24 * HOUR],
])('a clock that is set %s', (_, step) => {
  test('takes no check from a doctor who is there, and none is kept by one who is not', async () => {
    const { id, doctor } = await held()
    world.step(30_000)
    world.set(step)
    await looked()
    expect((await world.check(id)).lease?.doctor.id).toBe(doctor.id)
    sure(await renew(world.deps, doctor, id))
    world.step(44_000)
    await looked()
    expect((await world.check(id)).lease?.doctor.id).toBe(doctor.id)
    world.step(2000)
    await until(async () => (await world.check(id)).lease === null)
  })

  test('abandons nobody: neither who waits nor who was parked, and the booth shows what it showed', async () => {
    const [one, two] = [await world.booth('甲'), await world.booth('乙')]
    await one.calibrate()
    await two.calibrate()
    const waits = await one.queued(cardOf('等候', 2))
    const { check: opened } = await two.open(cardOf('刚来', 3))
    world.step(5 * MINUTE)
    world.set(step)
    await looked()
    expect((await world.check(waits)).phase).toBe('underway')
    expect((await world.check(opened.id)).phase).toBe('opened')
    expect((await shownBy(world.deps, one.who.id))?.check.id).toBe(waits)
    // Set right again, nothing has happened either.
    world.set(-step)
    await looked()
    expect((await world.check(waits)).phase).toBe('underway')
  })

  test('takes an honest reading, made before it or after', async () => {
    const booth = await world.booth()
    await booth.calibrate()
    const id = await booth.queued(cardOf())
    const before = booth.reading(await booth.attempt(id, 'height'))
    world.step(5000)
    world.set(step)
    expect(await acceptReading(world.deps, booth.who, before)).toEqual({ acknowledged: before.id })
  })

  test('neither ends a session nor a nonce, nor makes them last', async () => {
    const { id } = await world.person('seven', 'doctor')
    const secret = await openSession(world.deps, id)
    const { nonces } = world.deps.presence
    const [soon, late] = [await nonces.issue(), await nonces.issue()]
    world.set(step)
    await looked()
    expect(await sessionOf(world.deps, secret)).not.toBeNull()
    expect(await nonces.good(soon)).toBe(true)
    world.step(61_000)
    expect(await nonces.good(late)).toBe(false)
    world.step(12 * HOUR)
    expect(await sessionOf(world.deps, secret)).toBeNull()
  })

  test('delays no waiting row of the outbox, and hurries none', async () => {
    const { db } = world.deps
    const due = new Date(world.deps.steady().getTime() + 10_000).toISOString()
    await db
      .insertInto('outbox')
      .values({
        id: 'row',
        kind: 'draw',
        check_id: 'nobody',
        number: 'none',
        destination: 'case',
        due_at: due,
        since: due,
        steady_since: due,
        tries: 1,
        done_at: null,
        fault: null,
        trouble: null,
        person_at: null,
        claimed_by: null,
        claimed_until: null,
      })
      .execute()
    const settled = async () =>
      (await db.selectFrom('outbox').select('done_at').where('id', '=', 'row').executeTakeFirst())?.done_at ?? null
    world.set(step)
    await looked()
    expect(await settled()).toBeNull()
    world.step(10_001)
    await until(settled)
  })
})

test('who sits with a doctor at midnight is not abandoned, nor while a lost line comes back, and is when the doctor has gone', async () => {
  const { booth, id, doctor } = await held()
  const midnight = Date.parse('2026-11-25T16:00:00.000Z')
  while (world.now().getTime() < midnight + 30 * MINUTE) {
    world.step(Math.min(40_000, midnight + 30 * MINUTE - world.now().getTime()))
    sure(await renew(world.deps, doctor, id))
  }
  await looked()
  expect(await world.check(id)).toMatchObject({ phase: 'underway', lease: { doctor: { id: doctor.id } } })
  expect((await shownBy(world.deps, booth.who.id))?.check.id).toBe(id)
  const lapsed = () => until(async () => (await world.check(id)).lease === null)
  world.step(46_000)
  await lapsed()
  world.step(50_000)
  await looked()
  const { phase, version } = await world.check(id)
  expect(phase).toBe('underway')
  sure(await claim(world.deps, doctor, { command: world.ids(), check: id, version }))
  world.step(46_000)
  await lapsed()
  world.step(10 * MINUTE)
  await until(async () => (await world.check(id)).phase === 'abandoned')
  await until(async () => (await shownBy(world.deps, booth.who.id)) === null)
})

test('who is at a station when the day in China ends goes on with it', async () => {
  const booth = await world.booth()
  await booth.calibrate()
  const id = await booth.queued(cardOf())
  const midnight = Date.parse('2026-11-25T16:00:00.000Z')
  world.step(midnight - world.now().getTime() - MINUTE)
  const reading = booth.reading(await booth.attempt(id, 'height'))
  world.step(2 * MINUTE)
  await looked()
  expect(await acceptReading(world.deps, booth.who, reading)).toEqual({ acknowledged: reading.id })
  world.step(11 * MINUTE)
  await until(async () => (await world.check(id)).phase === 'abandoned')
})
