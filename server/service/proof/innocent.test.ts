import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { enrolled, handedOver } from '../../../test/signed.ts'
import { openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import * as marks from '../../store/migrations/0210-marks.ts'
import { migrations } from '../../store/open.ts'
import { changePerson } from '../../store/people.ts'
import { sqliteDialect } from '../../store/sqlite.ts'
import { markingBy } from '../../store/walks.ts'
import { leave } from '../checks/booths.ts'
import { openCheck } from '../checks/opening.ts'
import { conclude, supersede } from '../checks/signoff.ts'
import { changeMachine, renewCode } from '../machines/machines.ts'
import { audit } from './audit.ts'

// What happens to honest people in an honest hall. Nothing of it is an alteration, in the folder or on the page behind a code.

let world: World
let folder: string
let one: Awaited<ReturnType<typeof handedOver>>
const card = cardOf('张三', 801)
let asker = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-innocent-'))
  world = await openWorld({ database: join(folder, 'roadfit.sqlite') })
  const doctor = await world.person('in-one', 'doctor')
  one = await handedOver(world, doctor, { serial: 801, passkey: await enrolled(world, doctor) })
}, 60_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const troubles = async () => {
  const found = await audit(world.deps, { stored: new Set(), trusted: { seals: [], stamps: [] } })
  return {
    older: found.older,
    troubles: found.troubles.filter(({ of, fault }) => of !== 'file' && fault !== 'certificate-untrusted'),
  }
}
const page = async () =>
  (await world.app.http.inject({ url: `/verify/${one.code}`, headers: { 'accept-language': 'en' }, remoteAddress: `10.1.0.${++asker}` }))
    .body
const clean = async () => {
  expect(await troubles()).toEqual({ older: {}, troubles: [] })
  expect(await page()).not.toContain('Can’t be confirmed now')
}

test('a driver who comes again with another name, address or sex, and goes before consent, alarms nobody', async () => {
  const booth = await world.booth('无辜1号')
  await booth.calibrate()
  const { check } = await booth.open({ ...card, name: '张三丰', address: '示范市新路2号', sex: 'female' }, { anew: true })
  await clean()
  sure(await leave(world.deps, booth.who, { command: world.ids(), check: check.id }))
  await clean()
  await booth.queued({ ...card, name: '张三改' }, { anew: true })
  await clean()
})

test('a card that is kept while the opening is refused afterwards alarms nobody', async () => {
  const [a, b] = [await world.booth('无辜2号'), await world.booth('无辜3号')]
  const same = cardOf('赵六', 802)
  const answers = await Promise.all(
    [a, b].map((booth, n) => openCheck(world.deps, booth.who, booth.cardReading({ ...same, address: `示范市${n}号` }))),
  )
  expect(answers.some((answer) => !isRefusal(answer))).toBe(true)
  await clean()
})

test('a parked check that goes on in another booth, a booth enrolled again, shut off and let back alarm nobody', async () => {
  const [from, to] = [await world.booth('无辜4号'), await world.booth('无辜5号')]
  await from.calibrate()
  await to.calibrate()
  const driver = cardOf('李四', 803)
  const id = await from.queued(driver)
  await from.measure(id, 'height')
  await to.open(driver)
  expect((await world.check(id)).booth.id).toBe(to.who.id)
  await to.measure(id, 'acuity-right')
  sure(await renewCode(world.deps, from.who.id))
  for (const disabled of [true, false]) for (const { who } of [from, to]) sure(await changeMachine(world.deps, who.id, { disabled }))
  await clean()
})

test('doctors who are shut off, and a report replaced by its own check, in force or after its end, alarm nobody', async () => {
  const doctor = await world.person('in-two', 'doctor')
  for (const days of [1, 300]) {
    const first = await handedOver(world, doctor, { serial: days === 1 ? 811 : 812 })
    world.step(days * 86_400_000)
    const asked = async () => ({ command: world.ids(), check: first.id, version: (await world.check(first.id)).version })
    sure(await supersede(world.deps, doctor.doctor, { ...(await asked()), remark: '更正', decisions: [] }))
    const digest = (await world.check(first.id)).drawnUp?.digest ?? ''
    sure(await conclude(world.deps, doctor.doctor, { ...(await asked()), digest, proof: { by: 'password', password: PASSWORD } }))
    await until(async () => (await world.check(first.id)).phase === 'handed-over')
  }
  const { db, key } = world.deps
  for (const { id } of await db.selectFrom('people').select('id').execute()) await changePerson(db, key, id, { disabled: true })
  await clean()
})

test('a person’s row that was altered or lost its proof is named all the same, and the page doesn’t confirm it', async () => {
  const { db } = world.deps
  const { applicant } = await world.check(one.id)
  const row = await db.selectFrom('applicants').selectAll().where('id', '=', applicant).executeTakeFirstOrThrow()
  const put = (values: Partial<typeof row>) => db.updateTable('applicants').set(values).where('id', '=', applicant).execute()
  for (const values of [{ person: row.person.replace('张三改', '张三') }, { proof: null }]) {
    await put(values)
    expect((await troubles()).troubles).toContainEqual(expect.objectContaining({ of: 'row', name: `applicants ${applicant}` }))
    expect(await page()).toContain('Can’t be confirmed now')
    await put(row)
  }
  await clean()
})

/** As if an older program had worked here until now: nothing of what came since was kept, and nothing is marked. */
const leftByOlder = async () => {
  const { db } = world.deps
  const history = db.withTables<{ kysely_migration: { name: string; timestamp: string } }>()
  await db.updateTable('applicants').set({ proof: null }).execute()
  await db.updateTable('calibrations').set({ body: null }).execute()
  await db.deleteFrom('machine_keys').execute()
  const added = Object.keys(migrations).filter((name) => name >= '0200' && name < '0210')
  await history.updateTable('kysely_migration').set({ timestamp: '2040-01-01T00:00:00.000Z' }).where('name', 'in', added).execute()
  await db.updateTable('machines').set({ public_key: null }).execute()
}

test('what an older program wrote is told to be so, and is no alarm, before this one has marked it and afterwards', async () => {
  const { db, key } = world.deps
  await leftByOlder()
  const before = await audit({ ...world.deps, unmarked: true }, { stored: new Set(), trusted: { seals: [], stamps: [] } })
  expect(before.troubles.filter(({ of, fault }) => of !== 'file' && fault !== 'certificate-untrusted')).toEqual([])
  expect(Object.keys(before.older).toSorted()).toEqual(['applicants.person', 'calibrations.body', 'readings.body'])
  // Its first start with this program.
  await db.schema.dropTable('marks').execute()
  const raw = new Kysely<unknown>({ dialect: sqliteDialect(join(folder, 'roadfit.sqlite')) })
  await marks.up(raw)
  await raw.destroy()
  await markingBy(key).left(db)
  const found = await troubles()
  expect(found.troubles).toEqual([])
  // Whom an older program kept is proved from then on.
  expect(Object.keys(found.older).toSorted()).toEqual(['calibrations.body', 'readings.body'])
  expect(await page()).not.toContain('Can’t be confirmed now')
}, 60_000)

test('an alteration doesn’t pass as what an older program wrote: neither dates in rows nor those of migrations say what is old', async () => {
  const { db } = world.deps
  const named = async () => (await troubles()).troubles.map(({ name, fault }) => `${name} ${fault}`)
  const calibration = await db.selectFrom('calibrations').selectAll().executeTakeFirstOrThrow()
  const put = (values: Partial<typeof calibration>) => db.updateTable('calibrations').set(values).where('id', '=', calibration.id).execute()
  for (const values of [{ at: '2020-01-01T00:00:00.000Z' }, { expires_at: '2040-01-01T00:00:00.000Z' }, { value: '{}' }]) {
    await put(values)
    expect(await named()).toEqual([`calibrations ${calibration.id} mark-differs`])
    await put(calibration)
  }
  const { at, body } = await db.selectFrom('readings').select(['at', 'body']).executeTakeFirstOrThrow()
  await db.updateTable('readings').set({ at: '2020-01-01T00:00:00.000Z' }).where('body', '=', body).execute()
  expect((await troubles()).troubles).toContainEqual(expect.objectContaining({ of: 'row', column: 'at' }))
  await db.updateTable('readings').set({ at }).where('body', '=', body).execute()
  await sql`update kysely_migration set timestamp = '2041-01-01T00:00:00.000Z' where name = '0200-machine-keys'`.execute(db)
  const found = await named()
  expect(found).toContain('kysely_migration mark-differs')
  // Nothing is forgiven then.
  expect(found).toContain(`calibrations ${calibration.id} column-differs`)
}, 60_000)
