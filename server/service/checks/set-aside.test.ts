import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { loadEvents } from '../../store/events.ts'
import { audit } from '../proof/audit.ts'
import { checkView } from '../views/views.ts'
import { claim } from './leases.ts'
import { acceptReading, setAside } from './readings.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a reading that was not taken and lies aside is told to the doctor beside its station, once, and the station can be begun again', async () => {
  const { deps } = world
  const booth = await world.booth('搁置1号')
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', 610))
  const attempt = await booth.attempt(id, 'height')
  const refusal = await acceptReading(deps, booth.who, booth.reading(attempt, { seed: 'f'.repeat(32) }))
  expect(refusal).toEqual(refuse('seed-unknown'))
  const tell = () => setAside(deps, booth.who, { command: world.ids(), check: id, attempt: attempt.id, refusal: refuse('seed-unknown') })
  sure(await tell())
  const events = (await loadEvents(deps.db, id)).length
  sure(await tell())
  expect(await loadEvents(deps.db, id)).toHaveLength(events)
  const { doctor } = await world.person('aside-doctor', 'doctor')
  const check = sure(await claim(deps, doctor, { command: world.ids(), check: id, version: (await world.check(id)).version }))
  const height = (await checkView(deps, check, doctor)).stations.find(({ station }) => station === 'height')
  expect(height).toMatchObject({ state: 'waiting', attempts: [{ state: 'void', aside: refuse('seed-unknown') }] })
  // Nothing is said of a device: none has failed.
  expect(check.faults).toEqual([])
  await booth.measure(id, 'height')
  const after = (await world.check(id)).stations.height.attempts
  expect(after.map(({ state, aside }) => [state, aside?.refused])).toEqual([
    ['void', 'seed-unknown'],
    ['read', undefined],
  ])
  expect((await audit(deps, { stored: new Set(), trusted: { seals: [], stamps: [] } })).troubles.filter(({ of }) => of !== 'file')).toEqual(
    [],
  )
})

test('nobody lays aside what is another booth’s, what was never begun, or what was read', async () => {
  const { deps } = world
  const [booth, other] = [await world.booth('搁置2号'), await world.booth('搁置3号')]
  await booth.calibrate()
  const id = await booth.queued(cardOf('李四', 611))
  const { attempt } = await booth.measure(id, 'height')
  const tell = (who: typeof booth.who, which: string) =>
    setAside(deps, who, { command: world.ids(), check: id, attempt: which, refusal: refuse('internal') })
  const before = await world.check(id)
  expect(await tell(other.who, attempt)).toMatchObject({ refused: 'check-unknown' })
  expect(await tell(booth.who, world.ids())).toEqual(refuse('attempt-unknown'))
  sure(await tell(booth.who, attempt))
  expect((await world.check(id)).version).toBe(before.version)
})
