import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import type { Institution } from '#protocol/registry.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { currentRegistry } from '../../store/registry.ts'
import { decideStation } from '../checks/commands.ts'
import { claim } from '../checks/leases.ts'
import { openCheck } from '../checks/opening.ts'
import { conclude, countersign, drawUp, supersede } from '../checks/signoff.ts'
import { proofOf } from '../proof/proof.ts'
import { storedReport } from '../stored/stored-report.ts'
import { papersOf } from './papers.ts'
import { changeInstitution, changeRegistration, recogniseInstitution, suspendInstitution } from './registry.ts'
import { signingRights } from './signing.ts'

let world: World
let chief: { id: string }
let serial = 0
beforeEach(async () => {
  world = await openWorld()
  chief = await world.person('chief', 'administrator')
})
afterEach(() => world.close())

const NAME = '示范市机动车驾驶人体检中心（演示）'
const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]
const BY_EYE = { station: 'height', cm: 172 } as const
const proof = { by: 'password', password: PASSWORD } as const
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
type Doctor = Awaited<ReturnType<World['person']>>

const examined = async (doctor: Doctor, { byEye = false } = {}) => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', serial))
  for (const station of byEye ? MEASURED.slice(1) : MEASURED) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await asked(id)))
  for (const finding of [...(byEye ? [BY_EYE] : []), ...LIMBS_WELL])
    sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: finding === BY_EYE ? '视频所见' : null }))
  return { booth, id }
}
const drawn = async (doctor: Doctor, options = {}) => {
  const made = await examined(doctor, options)
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(made.id)), remark: null }))
  return { ...made, digest: drawnUp?.digest ?? '', number: drawnUp?.number ?? '' }
}
const sign = async (doctor: Doctor, { id, digest }: { id: string; digest: string }) =>
  conclude(world.deps, doctor.doctor, { ...(await asked(id)), digest, proof })

const institution = async () => {
  const found = (await currentRegistry(world.deps.db)).institutions.find(({ id }) => id === FIRST_INSTITUTION)
  if (!found) throw new Error('there is no first institution')
  return found
}
const changed = async (change: Partial<Institution>) => {
  const { version, value } = await institution()
  const { suspended: _, ...facts } = { ...value, ...change }
  sure(await changeInstitution(world.deps, chief, FIRST_INSTITUTION, version, facts))
}
const suspended = async () => {
  const { version } = await institution()
  sure(
    await suspendInstitution(world.deps, chief, FIRST_INSTITUTION, {
      version,
      from: null,
      papersSince: '2026-11-01',
      reason: '出具虚假证明',
    }),
  )
}
const registrationOf = async (doctor: Doctor) => {
  const found = (await currentRegistry(world.deps.db)).doctors.find(({ value }) => value.person === doctor.id)
  if (!found) throw new Error('not registered')
  return found
}
const SUSPENDED = refuse('institution-suspended', { institution: NAME })

test('a report says what the registry said of its institution and its doctor, and its row names the institution', async () => {
  const doctor = await world.person('lin', 'doctor')
  await changed({ level: 'hospital', allowed: { by: '示范市卫生健康委员会', rank: 'prefecture' }, until: '2027-12-31' })
  const made = await drawn(doctor)
  sure(await sign(doctor, made))
  const entry = await registrationOf(doctor)
  expect(await storedReport(world.deps, made.digest)).toMatchObject({
    institution: NAME,
    registered: {
      institution: {
        id: FIRST_INSTITUTION,
        version: 2,
        level: 'hospital',
        allowed: { by: '示范市卫生健康委员会', rank: 'prefecture' },
        until: '2027-12-31',
      },
      doctor: { id: entry.id, version: 1, licence: entry.value.licence, until: null },
    },
  })
  expect((await proofOf(world.deps, { number: made.number }))?.faults).toEqual([])
  const papers = sure(await papersOf(world.deps, FIRST_INSTITUTION, { since: '2026-11-01', behind: null }))
  expect(papers).toMatchObject({ entries: [{ number: made.number }], more: false })
})

test('of a second doctor the registry is asked when they sign: their entry stands in their signature, and with it goes to the traffic police', async () => {
  const [doctor, second] = [await world.person('lin', 'doctor'), await world.person('shen', 'doctor')]
  const made = await drawn(doctor, { byEye: true })
  sure(await sign(doctor, made))
  // The first has signed, and the second's entry is written once more before they do.
  const { id, value } = await registrationOf(second)
  sure(await changeRegistration(world.deps, chief, id, { version: 1, licence: '110000000000017', from: value.from, until: '2028-12-31' }))
  sure(await countersign(world.deps, second.doctor, { ...(await asked(made.id)), digest: made.digest, proof }))
  await until(async () => (await world.check(made.id)).phase === 'handed-over')
  const registered = { id, version: 2, licence: '110000000000017', until: '2028-12-31' }
  expect((await world.check(made.id)).report?.countersigned).toMatchObject({ doctor: { id: second.id }, registered })
  expect(world.traffic.deliveries.find(({ report }) => report.number === made.number)).toMatchObject({ countersigned: { registered } })
  expect((await proofOf(world.deps, { number: made.number }))?.faults).toEqual([])
})

test('from the instant of a suspension on nobody signs, countersigns, supersedes, draws up, claims or sits down; recognised again they do', async () => {
  const [doctor, second] = [await world.person('lin', 'doctor'), await world.person('shen', 'doctor')]
  const ready = await drawn(doctor)
  const first = await drawn(second, { byEye: true })
  sure(await sign(second, first))
  await suspended()
  expect(await sign(doctor, ready)).toEqual(SUSPENDED)
  expect((await world.check(ready.id)).report).toBeNull()
  expect(await countersign(world.deps, doctor.doctor, { ...(await asked(first.id)), digest: first.digest, proof })).toEqual(SUSPENDED)
  expect(await drawUp(world.deps, doctor.doctor, { ...(await asked(ready.id)), remark: null })).toEqual(SUSPENDED)
  const booth = await world.booth('下一号')
  expect(await openCheck(world.deps, booth.who, booth.cardReading(cardOf('李四', 90)))).toEqual(
    refuse('site-not-issuing', { site: '示范服务大厅' }),
  )
  expect(await claim(world.deps, second.doctor, await asked(ready.id))).toEqual(SUSPENDED)

  sure(await recogniseInstitution(world.deps, chief, FIRST_INSTITUTION, (await institution()).version))
  // What was drawn up before says another version.
  expect(await sign(doctor, ready)).toEqual(refuse('registration-changed'))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(ready.id)), remark: null }))
  sure(await sign(doctor, { id: ready.id, digest: drawnUp?.digest ?? '' }))
  sure(await countersign(world.deps, doctor.doctor, { ...(await asked(first.id)), digest: first.digest, proof }))
  await until(async () => (await world.check(first.id)).phase === 'handed-over')
  await suspended()
  expect(await supersede(world.deps, doctor.doctor, { ...(await asked(first.id)), remark: null, decisions: [] })).toEqual(SUSPENDED)
})

test('a suspension to come holds from its instant on', async () => {
  const doctor = await world.person('lin', 'doctor')
  const made = await drawn(doctor)
  const from = new Date(world.now().getTime() + 1000).toISOString()
  const { version } = await institution()
  const facts = { version, from, papersSince: '2026-11-01', reason: '出具虚假证明' }
  sure(await suspendInstitution(world.deps, chief, FIRST_INSTITUTION, facts))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(made.id)), remark: null }))
  world.step(1000)
  expect(await sign(doctor, { id: made.id, digest: drawnUp?.digest ?? '' })).toEqual(SUSPENDED)
})

test('a suspension that is written while a signature is on its way goes first or comes after, never both', async () => {
  const doctor = await world.person('lin', 'doctor')
  const made = await drawn(doctor)
  const [answer] = await Promise.all([sign(doctor, made), suspended()])
  const { report } = await world.check(made.id)
  expect('refused' in answer).toBe(report === null)
})

test('who isn’t registered, or whose registration is over, neither claims nor signs, first or second', async () => {
  const [doctor, second] = [await world.person('lin', 'doctor'), await world.person('shen', 'doctor')]
  const made = await drawn(doctor, { byEye: true })
  const entry = await registrationOf(doctor)
  sure(await changeRegistration(world.deps, chief, entry.id, { version: 1, licence: '1', from: '2026-01-01', until: '2026-11-24' }))
  const over = refuse('registration-not-valid', { institution: NAME, from: '2026-01-01', until: '2026-11-24' })
  expect(await sign(doctor, made)).toEqual(over)
  // Its last day holds to the end.
  sure(await changeRegistration(world.deps, chief, entry.id, { version: 2, licence: '1', from: '2026-01-01', until: '2026-11-25' }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(made.id)), remark: null }))
  const digest = drawnUp?.digest ?? ''
  sure(await sign(doctor, { id: made.id, digest }))
  const other = await registrationOf(second)
  sure(await changeRegistration(world.deps, chief, other.id, { version: 1, licence: '1', from: '2026-12-01', until: null }))
  expect(await countersign(world.deps, second.doctor, { ...(await asked(made.id)), digest, proof })).toMatchObject({
    refused: 'registration-not-valid',
  })
  expect(
    await signingRights(world.deps, {
      id: second.id,
      doctor: { by: 'site', sites: null },
      counter: null,
      administrator: null,
      auditor: null,
    }),
  ).toEqual([
    {
      site: '示范服务大厅',
      institution: NAME,
      until: null,
      refusal: refuse('registration-not-valid', { institution: NAME, from: '2026-12-01', until: '' }),
    },
  ])
})

test('an institution that may certify for C5 alone signs no report for other classes', async () => {
  const doctor = await world.person('lin', 'doctor')
  const made = await examined(doctor)
  await changed({ level: 'special', allowed: { by: '示范省卫生健康委员会', rank: 'province' }, certifies: ['c5'] })
  expect(await drawUp(world.deps, doctor.doctor, { ...(await asked(made.id)), remark: null })).toEqual(
    refuse('class-not-certified', { institution: NAME, classes: ['C1'] }),
  )
})
