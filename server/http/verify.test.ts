import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrolled, handedOver, signedReport } from '../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'
import { accept, giveBack } from '../service/checks/commands.ts'
import { conclude, supersede } from '../service/checks/signoff.ts'

// The page behind the QR code, for whoever holds the paper.

type Person = Awaited<ReturnType<World['person']>>
const errors: object[] = []
const log = { error: (fields: object) => void errors.push(fields), warn: () => {}, info: () => {}, debug: () => {} }
let world: World
let doctor: Person
let passkey: Awaited<ReturnType<typeof enrolled>>
beforeAll(async () => {
  world = await openWorld({ outside: { log } })
  doctor = await world.person('dr-verify', 'doctor')
  passkey = await enrolled(world, doctor)
})
afterAll(() => world.close())

let asker = 0
/** Asked from another address each time: how often one may ask is a matter of its own. */
const pageOf = async (code: string, language = 'zh-CN', remoteAddress = `10.0.${++asker >> 8}.${asker & 255}`) => {
  const answer = await world.app.http.inject({ url: `/verify/${code}`, headers: { 'accept-language': language }, remoteAddress })
  return { status: answer.statusCode, type: answer.headers['content-type'], html: answer.body }
}
/** What somebody reads: without marks and styles. */
const wordsOf = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
const greets = (html: string) => /<section class="(\w+)"><h1>/.exec(html)?.[1]

test('a paper in force shows what stands on it, masked, in both languages, and which counter to ask', async () => {
  const { code, number, digest, pdf } = await handedOver(world, doctor, { name: '欧阳文静', passkey })
  const zh = await pageOf(code)
  expect(zh.status).toBe(200)
  const words = wordsOf(zh.html)
  for (const said of ['证明真实，在有效期内', '符合驾驶身体条件', 'C1', '欧***', number, digest, pdf, '2026-11-25', '2027-05-25'])
    expect(words).toContain(said)
  expect(words).toMatch(/印章证书指纹 SHA-256 [0-9a-f]{64}/)
  expect(words).toContain('通行密钥签字，已核对')
  expect(words).toContain('“示范服务大厅”的窗口询问（示范市机动车驾驶人体检中心（演示））')
  const { number: document = '' } = world.traffic.deliveries.at(-1)?.report.applicant ?? {}
  expect(words).toContain(document.slice(-4))
  expect(zh.html).not.toContain(document)
  expect(zh.html).not.toContain('文静')
  expect(greets(zh.html)).toBe('good')
  const en = await pageOf(code, 'en-GB,en;q=0.9,zh;q=0.5')
  expect(wordsOf(en.html)).toContain('Genuine and in force')
  expect(wordsOf(en.html)).toContain('Meets the conditions for driving')
  expect(en.html).toContain('<html lang="en">')
  // As somebody types it off the paper, in the other language than the browser's.
  const typed = await pageOf(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}?lang=en`)
  expect(wordsOf(typed.html)).toContain('Genuine and in force')
})

test('a demonstration’s password is told to be no signature', async () => {
  const { code } = await handedOver(world, doctor)
  expect(wordsOf((await pageOf(code)).html)).toContain('演示：用密码代替签字，没有法律效力')
})

test.each([
  ['unfit', { station: 'trunk', trunk: 'disorder' } as const, '目前不符合'],
  ['to be examined elsewhere', { station: 'colour', refer: 'hospital', words: '请到医院检查' } as const, '需要进一步检查'],
])('a genuine paper of a driver who is %s never greets in green, and says so apart from being genuine', async (_, finding, outcome) => {
  const { code } = await handedOver(world, doctor, { findings: [finding] })
  const { html } = await pageOf(code)
  expect(greets(html)).toBe('plain')
  expect(html).not.toContain('class="good"')
  expect(wordsOf(html)).toContain('证明真实，在有效期内')
  expect(wordsOf(html)).toContain(outcome)
})

test('conditions of driving stand on the page', async () => {
  const { code } = await handedOver(world, doctor, { findings: [{ station: 'acuity-left', reached: 5, glasses: true }] })
  const words = wordsOf((await pageOf(code)).html)
  expect(words).toContain('左眼')
  expect(greets((await pageOf(code)).html)).toBe('good')
})

test('a paper that is held does not exist, and nobody is told that it is genuine', async () => {
  // The font that the name needs was lost since it was drawn up.
  const all = world.deps.fonts
  const { id, code } = await signedReport(world, doctor, {
    name: '王\u{20bb7}',
    drawnUp: () => void (world.deps.fonts = { ...all, chain: all.chain.slice(0, 1) }),
  })
  await until(async () => (await world.check(id)).report?.held)
  const { html } = await pageOf(code)
  expect(wordsOf(html)).toContain('证明还没有出具')
  expect(greets(html)).toBe('warn')
  world.deps.fonts = all
})

test('what the case refused and what the counter returned is told in words, and stands again once it is sent again and accepted', async () => {
  world.traffic.moods.push('refuse')
  const refused = await signedReport(world, doctor)
  await until(async () => (await world.check(refused.id)).phase === 'refused')
  expect(wordsOf((await pageOf(refused.code)).html)).toContain('交管业务系统没有接收这份证明')
  expect(wordsOf((await pageOf(refused.code, 'en')).html)).toContain('The traffic police refused this report')

  const counter = await world.person('counter-verify', 'counter')
  const taken = await handedOver(world, doctor)
  sure(await giveBack(world.deps, counter.counter, { ...(await taken.asked()), reason: '照片不清' }))
  const returned = await pageOf(taken.code)
  expect(wordsOf(returned.html)).toContain('接收窗口退回了这份证明')
  expect(greets(returned.html)).toBe('bad')
  // The counter's reason is for doctor and driver.
  expect(returned.html).not.toContain('照片不清')
  const accepted = await handedOver(world, doctor)
  sure(await accept(world.deps, counter.counter, await accepted.asked()))
  expect(wordsOf((await pageOf(accepted.code)).html)).toContain('窗口已接收')
})

test('a paper that another doctor’s has replaced says so; the new one stands', async () => {
  const other = await world.person('dr-verify-2', 'doctor')
  const old = await handedOver(world, doctor)
  const drawn = sure(await supersede(world.deps, other.doctor, { ...(await old.asked()), remark: '更正', decisions: [] })).drawnUp
  if (!drawn) throw new Error('nothing was drawn up')
  // Until the new one is signed the old one stands.
  expect(greets((await pageOf(old.code)).html)).toBe('good')
  const proof = { by: 'password' as const, password: 'correct horse' }
  sure(await conclude(world.deps, other.doctor, { ...(await old.asked()), digest: drawn.digest, proof }))
  expect(wordsOf((await pageOf(old.code)).html)).toContain('已经被一份新的证明取代')
  await until(async () => (await world.check(old.id)).phase === 'handed-over')
  expect(greets((await pageOf(drawn.code)).html)).toBe('good')
  expect(greets((await pageOf(old.code)).html)).toBe('bad')
})

test('a passkey that was taken away later leaves its reports provable', async () => {
  const gone = await world.person('dr-gone', 'doctor')
  const { code } = await handedOver(world, gone, { passkey: await enrolled(world, gone) })
  await world.deps.db.deleteFrom('passkeys').where('person', '=', gone.id).execute()
  expect(greets((await pageOf(code)).html)).toBe('good')
})

describe('what was tampered with on the disk can’t be confirmed, is told in words, and is an error for whoever looks after the server:', () => {
  type Report = Awaited<ReturnType<typeof handedOver>>
  const placeOf = (digest: string) => join(world.settings.data, 'files', digest.slice(0, 2), digest)
  const rewrite = async (digest: string, change: (bytes: Buffer) => Buffer) =>
    writeFile(placeOf(digest), change(await readFile(placeOf(digest))))
  const row = (number: string, change: object) => world.deps.db.updateTable('reports').set(change).where('number', '=', number).execute()
  const last = async (id: string) => (await world.check(id)).version
  const forget = (id: string, sequence: number) =>
    world.deps.db.deleteFrom('check_events').where('check_id', '=', id).where('sequence', '=', sequence).execute()
  const other = () => handedOver(world, doctor, { passkey })

  test.each<[what: string, fault: string, attack: (report: Report) => Promise<unknown>]>([
    [
      'an altered report value',
      'value-unreadable',
      ({ digest }) => rewrite(digest, (bytes) => Buffer.from(bytes.toString().replace('"fit"', '"fot"'))),
    ],
    ['a report value that is gone', 'value-unreadable', ({ digest }) => rm(placeOf(digest))],
    ['an empty report value', 'value-unreadable', ({ digest }) => writeFile(placeOf(digest), '')],
    ['a row pointed at another report’s digest', 'row-differs', async ({ number }) => row(number, { digest: (await other()).digest })],
    [
      'a code that was given to another report',
      'row-differs',
      async ({ number, code }) => {
        const beside = await other()
        await row(beside.number, { code: 'X'.repeat(16) })
        await row(number, { code: beside.code })
        return code
      },
    ],
    ['a deleted event in the middle', 'events-broken', ({ id }) => forget(id, 3)],
    ['a deleted event at the end', 'events-broken', async ({ id }) => forget(id, await last(id))],
    ['all events deleted', 'events-broken', ({ id }) => world.deps.db.deleteFrom('check_events').where('check_id', '=', id).execute()],
    [
      'an altered event',
      'events-broken',
      ({ id }) =>
        world.deps.db
          .updateTable('check_events')
          .set({ at: '2026-11-24T02:00:00.000Z' })
          .where('check_id', '=', id)
          .where('sequence', '=', 2)
          .execute(),
    ],
    [
      'an event that is no JSON any more',
      'events-broken',
      ({ id }) =>
        world.deps.db
          .updateTable('check_events')
          .set({ event: '{"kind":"张三' })
          .where('check_id', '=', id)
          .where('sequence', '=', 2)
          .execute(),
    ],
    ['an altered PDF', 'paper-differs', ({ pdf }) => rewrite(pdf, (bytes) => Buffer.concat([bytes, Buffer.from('\n')]))],
    ['a PDF that is gone', 'paper-differs', ({ pdf }) => rm(placeOf(pdf))],
    ['a row pointed at another report’s PDF', 'paper-differs', async ({ number }) => row(number, { pdf: (await other()).pdf })],
    ['a row that forgot its PDF', 'paper-differs', ({ number }) => row(number, { pdf: null })],
    [
      'another report’s assertion',
      'assertion-wrong',
      async ({ number }) => {
        const beside = await world.deps.db
          .selectFrom('reports')
          .select('assertion')
          .where('number', '=', (await other()).number)
          .executeTakeFirst()
        await row(number, { assertion: beside?.assertion })
      },
    ],
    ['no assertion', 'assertion-wrong', ({ number }) => row(number, { assertion: null })],
    ['an assertion that is no JSON', 'assertion-wrong', ({ number }) => row(number, { assertion: '{' })],
    ['a row that says that a password signed', 'row-differs', ({ number }) => row(number, { signed_by: 'password', assertion: null })],
    ['a row of another check', 'not-concluded', async ({ number }) => row(number, { check_id: (await other()).id })],
    ['a row of no check', 'events-broken', ({ number }) => row(number, { check_id: 'none' })],
  ])('%s', async (_, fault, attack) => {
    const report = await handedOver(world, doctor, { name: '司马相如', passkey })
    expect(greets((await pageOf(report.code)).html)).toBe('good')
    await attack(report)
    const { code = '' } =
      (await world.deps.db.selectFrom('reports').select('code').where('number', '=', report.number).executeTakeFirst()) ?? {}
    errors.length = 0
    for (const [language, said] of [
      ['zh', '现在不能确认这份证明'],
      ['en', 'Can’t be confirmed now'],
    ] as const) {
      const { status, type, html } = await pageOf(code, language)
      expect({ status, type, greets: greets(html) }).toEqual({ status: 200, type: 'text/html; charset=utf-8', greets: 'warn' })
      expect(wordsOf(html)).toContain(said)
      // What it says of its institution isn't proven either.
      expect(html).not.toContain('示范市机动车驾驶人体检中心')
      expect(wordsOf(html)).toContain(report.number)
    }
    expect(errors).toHaveLength(2)
    expect(errors[0]).toMatchObject({ number: report.number, faults: expect.arrayContaining([fault]) })
    const { applicant } = world.traffic.deliveries.find((one) => one.report.number === report.number)?.report ?? {}
    for (const personal of ['司马', applicant?.number ?? '-', code]) expect(JSON.stringify(errors)).not.toContain(personal)
  })
})

test('a paper that has come to its end by China’s calendar says so, and until when it was good', async () => {
  const { code } = await handedOver(world, doctor)
  // 2026-11-25 10:00 in China; the last day is 2027-05-25 there.
  world.step(Date.parse('2027-05-25T15:59:59.000Z') - world.now().getTime())
  expect(greets((await pageOf(code)).html)).toBe('good')
  world.step(1000)
  const { html } = await pageOf(code)
  expect(wordsOf(html)).toContain('有效期到 2027-05-25 为止')
  expect(greets(html)).toBe('warn')
})

test('whatever goes wrong with the question itself is a page in words', async () => {
  for (const code of ['AAAABBBBCCCCDDDD', 'A'.repeat(90), '%00', '..%2f..', '<script>']) {
    const { status, type, html } = await pageOf(code)
    expect({ code, status, type }).toEqual({ code, status: 404, type: 'text/html; charset=utf-8' })
    expect(wordsOf(html)).toContain('查无此证明')
    // Whose paper it is isn't known: nobody's name stands there.
    expect(html).not.toContain(world.settings.institution)
  }
  let seen = await pageOf('AAAABBBBCCCCDDDD', 'en', '10.9.9.9')
  for (let round = 0; round < 80 && seen.status !== 429; round++) seen = await pageOf('AAAABBBBCCCCDDDD', 'en', '10.9.9.9')
  expect({ status: seen.status, type: seen.type }).toEqual({ status: 429, type: 'text/html; charset=utf-8' })
  expect(wordsOf(seen.html)).toContain('Wait a minute')
})
