import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MEASURED } from '#measure/index.ts'
import type { Override } from '#protocol/check.ts'
import type { Report } from '#protocol/report.ts'
import type { Finding, Station } from '#protocol/station.ts'
import { text } from '#words/index.ts'
import { overrideLines } from '#words/overrides.ts'
import { cardOf } from '../../../test/driver.ts'
import { enrolled } from '../../../test/signed.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { counterView } from '../views/lists.ts'
import { decideStation } from './commands.ts'
import { claim } from './leases.ts'
import { conclude, countersign, drawUp } from './signoff.ts'

// A doctor's word where a booth measures: it is seen everywhere that a measurement would have been.

type Person = Awaited<ReturnType<World['person']>>
let world: World
let folder: string
let first: Person
let second: Person
beforeAll(async () => {
  world = await openWorld({ outside: { log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} } } })
  folder = await mkdtemp(join(tmpdir(), 'roadfit-overridden-'))
  first = await world.person('ov-one', 'doctor')
  second = await world.person('ov-two', 'doctor')
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

/** What the doctor finds against what the driver of these tests measures. */
const AGAINST = {
  height: { station: 'height', cm: 165 },
  'acuity-right': { station: 'acuity-right', reached: 5, glasses: true },
  'acuity-left': { station: 'acuity-left', reached: 5, glasses: true },
  colour: { station: 'colour', colour: 'red-green-blind' },
  hearing: { station: 'hearing', left: true, right: true, aid: true },
} as const satisfies Record<string, Finding>
/** The same as is measured. */
const SAME: Record<string, Finding> = {
  ...AGAINST,
  height: { station: 'height', cm: 172 },
  colour: { station: 'colour', colour: 'no-red-green-blindness' },
}
const OTHER: Record<string, Finding> = AGAINST
const REASON = '视频复核所见'
const byPassword = { by: 'password' as const, password: PASSWORD }
const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })

let serial = 800
/** Drawn up after a doctor has found this themselves; these stations were never begun. */
const drawn = async (findings: readonly Finding[], unmeasured: readonly Station[], doctor = first.doctor) => {
  const booth = await world.booth(`${++serial}号`)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', serial))
  for (const one of MEASURED) if (!unmeasured.includes(one)) await booth.measure(id, one)
  sure(await claim(world.deps, doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor, { ...(await asked(id)), finding, reason: null }))
  for (const finding of findings) sure(await decideStation(world.deps, doctor, { ...(await asked(id)), finding, reason: REASON }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor, { ...(await asked(id)), remark: null }))
  if (!drawnUp) throw new Error('nothing was drawn up')
  return { id, ...drawnUp }
}
const issued = async (findings: readonly Finding[], unmeasured: readonly Station[]) => {
  const { id, digest, number, code } = await drawn(findings, unmeasured)
  sure(await conclude(world.deps, first.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  const waited = (await world.check(id)).phase === 'signed'
  if (waited) sure(await countersign(world.deps, second.doctor, { ...(await asked(id)), digest, proof: byPassword }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  return { id, digest, number, code, waited }
}
const valueOf = async (digest: string) => JSON.parse(Buffer.from((await world.deps.files.bytes(digest)) ?? []).toString()) as Report
const paperOf = async (id: string) => {
  const file = join(folder, `${id}.pdf`)
  await writeFile(file, (await world.deps.files.bytes((await world.check(id)).report?.pdf ?? '')) ?? '')
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '')
}
const verified = async (code: string, language: string) => {
  const remoteAddress = `10.9.${serial >> 8}.${serial & 255}`
  const { body } = await world.app.http.inject({ url: `/verify/${code}?lang=${language}`, remoteAddress })
  return body.replaceAll(/<style>.*?<\/style>/gs, '').replaceAll(/<[^>]+>/g, ' ')
}

// Each station once without a reading, and once against one.
const PAIRS = MEASURED.map((without, index) => ({ without, against: MEASURED[(index + 1) % MEASURED.length] ?? without }))
test.each(PAIRS)(
  'decided by a doctor, $without without a reading and $against against one are marked in the report, on the paper, on the counter’s line and behind the QR code',
  async ({ without, against }) => {
    const findings = [SAME[without], OTHER[against]].filter((one) => one !== undefined)
    const { id, digest, number, code, waited } = await issued(findings, [without])
    const marks: Override[] = [
      { station: without, basis: 'not-measured', reason: REASON },
      { station: against, basis: 'against', reason: REASON },
    ]
    const evidence = (await valueOf(digest)).evidence.filter(({ basis }) => basis === 'not-measured' || basis === 'against')
    expect(evidence).toHaveLength(2)
    expect(evidence.find(({ station }) => station === without)).toMatchObject({ source: 'doctor', ...marks[0], reading: null })
    expect(evidence.find(({ station }) => station === against)).toMatchObject({
      source: 'doctor',
      ...marks[1],
      reading: expect.any(String),
      measured: { station: against },
    })

    const paper = await paperOf(id)
    for (const mark of marks) {
      const [line = ''] = overrideLines('zh', [mark])
      expect(line).toContain(mark.basis === 'against' ? '与测量结果不同' : '未经测量')
      expect(paper).toContain(line.replaceAll(/\s/g, ''))
    }
    const line = (await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)
    expect(line?.overrides).toHaveLength(2)
    expect(line?.overrides).toEqual(expect.arrayContaining(marks))

    for (const language of ['zh', 'en'] as const) {
      const { verify, terms } = text[language]
      const page = (await verified(code, language)).replaceAll(/\s+/g, ' ')
      for (const { station, basis } of marks) expect(page).toContain(`${verify.overrides[basis]} ${terms.stations[station]} `)
      // Why is for those who have the paper.
      expect(page).not.toContain(REASON)
      expect(page.includes(verify.countersigned)).toBe(waited)
    }
    // Nobody lets somebody drive alone by what nothing measured; who is colour-blind drives nothing.
    expect(waited).toBe(against !== 'colour')
  },
)

test('a decision against every reading is marked, and one doctor is enough: all was measured', async () => {
  const { waited, number } = await issued([AGAINST.height, AGAINST.hearing], [])
  expect(waited).toBe(false)
  const line = (await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)
  expect(line?.overrides?.map(({ station, basis }) => [station, basis])).toEqual([
    ['height', 'against'],
    ['hearing', 'against'],
  ])
})

test('what was measured alone is marked nowhere, and a doctor who finds the same changes nothing of that', async () => {
  const { id, digest, number, code, waited } = await issued([{ station: 'height', cm: 172 }], [])
  expect((await valueOf(digest)).evidence.map(({ basis }) => basis).filter((basis) => basis !== 'judged')).toEqual(
    Array(MEASURED.length).fill('measured'),
  )
  expect(await paperOf(id)).not.toContain('由医生判定')
  expect((await counterView(world.deps, EVERYTHING)).entries.find((entry) => entry.number === number)?.overrides).toEqual([])
  expect(await verified(code, 'zh')).not.toContain('由医生判定')
  expect(waited).toBe(false)
})

test('nobody decides without a reading, or against one, without saying why', async () => {
  const { doctor } = await world.person('ov-silent', 'doctor')
  const { id } = await drawn([SAME['colour'] ?? AGAINST.colour], ['colour'], doctor)
  for (const finding of [AGAINST.height, AGAINST.colour])
    expect(await decideStation(world.deps, doctor, { ...(await asked(id)), finding, reason: null })).toMatchObject({
      refused: 'reason-missing',
      fields: { station: finding.station },
    })
})

describe('behind the QR code the second doctor’s signature counts as the first’s does', () => {
  const countersigned = async () => {
    const keys = [await enrolled(world, first), await enrolled(world, second)] as const
    const { id, digest, code } = await drawn([{ station: 'height', cm: 172 }], ['height'])
    const challenge = Buffer.from(digest, 'hex').toString('base64url')
    const [mine, theirs] = keys.map((key) => ({ by: 'passkey' as const, assertion: key.assert(challenge) }))
    if (!mine || !theirs) throw new Error('no keys')
    sure(await conclude(world.deps, first.doctor, { ...(await asked(id)), digest, proof: mine }))
    sure(await countersign(world.deps, second.doctor, { ...(await asked(id)), digest, proof: theirs }))
    await until(async () => (await world.check(id)).phase === 'handed-over')
    return { digest, code }
  }
  const genuine = text.zh.verify.states.valid.heading
  const unsure = text.zh.verify.states.unsure.heading

  test('taken away, or put in the place of another doctor’s, nothing can be confirmed', async () => {
    const { digest, code } = await countersigned()
    expect(await verified(code, 'zh')).toContain(genuine)
    const of = world.deps.db.updateTable('signatures').where('digest', '=', digest).where('role', '=', 'second')
    const kept = await world.deps.db.selectFrom('signatures').selectAll().where('digest', '=', digest).execute()
    const [one, other] = kept.toSorted((a, b) => (a.role < b.role ? -1 : 1))
    await of.set({ assertion: one?.assertion ?? null }).execute()
    expect(await verified(code, 'zh')).toContain(unsure)
    await of.set({ assertion: other?.assertion ?? null }).execute()
    expect(await verified(code, 'zh')).toContain(genuine)
    await world.deps.db.deleteFrom('signatures').where('digest', '=', digest).where('role', '=', 'second').execute()
    expect(await verified(code, 'zh')).toContain(unsure)
  })
})
