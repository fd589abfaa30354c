import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cardOf } from '../../../test/driver.ts'
import { enrolled } from '../../../test/signed.ts'
import { LIMBS_WELL, openWorld, sure, type World } from '../../../test/world.ts'
import { decideStation } from '../checks/commands.ts'
import { claim } from '../checks/leases.ts'
import { conclude, countersign, drawUp, signingOf } from '../checks/signoff.ts'
import { audit } from './audit.ts'
import { proofOf } from './proof.ts'

// Of a report that two doctors signed, height alone measured: what one altered row comes to. One report serves all, each row is put back.

let world: World
let one: Awaited<ReturnType<typeof twiceSigned>>
const BY_EYE = [
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
] as const

const twiceSigned = async () => {
  const [first, second] = [await world.person('pr-one', 'doctor'), await world.person('pr-two', 'doctor')]
  const keys = [await enrolled(world, first), await enrolled(world, second)] as const
  const booth = await world.booth()
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', 700))
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  const reading = await booth.measure(id, 'height')
  sure(await claim(world.deps, first.doctor, await asked()))
  for (const finding of [...BY_EYE, ...LIMBS_WELL])
    sure(await decideStation(world.deps, first.doctor, { ...(await asked()), finding, reason: '视频所见' }))
  const drawn = sure(await drawUp(world.deps, first.doctor, { ...(await asked()), remark: null })).drawnUp
  if (!drawn) throw new Error('nothing was drawn up')
  const proofBy = async (person: typeof first, key: (typeof keys)[number]) => {
    const challenge = sure(await signingOf(world.deps, person.doctor, id)).options?.challenge ?? ''
    return { ...(await asked()), digest: drawn.digest, proof: { by: 'passkey' as const, assertion: key.assert(challenge) } }
  }
  sure(await conclude(world.deps, first.doctor, await proofBy(first, keys[0])))
  sure(await countersign(world.deps, second.doctor, await proofBy(second, keys[1])))
  return { id, reading: reading.id, first, second, ...drawn }
}

beforeAll(async () => {
  world = await openWorld()
  one = await twiceSigned()
  // While its paper is still being sealed there are two things to be found.
  await vi.waitFor(async () => expect((await proofOf(world.deps, { number: one.number }))?.pdf).not.toBeNull(), 30_000)
}, 60_000)
afterAll(() => world.close())

const faults = async () => (await proofOf(world.deps, { number: one.number }))?.faults
type Table = 'signatures' | 'readings'
const rowOf = (table: Table) => {
  const { db } = world.deps
  return table === 'signatures'
    ? db.selectFrom(table).selectAll().where('digest', '=', one.digest).where('role', '=', 'second').executeTakeFirstOrThrow()
    : db.selectFrom(table).selectAll().where('id', '=', one.reading).executeTakeFirstOrThrow()
}
const forget = (table: Table) =>
  table === 'signatures'
    ? world.deps.db.deleteFrom(table).where('digest', '=', one.digest).where('role', '=', 'second').execute()
    : world.deps.db.deleteFrom(table).where('id', '=', one.reading).execute()
const firstAssertion = async () =>
  (await world.deps.db.selectFrom('signatures').select('assertion').where('role', '=', 'doctor').executeTakeFirstOrThrow()).assertion

test('a report that two doctors signed stands', async () => {
  expect(await faults()).toEqual([])
})

const ALTERED: [what: string, table: Table, fault: string, change: () => Promise<object | null>][] = [
  ['a second signature that is gone', 'signatures', 'second-wrong', async () => null],
  ['the first doctor’s assertion in the second’s place', 'signatures', 'second-wrong', async () => ({ assertion: await firstAssertion() })],
  ['no second assertion', 'signatures', 'second-wrong', async () => ({ assertion: null })],
  ['a second assertion that is no JSON', 'signatures', 'second-wrong', async () => ({ assertion: '{' })],
  ['a second signature said to be a password', 'signatures', 'second-wrong', async () => ({ signed_by: 'password', assertion: null })],
  ['a second signature of somebody else', 'signatures', 'second-wrong', async () => ({ person: 'nobody' })],
  ['a log that is gone', 'readings', 'reading-differs', async () => null],
  ['a log with another height', 'readings', 'reading-differs', async () => ({ body: await altered() })],
  ['a log of another digest', 'readings', 'reading-differs', async () => ({ digest: 'f'.repeat(64) })],
  ['a log of another check', 'readings', 'reading-differs', async () => ({ check_id: 'none' })],
  ['a log of another attempt', 'readings', 'reading-differs', async () => ({ attempt: 'none' })],
  ['a log of another booth', 'readings', 'reading-differs', async () => ({ booth: 'none' })],
]
const altered = async () => {
  const { body } = await world.deps.db.selectFrom('readings').select('body').where('id', '=', one.reading).executeTakeFirstOrThrow()
  return body.replace(/"samplesMm":\[\d+/, '"samplesMm":[1')
}

test.each(ALTERED)('%s is found, by the page and in the whole folder', async (_, table, fault, change) => {
  const { db } = world.deps
  const kept = await rowOf(table)
  const changed = await change()
  await forget(table)
  const put = (row: object) =>
    db
      .insertInto(table)
      .values(row as never)
      .execute()
  if (changed) await put({ ...kept, ...changed })
  expect(await faults()).toEqual([fault])
  const found = (await audit(world.deps, { stored: new Set(), trusted: { seals: [], stamps: [] } })).troubles.map(
    (trouble) => trouble.fault,
  )
  expect(found).toContain(fault)
  if (changed && 'person' in changed) await db.deleteFrom('signatures').where('person', '=', 'nobody').execute()
  if (changed) await forget(table)
  await put(kept)
  expect(await faults()).toEqual([])
})

test('a second signature that no event tells of is found', async () => {
  const { db } = world.deps
  const extra = { ...(await rowOf('signatures')), person: 'nobody' }
  await db
    .insertInto('signatures')
    .values(extra as never)
    .execute()
  expect(await faults()).toEqual(['second-wrong'])
  await db.deleteFrom('signatures').where('person', '=', 'nobody').execute()
})
