import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '#protocol/canonical.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { enrolled } from '../../../test/signed.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { loadEvents } from '../../store/events.ts'
import { findReport } from '../../store/reports.ts'
import { signaturesOver } from '../../store/signatures.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { attentionView } from '../views/attention.ts'
import { counterView, queueView } from '../views/lists.ts'
import { overrides } from '../views/overrides.ts'
import { viewOf } from '../views/views.ts'
import { leave } from './booths.ts'
import { decideStation } from './commands.ts'
import { claim } from './leases.ts'
import { conclude, countersign, decline, drawUp, signingOf } from './signoff.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Person = Awaited<ReturnType<World['person']>>
let serial = 300
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const byPassword = { by: 'password' as const, password: PASSWORD }
const BY_EYE = [
  { station: 'height', cm: 172 },
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
] as const

/** Drawn up with these stations measured and the others decided by the doctor in two words. */
const drawnUp = async (doctor: Person, measured: readonly Station[]) => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', serial))
  for (const station of measured) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of [...BY_EYE.filter(({ station }) => !measured.includes(station)), ...LIMBS_WELL])
    sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: '视频所见' }))
  const check = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
  return { booth, id, digest: check.drawnUp?.digest ?? '', number: check.drawnUp?.number ?? '' }
}
const signed = async (doctor: Person, measured: readonly Station[] = []) => {
  const drawn = await drawnUp(doctor, measured)
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked(drawn.id)), digest: drawn.digest, proof: byPassword }))
  return drawn
}
const second = async (id: string, by: Person, digest: string) =>
  countersign(world.deps, by.doctor, { ...(await asked(id)), digest, proof: byPassword })

test('a fit driver of whom nothing was measured has no report until another doctor has read it all and signed it too', async () => {
  const first = await world.person('cs-one', 'doctor')
  const other = await world.person('cs-two', 'doctor')
  const { id, digest, number } = await signed(first)
  expect(await world.check(id)).toMatchObject({ phase: 'signed', report: null, lease: null })
  expect(await findReport(world.deps.db, { number })).toBeNull()
  expect((await queueView(world.deps))(EVERYTHING).entries.filter(({ check }) => check === id)).toEqual([])
  expect((await attentionView(world.deps, EVERYTHING)).entries.filter(({ check }) => check === id)).toMatchObject([
    { what: 'countersign', number, doctor: { id: first.id }, because: ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] },
  ])

  // The second doctor sees the very report, with each reason; the first can't be the second.
  const draft = (await viewOf(world.deps, id, other.doctor))?.draft
  expect(await digestOf(draft)).toBe(digest)
  expect(draft?.evidence.filter(({ basis }) => basis === 'not-measured').map(({ reason }) => reason)).toEqual(Array(5).fill('视频所见'))
  expect(await second(id, first, digest)).toEqual(refuse('second-doctor-needed'))
  expect(await signingOf(world.deps, first.doctor, id)).toEqual(refuse('second-doctor-needed'))
  expect(await second(id, other, 'a'.repeat(64))).toEqual(refuse('digest-differs'))
  expect(await countersign(world.deps, other.doctor, { ...(await asked(id)), digest, proof: { by: 'password', password: 'no' } })).toEqual(
    refuse('wrong-password'),
  )
  sure(await second(id, other, digest))
  await until(async () => (await world.check(id)).phase === 'handed-over')

  expect((await signaturesOver(world.deps.db, digest)).map(({ person, role }) => [person, role])).toEqual([
    [first.id, 'doctor'],
    [other.id, 'second'],
  ])
  const story = (await loadEvents(world.deps.db, id)).map(({ event }) => event.kind)
  expect(story.slice(-6)).toEqual(['drawn-up', 'signed', 'countersigned', 'concluded', 'sealed', 'delivered'])
  const line = (await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)
  expect(line).toMatchObject({ doctor: first.name, countersigned: { doctor: { name: other.name } } })
  expect(line?.overrides).toContainEqual({ station: 'height', basis: 'not-measured', reason: '视频所见' })
  expect(world.traffic.deliveries.find(({ report }) => report.number === number)?.countersigned).toMatchObject({
    doctor: { id: other.id },
    signedBy: 'password',
  })
})

test('a report that stands on measurements alone is issued by one signature', async () => {
  const { id } = await signed(await world.person('cs-three', 'doctor'), ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'])
  expect((await world.check(id)).report?.countersigned).toBeNull()
})

test('declined with a reason while the driver sits there: back to the old place in the queue; the same report can’t be signed any more', async () => {
  const first = await world.person('cs-four', 'doctor')
  const other = await world.person('cs-five', 'doctor')
  const { id, digest, booth, number } = await signed(first, ['acuity-right', 'acuity-left', 'colour', 'hearing'])
  const { queuedAt } = await world.check(id)
  sure(await decline(world.deps, other.doctor, { ...(await asked(id)), reason: '身高须补测' }))
  expect(await world.check(id)).toMatchObject({ phase: 'underway', queuedAt, report: null })
  expect((await viewOf(world.deps, id, first.doctor))?.declined).toMatchObject([{ doctor: other.name, reason: '身高须补测' }])
  expect(await second(id, other, digest)).toEqual(refuse('not-drawn-up'))
  // Measured now, one doctor is enough, and the number that was never issued is used.
  await booth.measure(id, 'height')
  sure(await claim(world.deps, first.doctor, await asked(id)))
  const again = sure(await drawUp(world.deps, first.doctor, { ...(await asked(id)), remark: null }))
  sure(await conclude(world.deps, first.doctor, { ...(await asked(id)), digest: again.drawnUp?.digest ?? '', proof: byPassword }))
  expect((await world.check(id)).report).toMatchObject({ number, countersigned: null })
})

test('a driver who has left frees the booth for the next; countersigned it is issued, declined the check waits under the card', async () => {
  const first = await world.person('cs-six', 'doctor')
  const other = await world.person('cs-seven', 'doctor')
  const one = await signed(first)
  sure(await leave(world.deps, one.booth.who, { check: one.id, command: world.ids() }))
  await one.booth.queued(cardOf('李四', ++serial))
  sure(await decline(world.deps, other.doctor, { ...(await asked(one.id)), reason: '没有测量' }))
  expect((await world.check(one.id)).phase).toBe('parked')

  const two = await signed(first)
  sure(await leave(world.deps, two.booth.who, { check: two.id, command: world.ids() }))
  sure(await second(two.id, other, two.digest))
  expect((await world.check(two.id)).report?.number).toBe(two.number)
})

test('outside of a demonstration the second doctor signs by their own passkey over the same digest, and by no other’s', async () => {
  const mine = world
  world = await openWorld({ demo: false })
  try {
    const [first, other] = [await world.person('cs-key-one', 'doctor'), await world.person('cs-key-two', 'doctor')]
    const keys = new Map<string, Awaited<ReturnType<typeof enrolled>>>()
    for (const person of [first, other]) {
      keys.set(person.id, await enrolled(world, person))
    }
    const { id, digest } = await drawnUp(first, [])
    const challenge = Buffer.from(digest, 'hex').toString('base64url')
    const proofOf = (person: Person) => {
      const authenticator = keys.get(person.id)
      if (!authenticator) throw new Error('no passkey')
      return { by: 'passkey' as const, assertion: authenticator.assert(challenge) }
    }
    sure(await conclude(world.deps, first.doctor, { ...(await asked(id)), digest, proof: proofOf(first) }))
    const ask = async (person: Person) => countersign(world.deps, other.doctor, { ...(await asked(id)), digest, proof: proofOf(person) })
    expect(sure(await signingOf(world.deps, other.doctor, id)).options?.challenge).toBe(challenge)
    expect(await ask(first)).toEqual(refuse('assertion-wrong'))
    expect(isRefusal(await ask(other))).toBe(false)
    const kept = await signaturesOver(world.deps.db, digest)
    expect(kept.map(({ person, signedBy, assertion }) => [person, signedBy, assertion === null])).toEqual([
      [first.id, 'passkey', false],
      [other.id, 'passkey', false],
    ])
  } finally {
    await world.close()
    world = mine
  }
})

test('the share of what a doctor decided instead of a measurement is counted by doctor and day', async () => {
  const doctor = await world.person('cs-share', 'doctor')
  const other = await world.person('cs-share-two', 'doctor')
  const two = await signed(doctor, ['height', 'acuity-right', 'acuity-left'])
  sure(await second(two.id, other, two.digest))
  await signed(doctor, ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'])
  expect((await overrides(world.deps)).filter((line) => line.doctor === doctor.name)).toEqual([
    // Two of ten stations.
    { day: '2026-11-25', doctor: doctor.name, reports: 2, overridden: 1, unmeasured: 2, against: 0, share: 0.2 },
  ])
  const cookie = await doctor.cookie()
  expect((await fetch(`${world.url}/api/overrides`, { headers: { cookie } })).status).toBe(403)
})

test('a state and a report that an older version saved are read as they are: nothing countersigned, no basis told', async () => {
  const { id, number } = await signed(await world.person('cs-old', 'doctor'), [
    'height',
    'acuity-right',
    'acuity-left',
    'colour',
    'hearing',
  ])
  await until(async () => (await world.check(id)).phase === 'handed-over')
  const { state } = await world.deps.db.selectFrom('checks').select('state').where('id', '=', id).executeTakeFirstOrThrow()
  const {
    format: _,
    signed: __,
    declined: ___,
    squad: ____,
    ...old
  } = JSON.parse(state) as Record<'format' | 'signed' | 'declined' | 'squad', unknown> & {
    report: Record<string, unknown>
    booth: Record<string, unknown>
  }
  old.booth = { id: old.booth['id'], name: old.booth['name'], hall: '示范服务大厅' }
  delete old.report['countersigned']
  const digest = String(old.report['digest'])
  const report = JSON.parse(Buffer.from((await world.deps.files.bytes(digest)) ?? []).toString()) as Report
  for (const one of report.evidence) delete one.basis
  const bytes = new TextEncoder().encode(JSON.stringify(report))
  old.report['digest'] = await world.deps.files.put(bytes)
  await world.deps.db
    .updateTable('checks')
    .set({ state: JSON.stringify(old) })
    .where('id', '=', id)
    .execute()
  expect(await world.check(id)).toMatchObject({ signed: null, declined: [], report: { number, countersigned: null } })
  expect((await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)?.overrides).toEqual([])
})
