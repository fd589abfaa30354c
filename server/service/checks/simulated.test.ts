import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeviceState } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { DECLARED, LIMBS_WELL, openWorld, PASSWORD, sure, type World } from '../../../test/world.ts'
import { loadEvents } from '../../store/events.ts'
import { setDevices } from '../../store/machines.ts'
import { machines } from '../machines/machines.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { noteStatus } from './booths.ts'
import { decideStation } from './commands.ts'
import { claim } from './leases.ts'
import { openCheck } from './opening.ts'
import { acceptReading } from './readings.ts'
import { conclude, countersign, drawUp, signingOf } from './signoff.ts'
import { startStation } from './starting.ts'

// Devices that are made up must not measure a real driver: not outside of a demonstration.

let product: World
let demonstration: World
beforeAll(async () => {
  product = await openWorld({ demo: false })
  demonstration = await openWorld()
})
afterAll(async () => {
  await product.close()
  await demonstration.close()
})

type Booth = Awaited<ReturnType<World['booth']>>
const said = (simulated: (kind: DeviceState['kind']) => boolean) => DECLARED.map((one) => ({ ...one, simulated: simulated(one.kind) }))
const ALL = said(() => true)
const NONE = said(() => false)
const refused = refuse('booth-simulated')
const BY_EYE = [
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
] as const
const markOf = async (world: World, id: string) => (await machines(world.deps, EVERYTHING)).find((machine) => machine.id === id)?.simulated

let count = 0
let booth: Booth
beforeEach(async () => {
  booth = await product.booth(`模拟${++count}号`)
  await booth.calibrate()
})
const tell = (devices: DeviceState[]) => noteStatus(product.deps, booth.who, { devices })
const opening = () => openCheck(product.deps, booth.who, booth.cardReading(cardOf('张三', 800 + count)))

test.each([['all of its devices', ALL] as const, ...DECLARED.map(({ kind }) => [kind, said((one) => one === kind)] as const)])(
  'a booth that says of %s that it is simulated opens no check in the product, and one with real devices does',
  async (_, devices) => {
    await tell(devices)
    expect(await opening()).toEqual(refused)
    expect(await markOf(product, booth.who.id)).toBe(true)
    await tell(NONE)
    expect(await opening()).toMatchObject({ check: { phase: 'opened' } })
    expect(await markOf(product, booth.who.id)).toBe(false)
  },
)

test('a booth that becomes a simulated one goes on with no check: its card is refused, no station starts, no reading is taken', async () => {
  const card = cardOf('张三', 800 + count)
  const id = await booth.queued(card)
  const reading = booth.reading(await booth.attempt(id, 'height'))
  await tell(ALL)
  const { deps } = product
  expect(await acceptReading(deps, booth.who, reading)).toEqual(refused)
  expect(await openCheck(deps, booth.who, booth.cardReading(card))).toEqual(refused)
  const wish = { command: product.ids(), check: id, station: 'colour', glasses: false, aid: false, version: null } as const
  expect(await startStation(deps, booth.who, wish)).toEqual(refused)
  const { doctor } = await product.person(`sim-${count}`, 'doctor')
  const { version } = sure(await claim(deps, doctor, { command: product.ids(), check: id, version: (await product.check(id)).version }))
  expect(await startStation(deps, doctor, { ...wish, command: product.ids(), version })).toEqual(refused)
})

test('what a simulated device has begun to measure is refused, also when the booth says later that it is a real one', async () => {
  const id = await booth.queued(cardOf('张三', 800 + count))
  // As a server without this rule let it begin.
  Object.assign(product.settings, { demo: true })
  await tell(ALL)
  const reading = booth.reading(await booth.attempt(id, 'height'))
  Object.assign(product.settings, { demo: false })
  await tell(NONE)
  expect(await acceptReading(product.deps, booth.who, reading)).toEqual(refused)
})

test('no report is drawn up of what simulated devices measured before such booths were refused, until it is measured again', async () => {
  Object.assign(product.settings, { demo: true })
  await tell(ALL)
  const id = await booth.queued(cardOf('张三', 800 + count))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
  Object.assign(product.settings, { demo: false })
  await tell(NONE)
  const { doctor } = await product.person(`sim-${count}`, 'doctor')
  const asked = async () => ({ command: product.ids(), check: id, version: (await product.check(id)).version })
  sure(await claim(product.deps, doctor, await asked()))
  for (const finding of LIMBS_WELL) sure(await decideStation(product.deps, doctor, { ...(await asked()), finding, reason: null }))
  const events = (await loadEvents(product.deps.db, id)).length
  expect(await drawUp(product.deps, doctor, { ...(await asked()), remark: null })).toEqual(refused)
  expect(await loadEvents(product.deps.db, id)).toHaveLength(events)
})

test.each(['the first doctor', 'a second doctor'] as const)(
  'what was drawn up of simulated measurements before such booths were refused is signed by nobody afterwards: not by %s',
  async (who) => {
    Object.assign(product.settings, { demo: true })
    await tell(ALL)
    const id = await booth.queued(cardOf('张三', 800 + count))
    await booth.measure(id, 'height')
    const [first, second] = [await product.person(`sim-a-${count}`, 'doctor'), await product.person(`sim-b-${count}`, 'doctor')]
    const { deps } = product
    const asked = async () => ({ command: product.ids(), check: id, version: (await product.check(id)).version })
    sure(await claim(deps, first.doctor, await asked()))
    for (const finding of [...BY_EYE, ...LIMBS_WELL])
      sure(await decideStation(deps, first.doctor, { ...(await asked()), finding, reason: '视频所见' }))
    const digest = sure(await drawUp(deps, first.doctor, { ...(await asked()), remark: null })).drawnUp?.digest ?? ''
    const signing = async () => ({ ...(await asked()), digest, proof: { by: 'password' as const, password: PASSWORD } })
    if (who === 'a second doctor') sure(await conclude(deps, first.doctor, await signing()))
    Object.assign(product.settings, { demo: false })
    await tell(NONE)
    const events = (await loadEvents(deps.db, id)).length
    const [sign, doctor] = who === 'a second doctor' ? [countersign, second.doctor] : [conclude, first.doctor]
    expect(await signingOf(deps, doctor, id)).toEqual(refused)
    expect(await sign(deps, doctor, await signing())).toEqual(refused)
    expect(await loadEvents(deps.db, id)).toHaveLength(events)
  },
)

test('a demonstration checks people in a simulated booth, and marks it for its administrator all the same', async () => {
  const simulated = await demonstration.booth('演示舱')
  await setDevices(demonstration.deps.db, simulated.who.id, ALL)
  expect(await openCheck(demonstration.deps, simulated.who, simulated.cardReading(cardOf('李四', 899)))).toMatchObject({
    check: { phase: 'opened' },
  })
  expect(await markOf(demonstration, simulated.who.id)).toBe(true)
})
