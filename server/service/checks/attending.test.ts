import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, silentMedia, sure, until, type World } from '../../../test/world.ts'
import type { Watching } from '../../media/media.ts'
import { attendanceOf } from '../../store/attendances.ts'
import { loadEvents } from '../../store/events.ts'
import { drained } from '../loops/draining.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { shiftOf } from '../views/shift.ts'
import { noteMeeting } from './attending.ts'
import { decideStation, release } from './commands.ts'
import { claim } from './leases.ts'
import { conclude, drawUp, signingOf } from './signoff.ts'

let world: World
/** What flows in each call now. */
let flowing: { participant: 'booth' | 'doctor'; source: 'camera'; producer: string }[] = []
/** Whom the calls tell of what becomes of them. */
let watching: Watching | null = null
beforeAll(async () => {
  world = await openWorld({
    settings: { callMinutes: 2 },
    outside: { media: { ...silentMedia, flowing: () => flowing, watch: (told) => (watching = told) } },
    pace: { lapses: 3_600_000 },
  })
})
afterAll(() => world.close())

type Person = Awaited<ReturnType<World['person']>>
let serial = 600
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const proof = { by: 'password' as const, password: PASSWORD }
const both = [
  { participant: 'booth', source: 'camera', producer: 'b' },
  { participant: 'doctor', source: 'camera', producer: 'd' },
] as const

/** A driver whom a doctor has taken, with every finding but those of the limbs. */
const taken = async (doctor: Person) => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', serial))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  return id
}
const drawnUp = async (doctor: Person, id: string) => {
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  return sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null })).drawnUp?.digest ?? ''
}
const sign = async (doctor: Person, id: string, digest: string) =>
  conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof })
const readerOf = ({ id }: Person) => ({ id, doctor: EVERYTHING, counter: null, administrator: null, auditor: null })

test('nobody signs before the call has run its minutes; the refusal tells how long it still is, and the report stays drawn up', async () => {
  const doctor = await world.person('dr-call', 'doctor')
  const id = await taken(doctor)
  world.step(60_000)
  // Only now both see each other: the time before doesn't count.
  flowing = [...both]
  await noteMeeting(world.deps, id)
  world.step(30_000)
  const digest = await drawnUp(doctor, id)
  expect(await signingOf(world.deps, doctor.doctor, id)).toMatchObject({ seconds: 90, inWriting: false })
  expect(await sign(doctor, id, digest)).toEqual(refuse('call-too-short', { minutes: 2, seconds: 90 }))
  // The call breaks, and they go on in writing: what has run has run.
  flowing = []
  await noteMeeting(world.deps, id)
  world.step(89_500)
  expect(await sign(doctor, id, digest)).toEqual(refuse('call-too-short', { minutes: 2, seconds: 1 }))
  world.step(500)
  expect(sure(await sign(doctor, id, digest)).phase).not.toBe('underway')
})

test('a media worker that dies under a call stands in the check’s record and in the counts, and changes nothing that was found', async () => {
  const doctor = await world.person('dr-broken', 'doctor')
  const id = await taken(doctor)
  const before = await world.check(id)
  const deaths = async () => /^roadfit_media_worker_deaths_total (\d+)$/m.exec(await (await fetch(`${world.url}/metrics`)).text())?.[1]
  expect(await deaths()).toBe('0')
  watching?.died([id])
  await until(async () => (await world.check(id)).version > before.version)
  const { version, commands: _, ...after } = await world.check(id)
  expect(after).toEqual(expect.objectContaining({ stations: before.stations, lease: before.lease, phase: 'underway' }))
  const [last] = (await loadEvents(world.deps.db, id)).toReversed()
  expect(last).toMatchObject({ sequence: version, event: { kind: 'call-broken' }, actor: { kind: 'system', id: 'media' } })
  expect(await deaths()).toBe('1')
  sure(await release(world.deps, doctor.doctor, await asked(id)))
})

test('where no call ever stood the time counts from taking the driver, and the doctor is told so', async () => {
  flowing = []
  const doctor = await world.person('dr-writing', 'doctor')
  const id = await taken(doctor)
  // One side alone is no call.
  flowing = [both[0]]
  await noteMeeting(world.deps, id)
  expect(await attendanceOf(world.deps.db, id, doctor.id)).toMatchObject({ met: null })
  world.step(121_000)
  const digest = await drawnUp(doctor, id)
  expect(await signingOf(world.deps, doctor.doctor, id)).toMatchObject({ seconds: 0, inWriting: true })
  sure(await sign(doctor, id, digest))
})

test('a wall clock that is set makes nobody’s minutes longer or shorter', async () => {
  const doctor = await world.person('dr-clock', 'doctor')
  const id = await taken(doctor)
  const digest = await drawnUp(doctor, id)
  world.set(3_600_000)
  expect(await sign(doctor, id, digest)).toMatchObject({ refused: 'call-too-short' })
  world.set(-3_600_000)
  world.step(120_000)
  sure(await sign(doctor, id, digest))
})

test('the day of a doctor: drivers taken, what was signed and how long it took, and nobody else’s', async () => {
  const doctor = await world.person('dr-day', 'doctor')
  for (const minutes of [3, 5]) {
    const id = await taken(doctor)
    world.step(minutes * 60_000)
    sure(await sign(doctor, id, await drawnUp(doctor, id)))
  }
  const open = await taken(doctor)
  const shift = await shiftOf(world.deps, readerOf(doctor))
  expect(shift).toMatchObject({ seen: 3, signed: [{ outcome: 'fit', count: 2 }], returned: 0 })
  expect(shift.withDriver).toBeCloseTo(4, 0)
  expect(shift.whole).toBeGreaterThanOrEqual(shift.withDriver ?? 0)
  const other = await world.person('dr-idle', 'doctor')
  expect(await shiftOf(world.deps, readerOf(other))).toMatchObject({ seen: 0, signed: [], withDriver: null, whole: null })
  sure(await release(world.deps, doctor.doctor, await asked(open)))
})

test('before an update no driver is taken, whoever has one goes on, and it is over when the last one is done', async () => {
  const [doctor, other] = [await world.person('dr-last', 'doctor'), await world.person('dr-late', 'doctor')]
  const id = await taken(doctor)
  const waiting = await (await world.booth('等候间')).queued(cardOf('等候', 699))
  let over = false
  const end = drained(world.deps, 20, new AbortController().signal).then(() => (over = true))
  expect(await claim(world.deps, other.doctor, await asked(waiting))).toEqual(refuse('server-draining'))
  // A page that is loaded again takes its driver once more.
  expect(sure(await claim(world.deps, doctor.doctor, await asked(id))).lease?.doctor.id).toBe(doctor.id)
  sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding: LIMBS_WELL[0], reason: null }))
  expect(over).toBe(false)
  sure(await release(world.deps, doctor.doctor, await asked(id)))
  await end
})
