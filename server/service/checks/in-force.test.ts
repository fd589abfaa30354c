import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { leave } from './booths.ts'
import { decideStation, giveBack } from './commands.ts'
import { claim } from './leases.ts'
import { openCheck } from './opening.ts'
import { conclude, drawUp } from './signoff.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

// The whole way to a signed report, three times.
const LONG = 60_000
let count = 0
const concluded = async (serial: number) => {
  const booth = await world.booth(`${++count}号`)
  await booth.calibrate()
  const card = cardOf('已检', serial)
  const id = await booth.queued(card)
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  const { doctor, counter } = await world.person(`d${count}`, 'doctor', 'counter')
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  sure(await claim(world.deps, doctor, await asked()))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor, { ...(await asked()), finding, reason: null }))
  const digest = sure(await drawUp(world.deps, doctor, { ...(await asked()), remark: null })).drawnUp?.digest ?? ''
  sure(await conclude(world.deps, doctor, { ...(await asked()), digest, proof: { by: 'password', password: PASSWORD } }))
  sure(await leave(world.deps, booth.who, { check: id, command: world.ids() }))
  const lay = (anew: boolean) => {
    const { signature: _, ...reading } = booth.cardReading(card)
    return openCheck(world.deps, booth.who, booth.signed({ ...reading, ...(anew && { anew: true as const }) }))
  }
  return { id, lay, counter, asked }
}

test(
  'somebody with a report in force is told so, until when, and gets another check only when they want one',
  async () => {
    const { id, lay } = await concluded(501)
    // Six months from the examination.
    expect(await lay(false)).toEqual(refuse('report-in-force', { on: '2026-11-25', validTo: '2027-05-25' }))
    const again = sure(await lay(true))
    expect(again.check).toMatchObject({ phase: 'opened' })
    expect(again.check.id).not.toBe(id)
  },
  LONG,
)

test(
  'a report that the counter has returned is none in force',
  async () => {
    const { id, lay, counter, asked } = await concluded(502)
    await until(async () => (await world.check(id)).phase === 'handed-over')
    sure(await giveBack(world.deps, counter, { ...(await asked()), reason: '缺页' }))
    expect(await lay(false)).toMatchObject({ check: { phase: 'opened' } })
  },
  LONG,
)

test(
  'a report that is not valid any more asks nobody',
  async () => {
    const { lay } = await concluded(503)
    // Over six months.
    world.step(200 * 86_400_000)
    expect(await lay(false)).toMatchObject({ check: { phase: 'opened' } })
  },
  LONG,
)
