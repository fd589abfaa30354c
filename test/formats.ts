import { refuse } from '#protocol/refusal.ts'
import type { Station } from '#protocol/station.ts'
import { leave } from '../server/service/checks/booths.ts'
import { accept, decideStation, giveBack, note, notThere, release, resend } from '../server/service/checks/commands.ts'
import { declare } from '../server/service/checks/declaring.ts'
import { claim } from '../server/service/checks/leases.ts'
import { acceptReading, setAside } from '../server/service/checks/readings.ts'
import { conclude, countersign, decline, drawUp, signingOf, supersede } from '../server/service/checks/signoff.ts'
import { deviceFault, startStation } from '../server/service/checks/starting.ts'
import { tryNow } from '../server/service/views/errands.ts'
import { cardOf } from './driver.ts'
import { enrolled } from './signed.ts'
import { LIMBS_WELL, openWorld, PASSWORD, STROKES, sure, until } from './world.ts'

// `node test/formats.ts > server/store/formats/format-N.json`: what today's program stores of five checks to which everything happens that
// can happen, as it comes out of its database. Written once, when a format lands, and never again.

const world = await openWorld()
const { deps } = world
const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const satisfies Station[]
const BY_EYE = { station: 'height', cm: 172 } as const

const lin = await world.person('lin', 'doctor')
const shen = await world.person('shen', 'doctor')
const gu = await world.person('gu', 'counter')
const passkey = await enrolled(world, shen)
const squad = await world.site('示范交警大队', { kind: 'squad', code: '999901000400' })
const booth = await world.booth('一号体检亭', '示范服务厅')
await booth.calibrate()
type Doctor = typeof lin

const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const comesTo = (id: string, phase: string) => until(async () => (await world.check(id)).phase === phase)
const takes = async (doctor: Doctor, id: string) => sure(await claim(deps, doctor.doctor, await asked(id)))
const measures = async (id: string, stations: readonly Station[] = MEASURED) => {
  for (const station of stations) await booth.measure(id, station)
}
const decides = async (doctor: Doctor, id: string, findings: readonly (typeof BY_EYE | (typeof LIMBS_WELL)[number])[] = LIMBS_WELL) => {
  for (const finding of findings)
    sure(await decideStation(deps, doctor.doctor, { ...(await asked(id)), finding, reason: finding === BY_EYE ? '视频所见' : null }))
}
const drawsUp = async (doctor: Doctor, id: string) => sure(await drawUp(deps, doctor.doctor, { ...(await asked(id)), remark: '一切正常' }))
const byPassword = { by: 'password' as const, password: PASSWORD }
const digestOf = async (id: string) => {
  const { drawnUp, signed } = await world.check(id)
  return drawnUp?.digest ?? signed?.digest ?? ''
}
const signs = async (doctor: Doctor, id: string) =>
  sure(await conclude(deps, doctor.doctor, { ...(await asked(id)), digest: await digestOf(id), proof: byPassword }))
const declares = async (id: string, diseases: number[]) =>
  sure(
    await declare(deps, booth.who, {
      command: world.ids(),
      check: id,
      consent: true,
      has: diseases.length > 0,
      diseases,
      strokes: { ...STROKES, height: 120 + diseases.length },
    }),
  )

/** Everything on the way: declared again, devices that fail, gone and come back, three doctors' turns, every way to measure; then returned and sent again. */
const wayward = async () => {
  const card = cardOf('张三', 41)
  const business = { business: 'G', file: '110100000041', phone: '13800000041', stopped: null, unit: squad.code }
  world.traffic.cases.set(card.number, { number: 'G2026-0041', classes: ['C1', 'D'], ...business })
  const id = await booth.queued(card)
  await declares(id, [3])
  await declares(id, [])
  await booth.attempt(id, 'height')
  for (const device of ['height', 'keypad'] as const) sure(await deviceFault(deps, booth.who, { command: world.ids(), check: id, device }))
  const aside = await booth.attempt(id, 'colour')
  sure(await setAside(deps, booth.who, { command: world.ids(), check: id, attempt: aside.id, refusal: refuse('seed-unknown') }))
  await measures(id)
  sure(await leave(deps, booth.who, { command: world.ids(), check: id, why: 'idle' }))
  world.step(60_000)
  await booth.open(card)
  await takes(lin, id)
  sure(await release(deps, lin.doctor, await asked(id)))
  await takes(lin, id)
  world.step(50_000)
  await until(async () => (await world.check(id)).lease === null)
  await takes(lin, id)
  sure(await note(deps, lin.doctor, { ...(await asked(id)), text: '请坐正' }))
  const ways = [
    ['acuity-left', 'number'],
    ['acuity-left', 'lines'],
    ['hearing', 'tones'],
    ['colour', 'openings'],
    ['reaction', undefined],
    ['lower-limbs', undefined],
    ['upper-limbs', undefined],
    ['trunk', undefined],
  ] as const
  for (const [station, method] of ways) {
    const wanted = { ...(await asked(id)), station, glasses: false, aid: false, ...(method && { method }) }
    const attempt = sure(await startStation(deps, lin.doctor, wanted)).stations[station].attempts.at(-1)?.attempt
    if (!attempt) throw new Error('nothing was begun')
    // People take their time to react, or nobody believes them.
    if (station === 'reaction') world.step(6000)
    sure(await acceptReading(deps, booth.who, booth.reading(attempt)))
  }
  await decides(lin, id)
  await drawsUp(lin, id)
  await signs(lin, id)
  await comesTo(id, 'handed-over')
  sure(await giveBack(deps, gu.counter, { ...(await asked(id)), reason: '照片不清' }))
  sure(await resend(deps, gu.counter, await asked(id)))
  await comesTo(id, 'handed-over')
  sure(await accept(deps, gu.counter, await asked(id)))
  return { id, card }
}

/** A height by eye: declined, then countersigned; the hand-over is hurried and refused, and another doctor supersedes the report. */
const byEye = async () => {
  const id = await booth.queued(cardOf('李四', 42))
  await measures(id, MEASURED.slice(1))
  await takes(lin, id)
  await decides(lin, id, [BY_EYE, ...LIMBS_WELL])
  await drawsUp(lin, id)
  await signs(lin, id)
  sure(await decline(deps, shen.doctor, { ...(await asked(id)), reason: '请再看一次' }))
  await takes(lin, id)
  await drawsUp(lin, id)
  await signs(lin, id)
  world.traffic.moods.push({ status: 401 }, 'refuse')
  sure(await countersign(deps, shen.doctor, { ...(await asked(id)), digest: await digestOf(id), proof: byPassword }))
  await until(() => deps.db.selectFrom('outbox').select('id').where('person_at', 'is not', null).executeTakeFirst())
  sure(await tryNow(deps, gu.counter, await asked(id)))
  await comesTo(id, 'refused')
  const decisions = [{ finding: { station: 'trunk' as const, trunk: 'disorder' as const }, reason: null }]
  sure(await supersede(deps, shen.doctor, { ...(await asked(id)), remark: null, decisions }))
  await signs(shen, id)
  await comesTo(id, 'handed-over')
  return id
}

/** The same driver on another day: a passkey signs, and the report before is replaced. */
const again = async (before: { id: string; card: ReturnType<typeof cardOf> }) => {
  world.step(86_400_000)
  await booth.calibrate()
  const id = await booth.queued(before.card, { anew: true })
  await measures(id)
  await takes(shen, id)
  await decides(shen, id)
  await drawsUp(shen, id)
  const assertion = passkey.assert(sure(await signingOf(deps, shen.doctor, id)).options?.challenge ?? '')
  const proof = { by: 'passkey' as const, assertion }
  sure(await conclude(deps, shen.doctor, { ...(await asked(id)), digest: await digestOf(id), proof }))
  await comesTo(id, 'handed-over')
  await comesTo(before.id, 'superseded')
  return id
}

/** A paper that no font can draw. */
const held = async () => {
  world.step(60_000)
  const id = await booth.queued(cardOf('王\u{20bb7}', 43))
  await measures(id)
  await takes(lin, id)
  await decides(lin, id)
  await drawsUp(lin, id)
  const all = deps.fonts
  deps.fonts = { ...all, chain: all.chain.slice(0, 2) }
  await signs(lin, id)
  await until(async () => (await world.check(id)).report?.held)
  deps.fonts = all
  return id
}

/** Nobody sits there any more, and the day ends. */
const left = async () => {
  const id = await booth.queued(cardOf('王五', 44))
  await takes(lin, id)
  sure(await notThere(deps, lin.doctor, await asked(id)))
  world.step(30 * 3_600_000)
  await comesTo(id, 'abandoned')
  return id
}

const first = await wayward()
const ids = [first.id, await byEye(), await again(first), await held(), await left()]
const kept = []
for (const id of ids)
  kept.push({
    row: await deps.db.selectFrom('checks').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    events: await deps.db.selectFrom('check_events').selectAll().where('check_id', '=', id).orderBy('sequence').execute(),
  })
process.stdout.write(`${JSON.stringify(kept, null, 2)}\n`)
await world.close()
