import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Card } from '#protocol/reading.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import type { Finding, Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { findReport } from '../../store/reports.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { attentionView } from '../views/attention.ts'
import { historyOf } from '../views/history.ts'
import { counterView } from '../views/lists.ts'
import { viewOf } from '../views/views.ts'
import { decideStation, giveBack } from './commands.ts'
import { claim } from './leases.ts'
import { openCheck } from './opening.ts'
import { conclude, drawUp, supersede } from './signoff.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
/** A doctor who serves all sites. */
const readerAs = (id: string) => ({ id, doctor: EVERYTHING, counter: null, administrator: null, auditor: null })

type Person = Awaited<ReturnType<World['person']>>
type Booth = Awaited<ReturnType<World['booth']>>
const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]
let serial = 500
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const byPassword = { by: 'password' as const, password: PASSWORD }
const aBooth = async (): Promise<Booth> => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  return booth
}

/** Everything measured in a booth, and the limbs decided; one finding may be another. */
const examined = async (doctor: Person, known: Card | null = null, other: Finding | null = null) => {
  const card = known ?? cardOf('张三', ++serial)
  const booth = await aBooth()
  const id = await booth.queued(card, { anew: known !== null })
  for (const station of MEASURED) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of [...LIMBS_WELL, ...(other ? [other] : [])])
    sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
  return { booth, id, card }
}
const sign = async (doctor: Person, id: string) => {
  const { drawnUp } = await world.check(id)
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest: drawnUp?.digest ?? '', proof: byPassword }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  return drawnUp?.number ?? ''
}
const concluded = async (doctor: Person, card: Card | null = null) => {
  const made = await examined(doctor, card)
  sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(made.id)), remark: null }))
  return { ...made, number: await sign(doctor, made.id) }
}
const STIFF: Finding = { station: 'trunk', trunk: 'disorder' }

test('a driver whose check is examined elsewhere is sent back to that place', async () => {
  const { booth, card } = await examined(await world.person('su-one', 'doctor'))
  const other = await aBooth()
  expect(await openCheck(world.deps, other.who, other.cardReading(card))).toEqual(
    refuse('open-elsewhere', { site: booth.who.site.name, booth: booth.who.name }),
  )
})

test('a driver whom nobody examines yet takes the check along to another booth, with its place in the queue and what was measured', async () => {
  const [from, to] = [await aBooth(), await aBooth()]
  const card = cardOf('李四', ++serial)
  const id = await from.queued(card)
  await from.measure(id, 'height')
  const { queuedAt } = await world.check(id)
  world.step(60_000)
  expect((await to.open(card)).check.id).toBe(id)
  expect(await world.check(id)).toMatchObject({ phase: 'underway', booth: { id: to.who.id }, queuedAt })
  expect((await world.check(id)).stations.height.measured?.finding).toMatchObject({ station: 'height' })
  // The next driver finds the first booth free.
  expect((await from.open(cardOf('王五', ++serial))).check.phase).toBe('opened')
})

test('one card at two booths at the same moment opens one check', async () => {
  const [one, two] = [await aBooth(), await aBooth()]
  const card = cardOf('赵六', ++serial)
  await Promise.all([one, two].map((booth) => openCheck(world.deps, booth.who, booth.cardReading(card))))
  const rows = await world.deps.db.selectFrom('checks').select(['id', 'phase', 'applicant']).execute()
  const mine = rows.filter(({ phase }) => phase === 'opened' || phase === 'underway')
  expect(new Set(mine.map(({ applicant }) => applicant)).size).toBe(mine.length)
})

test('a report in force is shown to driver and doctor, and the next one takes its place; the counter keeps one', async () => {
  const doctor = await world.person('su-two', 'doctor')
  const first = await concluded(doctor)
  const next = await examined(doctor, first.card)
  for (const viewer of [{ kind: 'booth' as const }, doctor.doctor])
    expect((await viewOf(world.deps, next.id, viewer))?.before).toMatchObject({
      number: first.number,
      inForce: true,
      outcome: { kind: 'fit' },
    })
  expect(sure(await historyOf(world.deps, readerAs(doctor.id), await world.check(next.id))).reports).toMatchObject([
    { number: first.number, phase: 'handed-over', doctor: { name: doctor.name }, findings: { length: 8 }, diseases: [] },
  ])
  const stranger = await world.person('su-three', 'doctor')
  expect(await historyOf(world.deps, readerAs(stranger.id), await world.check(next.id))).toEqual(refuse('not-your-check'))

  // The same doctor, the same conclusion.
  const drawn = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(next.id)), remark: null }))
  expect((await viewOf(world.deps, next.id, doctor.doctor))?.draft?.supersedes).toBe(first.number)
  await sign(doctor, next.id)
  expect((await findReport(world.deps.db, { number: first.number }))?.state).toBe('superseded')
  expect((await findReport(world.deps.db, { number: drawn.drawnUp?.number ?? '' }))?.state).toBe('valid')
  expect((await world.check(first.id)).phase).toBe('superseded')
  expect((await counterView(world.deps, EVERYTHING)).entries.find(({ check }) => check === first.id)?.phase).toBe('superseded')
})

test('an opposite conclusion takes another doctor, and two opposite reports are never in force together', async () => {
  const [doctor, other] = [await world.person('su-four', 'doctor'), await world.person('su-five', 'doctor')]
  const first = await concluded(doctor)
  const again = await examined(doctor, first.card, STIFF)
  expect(await drawUp(world.deps, doctor.doctor, { ...(await asked(again.id)), remark: null })).toEqual(refuse('same-doctor'))
  await world.deps.db.updateTable('checks').set({ lease_until: '2026-01-01T00:00:00.000Z' }).where('id', '=', again.id).execute()
  await until(async () => (await world.check(again.id)).lease === null)
  sure(await claim(world.deps, other.doctor, await asked(again.id)))
  sure(await drawUp(world.deps, other.doctor, { ...(await asked(again.id)), remark: null }))
  const number = await sign(other, again.id)
  expect((await findReport(world.deps.db, { number }))?.state).toBe('valid')
  expect((await findReport(world.deps.db, { number: first.number }))?.state).toBe('superseded')
})

test('a report drawn up before another one of the same driver was issued can’t be signed any more', async () => {
  const [doctor, other] = [await world.person('su-six', 'doctor'), await world.person('su-seven', 'doctor')]
  const first = await concluded(doctor)
  const next = await examined(doctor, first.card)
  const late = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(next.id)), remark: null }))
  world.step(1000)
  // Meanwhile a colleague replaces the old one in its own check.
  sure(await supersede(world.deps, other.doctor, { ...(await asked(first.id)), remark: '更正', decisions: [] }))
  await sign(other, first.id)
  const answer = await conclude(world.deps, doctor.doctor, {
    ...(await asked(next.id)),
    digest: late.drawnUp?.digest ?? '',
    proof: byPassword,
  })
  expect(isRefusal(answer)).toBe(true)
  expect((await world.check(next.id)).report).toBeNull()
  // Drawn up again it names the newer one, and is issued.
  sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(next.id)), remark: null }))
  await sign(doctor, next.id)
})

test('a returned report reaches the doctors with the counter’s words, and is replaced with another finding by another doctor', async () => {
  const [doctor, other] = [await world.person('su-eight', 'doctor'), await world.person('su-nine', 'doctor')]
  const counter = await world.person('su-counter', 'counter')
  const { id, number } = await concluded(doctor)
  sure(await giveBack(world.deps, counter.counter, { ...(await asked(id)), reason: '躯干情况与本人不符' }))
  const listed = async () => (await attentionView(world.deps, EVERYTHING)).entries.filter(({ check }) => check === id)
  expect(await listed()).toMatchObject([{ what: 'returned', number, reason: '躯干情况与本人不符', doctor: { id: doctor.id } }])

  const changed = { remark: '复核后更正', decisions: [{ finding: STIFF, reason: '视频复核' }] }
  expect(await supersede(world.deps, doctor.doctor, { ...(await asked(id)), ...changed })).toEqual(refuse('same-doctor'))
  // The same conclusion, put right by the same doctor.
  sure(await supersede(world.deps, doctor.doctor, { ...(await asked(id)), remark: '补充', decisions: [] }))
  sure(await supersede(world.deps, other.doctor, { ...(await asked(id)), ...changed }))
  // Nothing of it counts before it is signed.
  expect((await world.check(id)).stations.trunk.decision?.finding).toEqual(LIMBS_WELL[2])
  const after = await sign(other, id)
  expect(await world.check(id)).toMatchObject({
    superseded: [number],
    report: { number: after, outcome: { kind: 'unfit' } },
    stations: { trunk: { decision: { finding: STIFF, reason: '视频复核' } } },
  })
  expect(await listed()).toEqual([])
})

test('a driver whose report was returned is told so when the card is laid on again', async () => {
  const doctor = await world.person('su-ten', 'doctor')
  const counter = await world.person('su-counter-two', 'counter')
  const { id, card, number } = await concluded(doctor)
  sure(await giveBack(world.deps, counter.counter, { ...(await asked(id)), reason: '须重测身高' }))
  const { check } = await (await aBooth()).open(card)
  expect(check.before).toMatchObject({ number, phase: 'returned', reason: '须重测身高' })
})
