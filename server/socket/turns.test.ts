import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HallView, Place, QueueView } from '#protocol/check.ts'
import { cardOf } from '../../test/driver.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const MINUTE = 60_000

/** Examinations that are over took so many minutes each. */
const measured = async (...minutes: number[]) => {
  const ended = world.deps.steady().getTime() - 3600 * 1000
  for (const [at, one] of minutes.entries())
    await world.deps.db
      .insertInto('examinations')
      .values({
        check_id: world.ids(),
        doctor: world.ids(),
        began_at: new Date(ended + at - one * MINUTE).toISOString(),
        ended_at: new Date(ended + at).toISOString(),
      })
      .execute()
}

/** A driver who waits in a booth whose line stands, with what the booth was told last. */
const waiting = async (name: string, serial: number) => {
  const booth = await world.booth(name)
  const id = await booth.queued(cardOf(name, serial))
  const agent = booth.connect()
  const told: Place[] = []
  agent.on('booth:place', (place) => told.push(place))
  let shown = false
  agent.on('booth:begin', () => (shown = true))
  await until(() => shown)
  return { id, last: () => told.at(-1) }
}
const claims = async (link: Awaited<ReturnType<Awaited<ReturnType<World['person']>>['connect']>>, id: string) =>
  sure(await link.ask('check:claim', { command: world.ids(), check: id, version: (await world.check(id)).version }))

test('booth and hall say about how long it takes: nothing without a doctor or a measure, else by place, doctors and what was measured', async () => {
  const first = await waiting('等一间', 1)
  const second = await waiting('等二间', 2)
  const third = await waiting('等三间', 3)
  const hall = await world.hall(await (await world.person('chief', 'administrator')).cookie())
  const counts: { now?: HallView } = {}
  hall.on('hall:view', (view) => (counts.now = view))
  // Administrators see all sites: no one line is theirs.
  await until(() => counts.now)
  expect(counts.now?.wait).toBeNull()

  world.app.deps.announce({ kind: 'waits' })
  await until(() => third.last())
  expect(third.last()).toEqual({ check: third.id, place: 3, wait: { untold: 'no-doctor' } })

  const link = await (await world.person('dr-first', 'doctor')).connect()
  await until(() => JSON.stringify(third.last()?.wait) === '{"untold":"unmeasured"}')

  await measured(8, 8, 8, 8, 8)
  await claims(link, first.id)
  // The doctor has just begun: 8 minutes for the next one, 16 for the one behind, told in steps of five.
  await until(() => third.last()?.place === 2)
  expect(second.last()).toEqual({ check: second.id, place: 1, wait: { minutes: 10 } })
  expect(third.last()).toEqual({ check: third.id, place: 2, wait: { minutes: 20 } })

  // As it is six minutes later, with a second doctor: one is free now, the other in two minutes.
  const began = new Date(world.deps.steady().getTime() - 6 * MINUTE).toISOString()
  await world.deps.db.updateTable('examinations').set({ began_at: began }).where('ended_at', 'is', null).execute()
  const other = await (await world.person('dr-second', 'doctor')).connect()
  await until(() => JSON.stringify(third.last()?.wait) === '{"minutes":5}')
  other.close()
  await until(() => JSON.stringify(third.last()?.wait) === '{"minutes":10}')
  link.close()
  await until(() => JSON.stringify(third.last()?.wait) === '{"untold":"no-doctor"}')
})

test('a doctor who connects, or comes back, is told the whole list in its order before anything that moves in it', async () => {
  const doctor = await world.person('dr-again', 'doctor')
  for (let time = 0; time < 2; time++) {
    const link = await doctor.connect()
    const heard: string[] = []
    const shows: { queue?: QueueView } = {}
    link.on('queue:view', (view) => {
      heard.push('view')
      shows.queue = view
    })
    link.on('queue:moved', () => heard.push('moved'))
    await until(() => shows.queue)
    expect(heard[0]).toBe('view')
    const waits = await world.deps.db
      .selectFrom('check_lines')
      .select('check_id')
      .where('turn', '>', '')
      .orderBy('turn')
      .orderBy('check_id')
      .execute()
    expect(waits.length).toBeGreaterThan(1)
    expect(shows.queue?.entries.map(({ check }) => check)).toEqual(waits.map(({ check_id }) => check_id))
    link.close()
    await waiting(`后来${time}间`, 40 + time)
  }
})

// The last: it can't be taken back.
test('as soon as a server is to be updated doctors are told that it takes no new driver, whoever comes later too, and drivers why nobody comes', async () => {
  const driver = await waiting('等更新', 9)
  const sits = async (login: string, role: 'doctor' | 'counter') => {
    const link = await (await world.person(login, role)).connect()
    const told: unknown[] = []
    link.on('queue:closed', (said) => told.push(said))
    return told
  }
  const [before, clerk] = [await sits('dr-before', 'doctor'), await sits('clerk-before', 'counter')]
  await until(() => driver.last())
  void world.app.drained()
  await until(() => before.length > 0)
  await until(() => JSON.stringify(driver.last()?.wait) === '{"untold":"updating"}')
  const later = await sits('dr-later', 'doctor')
  await until(() => later.length > 0)
  expect([before, later, clerk]).toEqual([[{ closed: true }], [{ closed: true }], []])
})
