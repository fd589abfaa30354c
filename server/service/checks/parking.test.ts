import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { cardOf, numberOf } from '../../../test/driver.ts'
import { openWorld, STROKES, sure, until, type World } from '../../../test/world.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { queueView } from '../views/lists.ts'
import { viewOf } from '../views/views.ts'
import { leave, noteStatus, shownBy } from './booths.ts'
import { notThere, release } from './commands.ts'
import { declare } from './declaring.ts'
import { claim } from './leases.ts'
import { openCheck } from './opening.ts'
import { deviceFault, startStation } from './starting.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let names = 0
const place = async () => {
  const booth = await world.booth(`停${++names}号`)
  await booth.calibrate()
  return booth
}
const gone = (booth: Awaited<ReturnType<typeof place>>, check: string, why: 'left' | 'empty' | 'idle' = 'left') =>
  leave(world.deps, booth.who, { check, command: world.ids(), why })
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const claimed = async (id: string) => {
  const { doctor } = await world.person(`p${++names}`, 'doctor')
  sure(await claim(world.deps, doctor, await asked(id)))
  return doctor
}
const startedBy = async (booth: Awaited<ReturnType<typeof place>>, check: string) =>
  startStation(world.deps, booth.who, { command: world.ids(), check, station: 'height', glasses: false, aid: false, version: null })

test.each(['left', 'empty', 'idle'] as const)(
  'a driver who has gone (%s) frees booth and doctor, and the same card goes on in another booth at the old place in the queue',
  async (why) => {
    const [first, second, third] = [await place(), await place(), await place()]
    const card = cardOf('走失者', 100 + names)
    const id = await first.queued(card)
    await first.measure(id, 'height')
    const other = await third.queued(cardOf('后来者', 100 + ++names))
    await claimed(id)
    const before = await world.check(id)

    expect(await gone(first, id, why)).toEqual({ done: true })
    expect(await world.check(id)).toMatchObject({ phase: 'parked', lease: null, parked: { why } })
    expect(await shownBy(world.deps, first.who.id)).toBeNull()
    expect((await queueView(world.deps))(EVERYTHING).entries.map(({ check }) => check)).not.toContain(id)

    // Whoever steps in without the card starts a new check and sees nothing of it.
    const stranger = await first.open(cardOf('路人', 100 + ++names))
    expect(stranger.check).toMatchObject({ phase: 'opened', declaration: null, photo: null })

    const back = await second.open(card)
    expect(back.check).toMatchObject({ id, phase: 'underway', booth: { id: second.who.id } })
    const after = await world.check(id)
    for (const kept of ['declaration', 'photo', 'queuedAt', 'stations'] as const) expect(after[kept]).toEqual(before[kept])
    const order = (await queueView(world.deps))(EVERYTHING).entries.map(({ check }) => check)
    expect(order.indexOf(id)).toBeLessThan(order.indexOf(other))
    // The first booth has no say in it any more.
    expect(await startedBy(first, id)).toEqual(refuse('check-unknown'))
  },
)

test('a doctor who says that nobody is there gets the check off the desk and out of the queue until the card comes back', async () => {
  const booth = await place()
  const card = cardOf('不在', 140)
  const id = await booth.queued(card)
  const doctor = await claimed(id)
  expect(sure(await notThere(world.deps, doctor, await asked(id)))).toMatchObject({ phase: 'parked', parked: { why: 'not-there' } })
  expect(await shownBy(world.deps, booth.who.id)).toBeNull()
  const next = await world.person(`p${++names}`, 'doctor')
  expect(await claim(world.deps, next.doctor, await asked(id))).toMatchObject({ refused: 'wrong-state' })
  expect((await booth.open(card)).check).toMatchObject({ id, phase: 'underway' })
})

test('another doctor than the one who holds it cannot say that nobody is there', async () => {
  const booth = await place()
  const id = await booth.queued(cardOf('在座', 141))
  await claimed(id)
  const other = await world.person(`p${++names}`, 'doctor')
  expect(await notThere(world.deps, other.doctor, await asked(id))).toMatchObject({ refused: 'claimed-by-other' })
})

test.each([
  ['the sensor detects nobody', { cabin: { door: 'open', occupied: false, noise: null, lux: null } }, 'parked'],
  ['the booth has asked and waits for an answer', { asking: true }, 'parked'],
  ['the sensor sees somebody', { cabin: { door: 'closed', occupied: true, noise: null, lux: null } }, 'underway'],
  ['nothing says so', {}, 'underway'],
] as const)('released while %s, the booth decides what comes of it', async (_, status, phase) => {
  const booth = await place()
  const id = await booth.queued(cardOf('释放', 150 + ++names))
  await noteStatus(world.deps, booth.who, { devices: [], ...status })
  const doctor = await claimed(id)
  expect(sure(await release(world.deps, doctor, await asked(id))).phase).toBe(phase)
  expect((await queueView(world.deps))(EVERYTHING).entries.some(({ check }) => check === id)).toBe(phase === 'underway')
})

test('the queue tells how a booth’s picture and voice get through, as soon as the booth has tried', async () => {
  const booth = await place()
  const id = await booth.queued(cardOf('通路', 165))
  const told = async () => (await queueView(world.deps))(EVERYTHING).entries.find(({ check }) => check === id)?.paths
  expect(await told()).toBeUndefined()
  const paths = [
    { path: 'udp', ms: null },
    { path: 'tcp', ms: 60 },
  ] as const
  await noteStatus(world.deps, booth.who, { devices: [], paths: [...paths] })
  expect(await told()).toEqual(paths)
  // A booth whose line has ended says nothing any more.
  await world.deps.presence.arrived(booth.who.id, 'line')
  await world.deps.presence.left(booth.who.id, 'line')
  expect(await told()).toBeUndefined()
})

test('parked checks are abandoned when the day in China ends, and the card then begins again', async () => {
  const booth = await place()
  const card = cardOf('过夜', 170)
  const id = await booth.queued(card)
  sure(await gone(booth, id))
  const midnight = Date.parse('2026-11-25T16:00:00.000Z')
  world.step(midnight - world.now().getTime() - 60_000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect((await world.check(id)).phase).toBe('parked')
  world.step(61_000)
  await until(async () => (await world.check(id)).phase === 'abandoned')
  expect((await booth.open(card)).check.id).not.toBe(id)
})

test('what was declared before stays beside what is declared now, and the doctor is shown both', async () => {
  const booth = await place()
  const card = cardOf('改口', 180)
  const { check } = await booth.open(card)
  const say = (diseases: number[]) =>
    declare(world.deps, booth.who, {
      command: world.ids(),
      check: check.id,
      consent: true,
      has: diseases.length > 0,
      diseases,
      strokes: STROKES,
    })
  sure(await say([2]))
  sure(await gone(booth, check.id))
  expect((await booth.open(card)).check).toMatchObject({ id: check.id, declaration: { has: true, diseases: [2] } })
  sure(await say([]))
  const doctor = (await world.person(`p${++names}`, 'doctor')).doctor
  expect(await viewOf(world.deps, check.id, doctor)).toMatchObject({
    declaration: { has: false },
    declaredBefore: [{ has: true, diseases: [2] }],
  })
})

test('attempts count by person, station and day, across checks, voids and faults; after the second only a doctor starts one', async () => {
  const booth = await place()
  const card = cardOf('多次', 190)
  const id = await booth.queued(card)
  const fault = (check: string) => deviceFault(world.deps, booth.who, { command: world.ids(), check, device: 'computer' })
  sure(await startedBy(booth, id))
  sure(await fault(id))
  // Leaving and coming back is no fresh start.
  sure(await gone(booth, id))
  await booth.open(card)
  sure(await startedBy(booth, id))
  sure(await fault(id))
  expect(await startedBy(booth, id)).toEqual(refuse('doctor-needed', { station: 'height' }))
  // Nor is another check of the same person on the same day, in another booth.
  await world.deps.db.updateTable('checks').set({ phase: 'abandoned', open_booth: null }).where('id', '=', id).execute()
  const other = await place()
  const second = await other.queued(card)
  expect(second).not.toBe(id)
  expect(await startedBy(other, second)).toEqual(refuse('doctor-needed', { station: 'height' }))

  const doctor = await claimed(second)
  const heightOf = (view: Awaited<ReturnType<typeof viewOf>>) => view?.stations.find(({ station }) => station === 'height')
  expect(heightOf(await viewOf(world.deps, second, doctor))?.triedToday).toBe(2)
  expect(heightOf(await viewOf(world.deps, second, { kind: 'booth' }))?.triedToday).toBeUndefined()
  await other.attempt(second, 'height', { doctor, version: (await world.check(second)).version })
  expect(heightOf(await viewOf(world.deps, second, doctor))?.triedToday).toBe(3)
})

test('a new day in China counts from one', async () => {
  const booth = await place()
  const card = cardOf('次日', 191)
  const id = await booth.queued(card)
  for (const _ of [1, 2]) {
    sure(await startedBy(booth, id))
    sure(await deviceFault(world.deps, booth.who, { command: world.ids(), check: id, device: 'computer' }))
  }
  expect(await startedBy(booth, id)).toMatchObject({ refused: 'doctor-needed' })
  world.step(24 * 3_600_000)
  await until(async () => (await world.check(id)).phase === 'abandoned')
  await booth.calibrate()
  sure(await startedBy(booth, await booth.queued(card)))
})

test('whoever does not consent leaves nothing behind: no check, no event, no number, no picture of the card', async () => {
  const booth = await place()
  const card = cardOf('不同意', 192, { number: numberOf('1962-03-05', 192) })
  const { db, files } = world.deps
  const count = async () => ({
    checks: (await db.selectFrom('checks').select('id').execute()).length,
    events: (await db.selectFrom('check_events').select('sequence').execute()).length,
    applicants: (await db.selectFrom('applicants').select('id').execute()).length,
  })
  const before = await count()
  const photo = Buffer.from('89504e470d0a1a0a00', 'hex')
  const { signature: _, ...unsigned } = booth.cardReading(card)
  const { check } = sure(await openCheck(world.deps, booth.who, booth.signed({ ...unsigned, photo: photo.toString('base64') })))
  const picture = (await world.check(check.id)).cardPhoto ?? ''
  expect(await files.get(picture)).not.toBeNull()
  expect(await gone(booth, check.id)).toEqual({ done: true })
  expect(await count()).toEqual(before)
  expect(await files.get(picture)).toBeNull()
  expect(await shownBy(world.deps, booth.who.id)).toBeNull()
  // The answer was lost on its way: asked again, it's the same.
  expect(await gone(booth, check.id)).toEqual({ done: true })
})

test('somebody with a finished or parked check who does not consent this time keeps what they had agreed to', async () => {
  const booth = await place()
  const card = cardOf('曾同意', 193)
  const id = await booth.queued(card)
  await world.deps.db.updateTable('checks').set({ phase: 'abandoned', open_booth: null }).where('id', '=', id).execute()
  const { check } = await booth.open(card)
  expect(await gone(booth, check.id)).toEqual({ done: true })
  expect(await viewOf(world.deps, id, { kind: 'counter' })).toMatchObject({ applicant: { number: card.number } })
})
