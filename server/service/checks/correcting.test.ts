import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { findApplicant } from '../../store/applicants.ts'
import { findReport } from '../../store/reports.ts'
import { proofOf } from '../proof/proof.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { storedReport } from '../stored/stored-report.ts'
import { attentionView } from '../views/attention.ts'
import { counterView } from '../views/lists.ts'
import { decideStation } from './commands.ts'
import { correct } from './correcting.ts'
import { claim } from './leases.ts'
import { conclude, countersign, drawUp } from './signoff.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const proof = { by: 'password', password: PASSWORD } as const
let serial = 0
const issued = async () => {
  const doctor = await world.person(`co-${++serial}`, 'doctor')
  const booth = await world.booth(`${serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张山', 600 + serial))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest: drawnUp?.digest ?? '', proof }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  return { doctor, id, number: drawnUp?.number ?? '' }
}

test('a mistyped name is put right without another examination, and only a second doctor’s signature issues it', async () => {
  const { doctor, id, number } = await issued()
  const second = await world.person('co-second', 'doctor')
  const before = await world.check(id)
  world.step(3 * 86_400_000)
  const drawn = sure(
    await correct(world.deps, doctor.doctor, {
      ...(await asked(id)),
      correction: { name: '张三', phone: '13900000001' },
      reason: '姓名写错',
    }),
  )
  const digest = drawn.drawnUp?.digest ?? ''
  const waiting = sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof }))
  expect(waiting).toMatchObject({ phase: 'signed', report: { number }, signed: { because: [], corrects: ['name', 'phone'] } })
  expect((await findReport(world.deps.db, { number }))?.state).toBe('valid')
  expect((await attentionView(world.deps, EVERYTHING)).entries.find(({ check }) => check === id)).toMatchObject({
    corrects: ['name', 'phone'],
  })
  expect(await countersign(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof })).toEqual(refuse('second-doctor-needed'))

  sure(await countersign(world.deps, second.doctor, { ...(await asked(id)), digest, proof }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  const after = await world.check(id)
  expect(after.stations).toEqual(before.stations)
  expect(after).toMatchObject({
    superseded: [number],
    report: { outcome: before.report?.outcome, countersigned: { doctor: { id: second.id } } },
  })
  const [old, now] = [await storedReport(world.deps, before.report?.digest ?? ''), await storedReport(world.deps, digest)]
  expect(now).toMatchObject({
    applicant: { ...old.applicant, name: '张三', phone: '13900000001' },
    supersedes: number,
    corrects: ['name', 'phone'],
    remark: '姓名写错',
    findings: old.findings,
    validUntil: old.validUntil,
    examinedOn: old.examinedOn,
  })
  // Both stay, lists read right, and what is stored fits together.
  expect((await findReport(world.deps.db, { number }))?.state).toBe('superseded')
  expect((await counterView(world.deps, EVERYTHING)).entries.find(({ check }) => check === id)).toMatchObject({ name: '张三' })
  expect((await findApplicant(world.deps.db, after.applicant))?.card).toMatchObject({ name: '张三', number: old.applicant.number })
  for (const one of [number, now.number]) expect((await proofOf(world.deps, { number: one }))?.faults).toEqual([])
})

test('a correction that changes nothing, or that a second doctor declines, issues nothing', async () => {
  const { doctor, id, number } = await issued()
  const ask = async (correction: object) => correct(world.deps, doctor.doctor, { ...(await asked(id)), correction, reason: '核对' })
  expect(await ask({ name: '张山' })).toEqual(refuse('nothing-corrected'))
  expect(await ask({})).toEqual(refuse('nothing-corrected'))
  expect((await world.check(id)).report?.number).toBe(number)
})
