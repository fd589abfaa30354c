import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import type { InstitutionFacts } from '#protocol/registry.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { currentRegistry } from '../../store/registry.ts'
import { beginRegistry } from './beginning.ts'
import {
  addInstitution,
  addRegistration,
  changeInstitution,
  changeRegistration,
  historyOf,
  registryView,
  suspendInstitution,
} from './registry.ts'

let world: World
let chief: { id: string }
beforeAll(async () => {
  world = await openWorld()
  chief = await world.person('chief', 'administrator')
})
afterAll(() => world.close())

const FACTS: InstitutionFacts = {
  name: '湖滨社区卫生服务中心',
  nameEn: null,
  address: '湖滨路8号',
  contact: '0999-1234567',
  level: 'community',
  allowed: { by: '示范市卫生健康委员会', rank: 'prefecture' },
  from: '2026-01-01',
  until: '2027-12-31',
  certifies: ['ordinary'],
  sites: [],
}
const first = async () => {
  const found = (await currentRegistry(world.deps.db)).institutions.find(({ id }) => id === FIRST_INSTITUTION)
  if (!found) throw new Error('there is no first institution')
  return found
}

test('a new installation begins with the institution of its settings, which has every site; later starts change nothing', async () => {
  expect((await first()).value).toMatchObject({ name: world.settings.institution, sites: null, certifies: ['ordinary'], suspended: null })
  world.settings.institution = '别的名字'
  await beginRegistry(world.deps)
  expect((await currentRegistry(world.deps.db)).institutions).toEqual([await first()])
})

test('an installation of before the registry goes on: its doctors are in the first institution, and their numbers are still to be written', async () => {
  const older = await openWorld()
  try {
    const doctor = await older.person('old', 'doctor')
    await older.person('desk', 'counter')
    await older.deps.db.deleteFrom('registry').execute()
    await beginRegistry(older.deps)
    const { doctors } = await currentRegistry(older.deps.db)
    expect(doctors.map(({ value }) => value)).toEqual([
      { person: doctor.id, institution: FIRST_INSTITUTION, licence: null, from: '2022-04-01', until: null },
    ])
  } finally {
    await older.close()
  }
})

test.each([
  ['a level that needs a health authority, without one', { allowed: null }, 'institution-not-allowed'],
  ['C5 without the province', { certifies: ['ordinary', 'c5'] }, 'province-needed'],
  ['a special institution without the province', { level: 'special' }, 'province-needed'],
  ['an end before the beginning', { until: '2025-12-31' }, 'validity-wrong'],
  ['a day that there is not', { from: '2026-02-30' }, 'validity-wrong'],
  ['nothing that it may certify', { certifies: [] }, 'business-missing'],
  ['all other sites, which another has', { sites: null }, 'rest-of-another'],
  ['a name that is taken', { name: '示范市机动车驾驶人体检中心（演示）' }, 'name-taken'],
] as const)('an institution with %s is refused', async (_, change, code) => {
  expect(
    await addInstitution(world.deps, chief, {
      ...FACTS,
      ...change,
      certifies: [...('certifies' in change ? change.certifies : FACTS.certifies)],
    }),
  ).toMatchObject({
    refused: code,
  })
})

test('one of county rank needs nobody’s leave, and one that the province has named certifies for C5', async () => {
  expect(sure(await addInstitution(world.deps, chief, { ...FACTS, name: '县人民医院', level: 'county', allowed: null })).version).toBe(1)
  const province = { by: '示范省卫生健康委员会', rank: 'province' as const }
  const named = { ...FACTS, name: '省康复医院', level: 'special' as const, allowed: province, certifies: ['c5' as const] }
  expect(sure(await addInstitution(world.deps, chief, named)).value.certifies).toEqual(['c5'])
})

test('a site belongs to one institution at a time', async () => {
  const site = await world.site('河东服务站')
  const one = sure(await addInstitution(world.deps, chief, { ...FACTS, name: '河东医院', sites: [site.id] }))
  expect(await addInstitution(world.deps, chief, { ...FACTS, name: '河西医院', sites: [site.id] })).toEqual(
    refuse('site-of-another', { site: '河东服务站', institution: '河东医院' }),
  )
  expect(isRefusal(await changeInstitution(world.deps, chief, one.id, one.version, { ...FACTS, name: '河东医院', sites: [] }))).toBe(false)
  sure(await addInstitution(world.deps, chief, { ...FACTS, name: '河西医院', sites: [site.id] }))
})

test('of two administrators at once one is told, and who changed what when stays', async () => {
  const made = sure(await addInstitution(world.deps, chief, { ...FACTS, name: '南山医院' }))
  const other = await world.person('second-chief', 'administrator')
  const by = async (who: { id: string }, contact: string) =>
    changeInstitution(world.deps, who, made.id, made.version, { ...FACTS, name: '南山医院', contact })
  const answers = await Promise.all([by(chief, '0999-1'), by(other, '0999-2')])
  expect(answers.filter(isRefusal)).toEqual([refuse('entry-changed')])
  const { entries: history } = sure(await historyOf(world.deps, made.id))
  expect(history.map(({ version, by: name }) => [version, name])).toEqual([
    [2, answers.map((answer) => (isRefusal(answer) ? null : answer.by)).find((name) => name !== null)],
    [1, '医生chief'],
  ])
  expect(history.at(-1)?.value).toMatchObject({ contact: '0999-1234567' })
})

test('a suspension from an instant that is over is refused; one from now on names the instant', async () => {
  const made = sure(await addInstitution(world.deps, chief, { ...FACTS, name: '北山医院' }))
  const asked = { version: 1, papersSince: '2026-11-01', reason: '出具虚假证明' }
  expect(await suspendInstitution(world.deps, chief, made.id, { ...asked, from: '2020-01-01T00:00:00.000Z' })).toEqual(
    refuse('instant-over'),
  )
  expect(sure(await suspendInstitution(world.deps, chief, made.id, { ...asked, from: null })).value.suspended).toEqual({
    from: world.now().toISOString(),
    papersSince: '2026-11-01',
    reason: '出具虚假证明',
  })
  // Whoever changes its address doesn't recognise it again.
  expect(sure(await changeInstitution(world.deps, chief, made.id, 2, { ...FACTS, name: '北山医院' })).value.suspended).not.toBeNull()
})

test('a doctor is registered once in an institution, with a number and days that are in order', async () => {
  const { id: person } = await world.person('reg', 'doctor')
  const counter = await world.person('reg-counter', 'counter')
  const made = sure(await addInstitution(world.deps, chief, { ...FACTS, name: '东山医院' }))
  const wanted = { person, institution: made.id, licence: '110000000000001', from: '2026-01-01', until: null }
  const entry = sure(await addRegistration(world.deps, chief, wanted))
  expect(await addRegistration(world.deps, chief, wanted)).toEqual(refuse('registered-already', { institution: '东山医院' }))
  expect(await addRegistration(world.deps, chief, { ...wanted, person: counter.id })).toEqual(refuse('not-found'))
  expect(
    await changeRegistration(world.deps, chief, entry.id, { version: 1, licence: '1', from: '2026-01-02', until: '2026-01-01' }),
  ).toEqual(refuse('validity-wrong'))
  sure(await changeRegistration(world.deps, chief, entry.id, { version: 1, licence: '2', from: '2026-01-02', until: null }))
  expect((await registryView(world.deps)).doctors.find(({ id }) => id === entry.id)).toMatchObject({
    version: 2,
    by: '医生chief',
    value: { person, licence: '2' },
  })
})
