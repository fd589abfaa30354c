import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolled, handedOver, signedReport } from '../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'
import { giveBack } from '../service/checks/commands.ts'
import { endsSo } from '../service/proof/drivers-paper.ts'

// The paper for its driver, by real HTTP, as a form without script sends it.

type Person = Awaited<ReturnType<World['person']>>
const logged: object[] = []
const take = (fields: object) => void logged.push(fields)
let world: World
let doctor: Person
let passkey: Awaited<ReturnType<typeof enrolled>>
beforeAll(async () => {
  // Behind a proxy, so that each asker can have an address of their own.
  world = await openWorld({
    settings: { proxies: ['127.0.0.1'] },
    outside: { log: { error: take, warn: take, info: take, debug: take } },
  })
  doctor = await world.person('dr-paper', 'doctor')
  passkey = await enrolled(world, doctor)
})
afterAll(() => world.close())

let asker = 0
const address = () => `10.7.${++asker >> 8}.${asker & 255}`
const ask = async (code: string, number: string, { language = 'en', from = address(), headers = {} } = {}) => {
  const answer = await fetch(`${world.url}/verify/${code}?lang=${language}`, {
    method: 'POST',
    body: new URLSearchParams({ number }),
    headers: { origin: world.settings.origin, 'x-forwarded-for': from, ...headers },
  })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { status: answer.status, headers: answer.headers, bytes, text: Buffer.from(bytes).toString() }
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const paper = async () => {
  const report = await handedOver(world, doctor, { passkey })
  const { applicant } = world.traffic.deliveries.find((one) => one.report.number === report.number)?.report ?? {}
  return { ...report, document: applicant?.number ?? '' }
}
/** The same number except for its last sign. */
const wrongEnd = (document: string) => `${document.slice(-6, -1)}${document.endsWith('1') ? '2' : '1'}`

test('the page asks for the end of the number in a form without script, which goes in the body', async () => {
  const { code, document } = await paper()
  const answer = await fetch(`${world.url}/verify/${code}?lang=zh`)
  // Under the house's own policy of no referrer a browser sends the form with the origin “null”, which is refused.
  expect(answer.headers.get('referrer-policy')).toBe('same-origin')
  const html = await answer.text()
  expect(html).toContain('<form method="post" action="?lang=zh#paper">')
  expect(html).toContain('证件号码最后六位')
  expect(html).not.toContain('<script')
  expect(html).not.toContain(document.slice(-6))
})

test('the last six of the driver’s number give the very paper, kept by nobody on the way', async () => {
  const { code, number, pdf, document } = await paper()
  const { status, headers, bytes } = await ask(code, document.slice(-6))
  expect({ status, type: headers.get('content-type'), digest: sha256(bytes) }).toEqual({
    status: 200,
    type: 'application/pdf',
    digest: pdf,
  })
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${number}.pdf"`)
  // As people type it: the whole number, small letters, signs of full width, with spaces.
  for (const typed of [
    document,
    ` ${document.toLowerCase()} `,
    document.slice(-6).replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ])
    expect((await ask(code.toLowerCase(), typed)).status).toBe(200)
  const told = JSON.stringify(logged)
  expect(told).not.toContain(document.slice(-6))
  expect(told).not.toContain(code)
})

test.each([
  ['an X', '11010119491231002X', '31002x', '310020'],
  ['letters', 'USA110058123457', '123457', '123456'],
  ['fewer signs than six', 'E12', 'e12', '12'],
  ['no other sign than marks', 'AB-12.3', 'ab123', 'b123'],
])('a number that has %s opens by its own end and by no other', (_, document, right, wrong) => {
  const key = new Uint8Array(32)
  expect(endsSo(key, document, right)).toBe(true)
  expect(endsSo(key, document, wrong)).toBe(false)
  expect(endsSo(key, document, '')).toBe(false)
})

test('a wrong end gives no paper and says how many tries are left, in both languages', async () => {
  const { code, document } = await paper()
  const en = await ask(code, wrongEnd(document))
  expect(en.status).toBe(403)
  expect(en.text).toContain('tries left: 4')
  expect(en.headers.get('cache-control')).toBe('no-store')
  const zh = await ask(code, document.slice(-5), { language: 'zh' })
  expect(zh.text).toContain('还可以试 3 次')
  // What was typed isn't shown again.
  expect(zh.text).not.toContain(document.slice(-5))
  // A right one begins again.
  expect((await ask(code, document.slice(-6))).status).toBe(200)
  expect((await ask(code, '')).text).toContain('tries left: 4')
})

test('five wrong tries lock the paper for an hour for everybody, ten shut it for good, and both are told and recorded', async () => {
  const { code, number, document } = await paper()
  for (let left = 4; left > 0; left--) expect((await ask(code, wrongEnd(document))).text).toContain(`tries left: ${left}`)
  expect((await ask(code, wrongEnd(document))).text).toContain('Try again in an hour')
  expect(await ask(code, document.slice(-6))).toMatchObject({ status: 429, text: expect.stringContaining('Try again in an hour') })
  // The wall's clock opens nothing.
  world.set(7_200_000)
  expect((await ask(code, document.slice(-6))).status).toBe(429)
  world.set(-7_200_000)
  world.step(3_600_000)
  for (let left = 4; left > 0; left--) expect((await ask(code, wrongEnd(document))).text).toContain(`tries left: ${left}`)
  expect((await ask(code, wrongEnd(document))).text).toContain('Collect it at the counter')
  world.step(400 * 3_600_000)
  expect(await ask(code, document.slice(-6), { language: 'zh' })).toMatchObject({
    status: 429,
    text: expect.stringContaining('请到窗口领取'),
  })
  expect(await world.deps.db.selectFrom('paper_tries').select('wrong').where('number', '=', number).executeTakeFirst()).toEqual({
    wrong: 10,
  })
  expect(logged).toContainEqual({ number, closed: 'shut' })
  // Another paper is not touched by it.
  const other = await paper()
  expect((await ask(other.code, other.document.slice(-6))).status).toBe(200)
})

test('thirty wrong tries at once are no more than five', async () => {
  const { code, number, document } = await paper()
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask(code, wrongEnd(document))))
  expect(answers.filter(({ text }) => text.includes('tries left')).length).toBe(4)
  expect(await world.deps.db.selectFrom('paper_tries').select('wrong').where('number', '=', number).executeTakeFirst()).toEqual({
    wrong: 5,
  })
})

test('an address that asks too often waits, whatever it asks for', async () => {
  const from = address()
  const codes = Array.from({ length: 11 }, (_, at) => `AAAABBBBCCCCDDD${at}`)
  const answers = []
  for (const code of codes) answers.push((await ask(code, '123456', { from })).status)
  expect(answers).toEqual([...Array(10).fill(404), 429])
})

test('an expired paper is still its driver’s; one that was returned, isn’t issued or can’t be confirmed is given to nobody', async () => {
  const counter = await world.person('counter-paper', 'counter')
  const returned = await paper()
  sure(await giveBack(world.deps, counter.counter, { ...(await returned.asked()), reason: '照片不清' }))
  const altered = await paper()
  await world.deps.db.updateTable('reports').set({ assertion: '{' }).where('number', '=', altered.number).execute()
  const all = world.deps.fonts
  const held = await signedReport(world, doctor, {
    name: '王\u{20bb7}',
    passkey,
    drawnUp: () => void (world.deps.fonts = { ...all, chain: all.chain.slice(0, 1) }),
  })
  await until(async () => (await world.check(held.id)).report?.held)
  world.deps.fonts = all
  for (const { code, document } of [returned, altered, { code: held.code, document: '000000' }]) {
    const answer = await ask(code, document.slice(-6))
    expect(answer.status).toBe(409)
    expect(answer.text).not.toContain('<form')
    expect(answer.text).not.toContain('%PDF')
  }
  const old = await paper()
  world.step(Date.parse('2027-06-30T00:00:00Z') - world.now().getTime())
  expect((await ask(old.code, wrongEnd(old.document))).text).toContain('No longer in force')
  expect((await ask(old.code, old.document.slice(-6))).status).toBe(200)
})

test('a page of another origin can’t ask, and no other door takes a form', async () => {
  const { code, document } = await paper()
  expect((await ask(code, document.slice(-6), { headers: { origin: 'https://else.example' } })).status).toBe(403)
  const form = (path: string) =>
    fetch(world.url + path, {
      method: 'POST',
      body: new URLSearchParams({ login: 'lin', password: 'x' }),
      headers: { origin: world.settings.origin },
    })
  expect((await form('/api/session')).status).toBe(415)
  const json = await fetch(`${world.url}/verify/${code}`, {
    method: 'POST',
    body: JSON.stringify({ number: document }),
    headers: { 'content-type': 'application/json' },
  })
  expect(json.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await json.text()).not.toContain('%PDF')
})
