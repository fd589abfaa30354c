import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AttentionView } from '#protocol/check.ts'
import type { LinkState } from '#protocol/link.ts'
import type { SentBackEntry } from '#protocol/sent-back.ts'
import type { Station } from '#protocol/station.ts'
import { cardOf } from '../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../test/world.ts'
import { proofOf } from '../service/proof/proof.ts'
import * as sentBack from '../store/migrations/0310-sent-back.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] satisfies Station[]
const proof = { by: 'password', password: PASSWORD } as const
let serial = 0

/** Somebody at an attended page, and what they are told of what came back. */
const sits = async (...roles: Parameters<World['person']>[1][]) => {
  const person = await world.person(`sb-${++serial}`, ...roles)
  const link = await person.connect()
  let attention: AttentionView['entries'] = []
  const moved: SentBackEntry[] = []
  link.on('attention:view', ({ entries }) => void (attention = entries))
  link.on('sent-back:moved', ({ entries }) => void moved.push(...entries))
  let state: LinkState = 'connecting'
  link.watch((now) => void (state = now))
  await until(() => state === 'connected')
  return {
    ...person,
    link,
    waiting: (check: string) => attention.find((one) => one.check === check),
    moved: (number: string) => moved.findLast((one) => one.number === number),
    list: async () => sure(await link.ask('sent-back:page', { behind: null })).entries,
  }
}
type Seat = Awaited<ReturnType<typeof sits>>
const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })
const stands = (check: string, phase: string) => until(async () => (await world.check(check)).phase === phase)

/** Signs what is drawn up: the report's number. */
const sign = async ({ link }: Seat, check: string, drawn: { drawnUp: { number: string; digest: string } | null }) => {
  sure(await link.ask('check:conclude', { ...(await asked(check)), digest: drawn.drawnUp?.digest ?? '', proof }))
  return drawn.drawnUp?.number ?? ''
}
const handedOver = async (doctor: Seat) => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  const check = await booth.queued(cardOf('张三', 300 + serial))
  for (const station of MEASURED) await booth.measure(check, station)
  sure(await doctor.link.ask('check:claim', await asked(check)))
  for (const finding of LIMBS_WELL) sure(await doctor.link.ask('check:decide', { ...(await asked(check)), finding, reason: null }))
  const number = await sign(doctor, check, sure(await doctor.link.ask('check:draw-up', { ...(await asked(check)), remark: null })))
  await stands(check, 'handed-over')
  return { check, number }
}
const replaced = async (doctor: Seat, check: string) => {
  const drawn = sure(await doctor.link.ask('check:supersede', { ...(await asked(check)), remark: '照片重拍', decisions: [] }))
  const number = await sign(doctor, check, drawn)
  await stands(check, 'handed-over')
  return number
}

test('a doctor is told live that a report was returned, by which one it was replaced, and when the counter has accepted that', async () => {
  const [doctor, other, counter] = [await sits('doctor'), await sits('doctor'), await sits('counter')]
  const { check, number } = await handedOver(doctor)
  sure(await counter.link.ask('counter:return', { ...(await asked(check)), reason: '照片不清' }))
  await until(() => doctor.waiting(check)?.reason === '照片不清')
  expect(doctor.waiting(check)).toMatchObject({ what: 'returned', number, doctor: { id: doctor.id } })
  const squad = (await world.check(check)).booth.site.name
  expect(doctor.waiting(check)?.squad).toBe(squad)
  expect(await doctor.list()).toEqual([])

  const next = await replaced(doctor, check)
  await until(() => doctor.moved(number)?.now?.phase === 'handed-over' && !doctor.waiting(check))
  expect(doctor.moved(number)).toMatchObject({ what: 'returned', squad, reason: '照片不清', by: counter.name, became: 'replaced' })
  sure(await counter.link.ask('counter:accept', await asked(check)))
  await until(() => doctor.moved(number)?.now?.phase === 'accepted')
  expect(doctor.moved(number)?.now).toEqual({ number: next, phase: 'accepted' })
  expect(await doctor.list()).toEqual([doctor.moved(number)])
  // It is nobody else's list.
  expect([await other.list(), other.moved(number)]).toEqual([[], undefined])
  expect(await counter.link.ask('sent-back:page', { behind: null })).toMatchObject({ refused: 'not-allowed' })
  expect((await proofOf(world.deps, { number: next }))?.faults).toEqual([])
})

test('what the traffic police refused, what is corrected by two doctors, sent again, and withdrawn: each says what became of it', async () => {
  const [doctor, second, counter] = [await sits('doctor'), await sits('doctor'), await sits('counter')]
  const corrected = await handedOver(doctor)
  sure(await counter.link.ask('counter:return', { ...(await asked(corrected.check)), reason: '电话有误' }))
  const drawn = sure(
    await doctor.link.ask('check:correct', {
      ...(await asked(corrected.check)),
      correction: { phone: '13900000001' },
      reason: '电话写错',
    }),
  )
  const number = await sign(doctor, corrected.check, drawn)
  // While the second signature is awaited nothing has become of it.
  expect(await doctor.list()).toEqual([])
  const digest = drawn.drawnUp?.digest ?? ''
  sure(await second.link.ask('check:countersign', { ...(await asked(corrected.check)), digest, proof }))
  await until(() => doctor.moved(corrected.number)?.became === 'corrected')
  expect(doctor.moved(corrected.number)?.now?.number).toBe(number)

  const again = await handedOver(doctor)
  sure(await counter.link.ask('counter:return', { ...(await asked(again.check)), reason: '看错了' }))
  sure(await counter.link.ask('counter:resend', await asked(again.check)))
  await until(() => doctor.moved(again.number)?.now?.phase === 'handed-over')
  expect(doctor.moved(again.number)).toMatchObject({ became: 'sent-again', now: { number: again.number } })

  const taken = await handedOver(doctor)
  sure(await counter.link.ask('counter:return', { ...(await asked(taken.check)), reason: '不是本人' }))
  sure(await doctor.link.ask('check:withdraw', { ...(await asked(taken.check)), reason: '不是本人' }))
  await until(() => doctor.moved(taken.number)?.became === 'withdrawn')
  expect((await doctor.list()).map(({ number: one, became, now }) => [one, became, now?.number ?? null])).toEqual([
    [taken.number, 'withdrawn', null],
    [again.number, 'sent-again', again.number],
    [corrected.number, 'corrected', number],
  ])
  for (const one of [number, again.number, taken.number]) expect((await proofOf(world.deps, { number: one }))?.faults).toEqual([])
})

test('a folder from before the list is read into it as it would have been kept', async () => {
  const { db } = world.deps
  const rows = () => db.selectFrom('sent_back').selectAll().orderBy('check_id').orderBy('sequence').execute()
  const kept = await rows()
  expect(kept.length).toBeGreaterThan(3)
  await db.schema.dropTable('sent_back').execute()
  // By tables of its own, as others have been carried out since.
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ '0310-sent-back': sentBack }) },
    migrationTableName: 'once_more',
    migrationLockTableName: 'once_more_lock',
  })
  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  expect(await rows()).toEqual(kept)
})
