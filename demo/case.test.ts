import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HandOver } from '#protocol/case.ts'
import { type StandIn, startCase } from './case.ts'

const KEY = 'a-key-for-tests'
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const zeros = '00000000-0000-4000-8000-000000000000'

/** A hand-over as the server would send it. */
const handOver = (number: string, content = 'a PDF'): HandOver => ({
  report: {
    form: '2026-1',
    number,
    code: 'ABCDEFGH23456789',
    supersedes: null,
    check: zeros,
    case: 'SL2026-000101',
    applicant: {
      name: '张三',
      sex: 'male',
      birth: '1988-03-14',
      nationality: '中国',
      document: 'resident-identity-card',
      number: '999901198803140015',
      address: '示范省示范市示范区解放路1号',
      phone: null,
      file: null,
      classes: ['C1'],
      photo: sha256('photo'),
    },
    declaration: { has: false, diseases: [], at: '2026-11-25T01:00:00.000Z', signature: sha256('strokes') },
    findings: [],
    evidence: [],
    outcome: {
      kind: 'fit',
      classes: ['C1'],
      conditions: [],
      reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
      rules: '2026',
    },
    remark: null,
    doctor: { id: zeros, name: '林大山', signature: sha256('hand') },
    institution: '示范市车管所',
    hall: '大厅',
    booth: '1 号',
    examinedOn: '2026-11-25',
    validUntil: '2027-05-25',
    drawnUpAt: '2026-11-25T01:30:00.000Z',
  },
  digest: sha256(content),
  signedBy: 'passkey',
  pdf: Buffer.from(content).toString('base64'),
  pdfDigest: sha256(content),
})

let dir: string
let standIn: StandIn
const start = async () => {
  standIn = await startCase({ port: 0, dir, key: KEY })
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'roadfit-case-'))
  await start()
})
afterEach(async () => {
  await standIn.close()
  rmSync(dir, { recursive: true })
})

const post = (path: string, body: unknown, headers: Record<string, string> = {}, signal: AbortSignal | null = null) =>
  fetch(standIn.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, ...headers },
    signal,
  })
const deliver = (over: HandOver, signal: AbortSignal | null = null) =>
  post('/reports', over, { 'idempotency-key': over.report.number }, signal)
const NUMBER = 'RF20261125-000001'

test('the hand-over used here is one that the wire allows', () => {
  expect([...Value.Errors(HandOver, handOver(NUMBER))]).toEqual([])
})

describe('a question for a case', () => {
  test('is answered with the open case of a made-up driver', async () => {
    const answer = await post('/cases/find', { document: '999901198803140015' })
    expect(await answer.json()).toMatchObject({ case: { number: 'SL2026-000101', business: 'G', classes: ['C1'], stopped: null } })
  })

  test('is answered with none for a walk-in and for a stranger', async () => {
    for (const document of ['999903200102180084', '11010519491231002X'])
      expect(await (await post('/cases/find', { document })).json()).toEqual({ case: null })
  })

  test('is not answered without the key, nor when it is malformed', async () => {
    expect((await post('/cases/find', { document: '999901198803140015' }, { authorization: 'Bearer another' })).status).toBe(401)
    const malformed = await post('/cases/find', { document: '12' })
    expect(malformed.status).toBe(400)
    expect(await malformed.json()).toEqual({ error: 'malformed at /document' })
  })
})

describe('a report', () => {
  test('is taken once, however often it comes', async () => {
    const first = await (await deliver(handOver(NUMBER))).json()
    const second = await (await deliver(handOver(NUMBER))).json()
    expect(second).toEqual(first)
    expect(standIn.received()).toEqual([{ number: NUMBER, receipts: [first.receipt], deliveries: 2 }])
  })

  test('keeps its receipt when the case is restarted, and the next one gets another', async () => {
    const { receipt } = await (await deliver(handOver(NUMBER))).json()
    await standIn.close()
    await start()
    expect(await (await deliver(handOver(NUMBER))).json()).toEqual({ receipt })
    expect((await (await deliver(handOver('RF20261125-000002'))).json()).receipt).not.toBe(receipt)
  })

  test('is refused for good when the number has been used for another one, or the file is not the one announced', async () => {
    await deliver(handOver(NUMBER))
    const other = await deliver(handOver(NUMBER, 'another PDF'))
    expect(other.status).toBe(422)
    expect(await other.json()).toHaveProperty('refused')
    const damaged = await deliver({ ...handOver('RF20261125-000002'), pdfDigest: sha256('something else') })
    expect(damaged.status).toBe(422)
  })

  test('is not taken without its number as idempotency key, without the key, or with a field that nobody declared', async () => {
    expect((await post('/reports', handOver(NUMBER))).status).toBe(400)
    expect((await post('/reports', handOver(NUMBER), { authorization: '', 'idempotency-key': NUMBER })).status).toBe(401)
    expect((await post('/reports', { ...handOver(NUMBER), extra: 1 }, { 'idempotency-key': NUMBER })).status).toBe(400)
    expect(standIn.received()).toEqual([])
  })
})

describe('the script', () => {
  const play = async (mode: string) => expect((await post('/script', { mode })).status).toBe(200)

  test('refuses a new report for good, with a reason, and still knows an old one', async () => {
    await deliver(handOver(NUMBER))
    await play('refuse')
    const answer = await deliver(handOver('RF20261125-000002'))
    expect(answer.status).toBe(422)
    expect(await answer.json()).toHaveProperty('refused')
    expect((await deliver(handOver(NUMBER))).status).toBe(200)
  })

  test('answers 500 to everything until it is changed', async () => {
    await play('error')
    expect((await deliver(handOver(NUMBER))).status).toBe(500)
    expect((await post('/cases/find', { document: '999901198803140015' })).status).toBe(500)
    expect(standIn.received()).toEqual([])
    await play('accept')
    expect((await deliver(handOver(NUMBER))).status).toBe(200)
  })

  test('hangs without an answer, and can be closed all the same', async () => {
    await play('hang')
    await expect(deliver(handOver(NUMBER), AbortSignal.timeout(300))).rejects.toThrow('timeout')
    const hanging = deliver(handOver(NUMBER)).catch(() => 'cut')
    await standIn.close()
    expect(await hanging).toBe('cut')
    expect(standIn.received()).toEqual([])
  })

  test('takes a report and loses the answer; the next try gets the receipt', async () => {
    await play('lose-answer')
    await expect(deliver(handOver(NUMBER))).rejects.toThrow('fetch failed')
    const [taken] = standIn.received()
    expect(taken).toMatchObject({ number: NUMBER, deliveries: 1 })
    await play('accept')
    expect(await (await deliver(handOver(NUMBER))).json()).toEqual({ receipt: taken?.receipts[0] })
  })

  test('takes a report, answers when it is asked in another mode, as often as it is asked, and knows no other reference', async () => {
    await play('later')
    const taken = await deliver(handOver(NUMBER))
    expect(taken.status).toBe(202)
    const question = { number: NUMBER, ...(await taken.json()) }
    expect((await deliver(handOver(NUMBER))).status).toBe(202)
    const waits = await post('/reports/answer', question)
    expect([waits.status, await waits.json()]).toEqual([202, { reference: question.reference }])
    await play('refuse')
    expect((await post('/reports/answer', question)).status).toBe(422)
    await play('accept')
    for (let again = 0; again < 2; again++)
      expect(await (await post('/reports/answer', question)).json()).toEqual({ receipt: standIn.received()[0]?.receipts[0] })
    for (const other of [
      { ...question, reference: 'W0' },
      { ...question, number: 'RF20261125-000002' },
    ]) {
      const unknown = await post('/reports/answer', other)
      expect([unknown.status, await unknown.json()]).toEqual([404, { unknown: other.reference }])
    }
  })

  test('takes a number twice, with another receipt, as a faulty case would', async () => {
    await play('accept-twice')
    const first = await (await deliver(handOver(NUMBER))).json()
    const second = await (await deliver(handOver(NUMBER))).json()
    expect(second.receipt).not.toBe(first.receipt)
    expect(standIn.received()).toEqual([{ number: NUMBER, receipts: [first.receipt, second.receipt], deliveries: 2 }])
  })

  test('refuses a mode that it does not know', async () => {
    expect((await post('/script', { mode: 'explode' })).status).toBe(400)
  })

  test('hears of a withdrawal, also of a report that it doesn’t have, and gives the same receipt again', async () => {
    const withdrawal = { number: NUMBER, digest: 'a'.repeat(64), reason: '照片不是本人', by: '林医生', at: '2026-11-25T02:00:00.000Z' }
    const receipt = { receipt: `CX-${NUMBER}` }
    expect(await (await post('/withdrawals', withdrawal)).json()).toEqual(receipt)
    expect(await (await post('/withdrawals', withdrawal)).json()).toEqual(receipt)
    expect((await post('/withdrawals', { ...withdrawal, reason: '' })).status).toBe(400)
  })

  test('can be read: the mode and what was received', async () => {
    await play('refuse')
    expect(await (await fetch(`${standIn.url}/received`)).json()).toEqual({ mode: 'refuse', received: [] })
    expect((await fetch(`${standIn.url}/healthz`)).status).toBe(200)
  })
})
