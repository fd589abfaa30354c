import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_HOURS } from '#check/rota.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Rota } from '#protocol/rota.ts'
import { openWorld, sure, until, type World } from '../../../test/world.ts'
import { ofSite } from '../sites/scope.ts'
import { hallView } from '../views/lists.ts'
import { turnsNow } from '../views/turns.ts'
import { changeRota, rotaHistoryOf, rotaView } from './rota.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const HALL = '时间大厅'
/** Every day from half past one on; the world begins at ten in China. */
const AFTERNOONS: Rota = { week: Array.from({ length: 7 }, () => [{ from: '13:30', until: '17:00' }]), exceptions: [] }
const waitAt = async (name: string) => (await hallView(world.deps, ofSite((await world.site(name)).id), await turnsNow(world.deps))).wait

test('while no doctor is here a hall is told when the next one’s hours begin who may examine there, and nothing once one has come', async () => {
  const [chief, doctor, elsewhere] = [
    await world.person('chief-rota', 'administrator'),
    await world.person('dr-rota', 'doctor'),
    await world.person('dr-rota-west', 'doctor'),
  ]
  await world.site(HALL)
  await elsewhere.worksFor('别的大厅')
  expect(await waitAt(HALL)).toEqual({ untold: 'no-doctor' })
  sure(await changeRota(world.deps, chief, doctor.id, { version: 0, rota: AFTERNOONS }))
  const early: Rota = { ...NO_HOURS, exceptions: [{ on: '2026-11-25', hours: [{ from: '11:00', until: '12:00' }] }] }
  sure(await changeRota(world.deps, chief, elsewhere.id, { version: 0, rota: early }))
  expect(await waitAt(HALL)).toEqual({ untold: 'no-doctor', next: '2026-11-25T05:30:00.000Z' })
  expect(await waitAt('别的大厅')).toEqual({ untold: 'no-doctor', next: '2026-11-25T03:00:00.000Z' })
  const link = await doctor.connect()
  await until(async () => (await world.deps.presence.doctors()).has(doctor.id))
  expect(await waitAt(HALL)).toEqual({ untold: 'unmeasured' })
  link.close()
})

test('each change of a doctor’s hours is kept with who made it, and of two administrators at once one is told', async () => {
  const [chief, doctor] = [await world.person('chief-keeps', 'administrator'), await world.person('dr-kept', 'doctor')]
  sure(await changeRota(world.deps, chief, doctor.id, { version: 0, rota: AFTERNOONS }))
  expect(await changeRota(world.deps, chief, doctor.id, { version: 0, rota: NO_HOURS })).toEqual(refuse('entry-changed'))
  sure(await changeRota(world.deps, chief, doctor.id, { version: 1, rota: NO_HOURS }))
  const { entries, more } = sure(await rotaHistoryOf(world.deps, doctor.id))
  expect(entries.map(({ version, by, rota }) => [version, by, rota])).toEqual([
    [2, chief.name, NO_HOURS],
    [1, chief.name, AFTERNOONS],
  ])
  expect(more).toBe(false)
  expect((await rotaView(world.deps)).doctors.find((one) => one.doctor === doctor.id)).toMatchObject({ version: 2, rota: NO_HOURS })
})

test('hours that don’t fit together, or of somebody who is no doctor, are refused', async () => {
  const [chief, doctor] = [await world.person('chief-wrong', 'administrator'), await world.person('dr-wrong', 'doctor')]
  const twice: Rota = {
    ...NO_HOURS,
    exceptions: [
      { on: '2026-12-25', hours: [] },
      { on: '2026-12-25', hours: [] },
    ],
  }
  expect(await changeRota(world.deps, chief, doctor.id, { version: 0, rota: twice })).toEqual(refuse('hours-wrong'))
  expect(await changeRota(world.deps, chief, chief.id, { version: 0, rota: NO_HOURS })).toEqual(refuse('not-found'))
  expect(await rotaHistoryOf(world.deps, world.ids())).toEqual(refuse('not-found'))
})
