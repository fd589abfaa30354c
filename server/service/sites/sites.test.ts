import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import type { Site } from '#protocol/sites.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { findPerson } from '../../store/people.ts'
import { decideStation } from '../checks/commands.ts'
import { claim } from '../checks/leases.ts'
import { conclude, drawUp } from '../checks/signoff.ts'
import { changeMachine, createMachine } from '../machines/machines.ts'
import { mayAct } from '../people/access.ts'
import { counterView } from '../views/lists.ts'
import { readerOf } from './scope.ts'
import { createSite, updateSite } from './sites.ts'

// A city with a centre, two squads and a station; the case names units by their codes.

let world: World
let city: Record<'centre' | 'east' | 'west' | 'station', Site>
beforeAll(async () => {
  world = await openWorld()
  const centre = await world.site('车管所', { kind: 'centre', code: '00' })
  const east = await world.site('东城大队', { kind: 'squad', code: '01', parent: centre.id })
  const west = await world.site('西城大队', { kind: 'squad', code: '02', parent: centre.id })
  city = { centre, east, west, station: await world.site('河边服务站', { parent: centre.id }) }
})
afterAll(() => world.close())

const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })

let drivers = 0
/** A report of a driver whose case is of this unit; null: there is no case. */
const reported = async (booth: Awaited<ReturnType<World['booth']>>, doctor: Awaited<ReturnType<World['person']>>, unit: string | null) => {
  const card = cardOf('张三', 800 + drivers++)
  const rest = { business: 'G', classes: ['C1' as const], file: null, phone: null, stopped: null }
  if (unit !== null) world.traffic.cases.set(card.number, { ...rest, number: `G-${drivers}`, unit })
  const id = await booth.queued(card)
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
  const proof = { by: 'password', password: PASSWORD } as const
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest: drawnUp?.digest ?? '', proof }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  return id
}

/** The reports that somebody at the counter is shown. */
const listOf = async (id: string): Promise<string[]> => {
  const person = await findPerson(world.deps.db, { id })
  const { counter } = await readerOf(world.deps, person ?? (await Promise.reject(new Error('nobody'))))
  return counter ? (await counterView(world.deps, counter)).entries.map(({ check }) => check).toSorted() : []
}

test('each report goes to the counter of its case’s squad, and whatever has none to the centre’s: every one to exactly one', async () => {
  const counters: Record<string, Awaited<ReturnType<World['person']>>> = {}
  for (const [name, site] of Object.entries(city).filter(([, { kind }]) => kind !== 'station')) {
    counters[name] = await world.person(`counter-${name}`, 'counter')
    await counters[name].worksFor(site.name)
  }
  const doctor = await world.person('doctor', 'doctor')
  await doctor.worksFor('河边服务站')
  const booth = await world.booth('1号', '河边服务站')
  await booth.calibrate()
  const of = { east: await reported(booth, doctor, '01'), west: await reported(booth, doctor, '02') }
  const lost = [await reported(booth, doctor, '77'), await reported(booth, doctor, null)]
  expect(await listOf(counters['east']?.id ?? '')).toEqual([of.east])
  expect(await listOf(counters['west']?.id ?? '')).toEqual([of.west])
  expect(await listOf(counters['centre']?.id ?? '')).toEqual(lost.toSorted())
  const act = async (who: string, as: 'doctor' | 'counter', id: string) => mayAct(world.deps, who, as, await world.check(id))
  expect(await act(counters['east']?.id ?? '', 'counter', of.east)).toBeNull()
  expect(await act(counters['east']?.id ?? '', 'counter', of.west)).toEqual(refuse('other-site', { site: '西城大队' }))

  // The station says whose counter sees to its walk-ins.
  sure(await updateSite(world.deps, city.station.id, { squad: city.west.id }))
  const sent = await reported(booth, doctor, '77')
  expect(await listOf(counters['west']?.id ?? '')).toEqual([of.west, sent].toSorted())

  // What a closed squad leaves behind the centre sees to, and loses again when it is opened.
  sure(await updateSite(world.deps, city.station.id, { squad: null }))
  sure(await updateSite(world.deps, city.east.id, { closed: true }))
  expect(await listOf(counters['centre']?.id ?? '')).toEqual([...lost, of.east].toSorted())
  expect(await act(counters['centre']?.id ?? '', 'counter', of.east)).toBeNull()
  sure(await updateSite(world.deps, city.east.id, { closed: false }))
  expect(await listOf(counters['centre']?.id ?? '')).toEqual(lost.toSorted())
}, 60_000)

describe('a site is refused', () => {
  const wanted = { kind: 'station', name: '新站', nameEn: null, code: null, parent: null, squad: null } as const
  test.each([
    { case: 'under a name that is taken', change: () => ({ name: '东城大队' }), refused: 'name-taken' },
    { case: 'under another one’s unit code', change: () => ({ code: '01' }), refused: 'unit-taken' },
    { case: 'as one of a squad’s', change: () => ({ parent: city.east.id }), refused: 'site-unfit' },
    { case: 'when a station’s counter is to see to its reports', change: () => ({ squad: city.station.id }), refused: 'site-unfit' },
    {
      case: 'as a centre that belongs to another',
      change: () => ({ kind: 'centre', parent: city.centre.id }) as const,
      refused: 'site-unfit',
    },
    { case: 'with a character that no paper can show', change: () => ({ name: '站\u2714' }), refused: 'glyph-missing' },
  ])('$case', async ({ change, refused }) => {
    expect(await createSite(world.deps, { ...wanted, ...change() })).toMatchObject({ refused })
  })

  test('the end of its work while a machine stands there, or others need it', async () => {
    const booth = await world.booth('2号', '山脚服务站')
    const { id } = booth.who.site
    expect(await updateSite(world.deps, id, { closed: true })).toEqual(refuse('site-in-use', { site: '山脚服务站' }))
    expect(await updateSite(world.deps, city.centre.id, { closed: true })).toMatchObject({ refused: 'site-in-use' })
    sure(await changeMachine(world.deps, booth.who.id, { site: city.station.id }))
    sure(await updateSite(world.deps, id, { closed: true }))
    const machine = { kind: 'booth', name: '3号', site: id } as const
    expect(await createMachine(world.deps, machine)).toEqual(refuse('site-closed', { site: '山脚服务站' }))
    expect(await changeMachine(world.deps, booth.who.id, { site: id })).toMatchObject({ refused: 'site-closed' })
  })
})

test('a machine that is moved, and one whose site has another name, is told so when it comes in again', async () => {
  const booth = await world.booth('4号', '旧站')
  const agent = booth.connect()
  const told: string[] = []
  agent.on('booth:called', ({ name, site }) => void told.push(`${name} ${site}`))
  await until(() => told.at(-1) === '4号 旧站')
  sure(await updateSite(world.deps, booth.who.site.id, { name: '新名站' }))
  await until(() => told.at(-1) === '4号 新名站')
  sure(await changeMachine(world.deps, booth.who.id, { site: city.station.id }))
  await until(() => told.at(-1) === '4号 河边服务站')
  agent.close()
})
