import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { loadEvents } from '../../store/events.ts'
import { dueRows } from '../../store/outbox.ts'
import { findReport } from '../../store/reports.ts'
import { verificationOf } from '../proof/papers.ts'
import { proofOf } from '../proof/proof.ts'
import { recogniseInstitution, suspendInstitution } from '../registry/registry.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { counterView } from '../views/lists.ts'
import { viewOf } from '../views/views.ts'
import { accept, decideStation } from './commands.ts'
import { reportInForce } from './in-force.ts'
import { claim } from './leases.ts'
import { conclude, drawUp, supersede } from './signoff.ts'
import { refuseIssuer, withdraw } from './withdrawing.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]
const ALWAYS = '9999-12-31T00:00:00.000Z'
let serial = 700
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const signed = async (name = '张三', beforeSigning = () => {}) => {
  const doctor = await world.person(`wd-${++serial}`, 'doctor')
  const booth = await world.booth(`${serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf(name, serial))
  for (const station of MEASURED) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
  const proof = { by: 'password', password: PASSWORD } as const
  beforeSigning()
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest: drawnUp?.digest ?? '', proof }))
  return { doctor, id, number: drawnUp?.number ?? '' }
}
const handedOver = async () => {
  const made = await signed()
  await until(async () => (await world.check(made.id)).phase === 'handed-over')
  return made
}
const told = (id: string) =>
  world.deps.db.selectFrom('outbox').select('id').where('check_id', '=', id).where('kind', '=', 'withdraw').execute()

test('a withdrawn report is out of force everywhere, says by whom and why, and stays with all that led to it', async () => {
  const { doctor, id, number } = await handedOver()
  const counter = await world.person('wd-counter', 'counter')
  sure(await accept(world.deps, counter.counter, await asked(id)))
  const before = await loadEvents(world.deps.db, id)
  const check = sure(await withdraw(world.deps, doctor.doctor, { ...(await asked(id)), reason: '照片不是本人' }))
  expect(check).toMatchObject({ phase: 'withdrawn', report: { number }, delivery: { state: 'delivered' }, counter: { state: 'accepted' } })
  expect((await loadEvents(world.deps.db, id)).slice(0, -1)).toEqual(before)

  expect((await findReport(world.deps.db, { number }))?.state).toBe('withdrawn')
  expect(await reportInForce(world.deps, check.applicant)).toBeNull()
  expect((await verificationOf(world.deps, check.report?.code ?? ''))?.standing).toEqual({ state: 'taken-back', as: 'doctor' })
  const line = (await counterView(world.deps, EVERYTHING)).entries.find(({ check: one }) => one === id)
  expect(line).toMatchObject({ phase: 'withdrawn', reason: '照片不是本人' })
  expect(await viewOf(world.deps, id, { kind: 'booth' })).toMatchObject({
    phase: 'withdrawn',
    withdrawn: { by: doctor.name, as: 'doctor', reason: '照片不是本人' },
  })
  expect((await proofOf(world.deps, { number }))?.faults).toEqual([])
  expect(await supersede(world.deps, doctor.doctor, { ...(await asked(id)), remark: null, decisions: [] })).toEqual(
    refuse('wrong-state', { phase: 'withdrawn' }),
  )
})

test('the case has to know of it once where it has the report or may get it, and of what it refused or never saw it hasn’t', async () => {
  const { doctor, id } = await handedOver()
  const reason = '照片不是本人'
  const command = { ...(await asked(id)), reason }
  sure(await withdraw(world.deps, doctor.doctor, command))
  sure(await withdraw(world.deps, doctor.doctor, command))
  expect(await told(id)).toHaveLength(1)

  world.traffic.moods.push('refuse')
  const other = await signed()
  await until(async () => (await world.check(other.id)).phase === 'refused')
  sure(await withdraw(world.deps, other.doctor.doctor, { ...(await asked(other.id)), reason }))
  expect(await told(other.id)).toEqual([])

  world.traffic.moods.push({ status: 401 })
  const waiting = await signed()
  await until(() =>
    world.deps.db.selectFrom('outbox').select('id').where('check_id', '=', waiting.id).where('fault', 'is not', null).executeTakeFirst(),
  )
  sure(await withdraw(world.deps, waiting.doctor.doctor, { ...(await asked(waiting.id)), reason }))
  expect(await told(waiting.id)).toHaveLength(1)
  // What waits to be handed over isn't wanted any more.
  world.step(3_600_000)
  await until(async () => !(await dueRows(world.deps.db, 'deliver', ALWAYS)).some(({ check }) => check === waiting.id))
  expect(world.traffic.receipts.has(waiting.number)).toBe(false)
  expect((await proofOf(world.deps, { number: waiting.number }))?.faults).toEqual([])
})

test('a report that has no paper yet is withdrawn before it gets one', async () => {
  const all = world.deps.fonts
  const { doctor, id, number } = await signed('王\u{20bb7}', () => {
    world.deps.fonts = { ...all, chain: all.chain.slice(0, 1) }
  })
  await until(async () => (await world.check(id)).report?.held)
  sure(await withdraw(world.deps, doctor.doctor, { ...(await asked(id)), reason: '照片不是本人' }))
  world.deps.fonts = all
  expect(await told(id)).toEqual([])
  expect((await findReport(world.deps.db, { number }))?.pdf).toBeNull()
  const code = (await world.check(id)).report?.code ?? ''
  expect((await verificationOf(world.deps, code))?.standing).toEqual({ state: 'taken-back', as: 'doctor' })
})

test('the counter stops accepting a report only while its institution isn’t recognised, and its list says so', async () => {
  const { id, number } = await handedOver()
  const chief = await world.person('wd-chief', 'administrator')
  const counter = await world.person('wd-counter-two', 'counter')
  const refused = async () => refuseIssuer(world.deps, counter.counter, { ...(await asked(id)), reason: '不再认可' })
  expect(await refused()).toEqual(refuse('institution-recognised'))
  const suspension = { version: 1, from: null, papersSince: '2026-11-01', reason: '出具虚假证明' }
  const { version } = sure(await suspendInstitution(world.deps, chief, FIRST_INSTITUTION, suspension))
  const listed = async () => (await counterView(world.deps, EVERYTHING)).entries.find(({ check }) => check === id)
  expect((await listed())?.notRecognised).toBe(world.settings.institution)
  expect(sure(await refused())).toMatchObject({ phase: 'withdrawn', withdrawal: { as: 'counter', by: { id: counter.id } } })
  expect((await proofOf(world.deps, { number }))?.faults).toEqual([])
  sure(await recogniseInstitution(world.deps, chief, FIRST_INSTITUTION, version))
})
