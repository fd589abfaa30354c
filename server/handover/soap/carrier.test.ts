import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import iconv from 'iconv-lite'
import { listen } from 'soap'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterEach, describe, expect, test } from 'vitest'
import type { ReportStanding, Withdrawal } from '#protocol/case.ts'
import type { Report } from '#protocol/report.ts'
import { sampleReport } from '../../../test/sample-report.ts'
import { mapNamed, soapSettings } from '../../../test/soap-settings.ts'
import { type Manner, openPlatform, type Platform } from '../../../test/tmri-platform.ts'
import { tmriWsdl } from '../../../test/tmri-wsdl.ts'
import type { Delivered, Outgoing } from '../carrier.ts'
import { soapCarrier } from './carrier.ts'
import { SoapSettings } from './settings.ts'

const settings = soapSettings
const ASK = { jkid: '20C12', root: ['root', 'QueryCondition'], key: 'wwlsh', state: null, first: false }

const PHOTO = Buffer.from([0xff, 0xd8, 0xfb, 0xef, 0xbe, 0xff])
const kept: Uint8Array[] = []
const around = {
  photo: async () => PHOTO,
  answers: { keep: async (_: string, answer: Uint8Array) => void kept.push(answer), clean: async () => 0 },
  clock: () => new Date('2026-11-25T02:00:00Z'),
}
const JOURNEY = { id: 'c:9:deliver', number: 'RF20261125-000001', trace: null }
const handover = (report: Report): Outgoing => ({
  report,
  digest: 'd'.repeat(64),
  signedBy: 'passkey',
  pdf: new Uint8Array(),
  pdfDigest: 'e'.repeat(64),
})
const deliver = (chosen: SoapSettings, report = sampleReport()): Promise<Delivered> =>
  soapCarrier(chosen, around).deliver(handover(report), JOURNEY)

const servers: Server[] = []
const platforms: Platform[] = []
const listening = async (server: Server): Promise<string> => {
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const platform = async (manner?: (call: number) => Manner): Promise<Platform> => {
  const opened = await openPlatform(manner)
  platforms.push(opened)
  return opened
}
afterEach(async () => {
  kept.length = 0
  await Promise.all(platforms.splice(0).map((one) => one.close()))
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Parameters as node-soap hands them on, and beside them the attributes of the operation itself. */
const Named = Type.Record(Type.String(), Type.Object({ $value: Type.Optional(Type.String()) }))

/** A server that answers every call so. */
const answering = (answer: (reply: ServerResponse) => void): Promise<string> =>
  listening(createServer((request, reply) => void request.resume().once('end', () => answer(reply))))
const RETURNED = (document: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><n:writeObjectOutNewResponse xmlns:n="http://elsewhere/"><r>${document.replaceAll('<', '&lt;')}</r></n:writeObjectOutNewResponse></e:Body></e:Envelope>`

describe('with a server of another make, made from the public WSDL', () => {
  /** node-soap: what it was called with, by operation. */
  const another = async (answer: string) => {
    const called: { operation: string; args: unknown }[] = []
    const nothing: RequestListener = (_, reply) => void reply.writeHead(404).end()
    const server = createServer(nothing)
    const url = `${await listening(server)}/trffweb/services/TmriOutNewAccess`
    const operations = ['queryObjectOut', 'writeObjectOut', 'queryObjectOutNew', 'writeObjectOutNew'].map((operation) => [
      operation,
      (args: unknown) => {
        called.push({ operation, args })
        return { [`${operation}Return`]: answer }
      },
    ])
    listen(server, {
      path: '/trffweb/services/TmriOutNewAccess',
      services: { TmriJaxRpcOutNewAccessService: { TmriOutNewAccess: Object.fromEntries(operations) } },
      xml: tmriWsdl(url),
    })
    return { url, called }
  }
  const TAKEN =
    '<?xml version="1.0" encoding="GBK"?>\n<root><head><code>1</code><message>%E4%BF%9D%E5%AD%98%E6%88%90%E5%8A%9F%0A</message></head></root>'

  test.each(['writeObjectOut', 'writeObjectOutNew'] as const)(
    '%s arrives with every parameter under its name, and its answer is read',
    async (write) => {
      const { url, called } = await another(TAKEN)
      expect(await deliver(settings(url, { write }))).toEqual({ receipt: '保存成功' })
      expect(called).toHaveLength(1)
      const { operation, args } = called[0] ?? expect.fail()
      expect(operation).toBe(write)
      const value = (name: string): unknown => (Value.Check(Named, args) ? args[name]?.$value : undefined)
      expect(value('jkid')).toBe('20C11')
      expect(value('dwmc')).toBe('示范市')
      expect(value('yhxm')).toBe('林知远')
      expect(value('cjsqbh')).toBe(write === 'writeObjectOutNew' ? 'SCENE-1' : undefined)
      expect(value('UTF8XmlDoc')).toMatch(/^<\?xml version="1.0" encoding="GBK"\?><root><DrvTempMid><wwlsh>RF20261125-000001<\/wwlsh>/)
      expect(value('UTF8XmlDoc')).toContain('<xm>%E5%BC%A0%E4%B8%89</xm>')
    },
  )

  test('a question arrives by queryObjectOutNew, and what is found by its number is taken', async () => {
    const rows = '<root><head><code>1</code><rownum>1</rownum></head><body><row><wwlsh>RF20261125-000001</wwlsh></row></body></root>'
    const { url, called } = await another(rows)
    const carrier = soapCarrier(settings(url, { ask: ASK }), around)
    expect(await carrier.answer(JOURNEY.number, JOURNEY)).toEqual({ receipt: JOURNEY.number })
    expect(called[0]?.operation).toBe('queryObjectOutNew')
    expect(JSON.stringify(called[0]?.args)).toContain('<root><QueryCondition><wwlsh>RF20261125-000001</wwlsh></QueryCondition></root>')
    expect(await carrier.answer('RF20261125-000002', { ...JOURNEY, number: 'RF20261125-000002' })).toEqual({
      later: { code: 'reference-unknown', said: '' },
    })
  })
})

describe('with a stand-in that answers in the namespace of its own address', () => {
  test('SOAPAction is empty, the type is text/xml, and names outside GB 2312 arrive as they are', async () => {
    const { url, calls, taken } = await platform()
    const report = sampleReport({}, { name: '萳𠮷<&>' })
    expect(await deliver(settings(url, { percent: 'nothing', declared: 'UTF-8' }), report)).toEqual({ receipt: 'KRF20261125-000001' })
    expect(calls[0]?.headers).toMatchObject({ soapaction: '""', 'content-type': 'text/xml; charset=utf-8' })
    expect(taken()[0]?.document).toContain('<xm>萳𠮷&lt;&amp;&gt;</xm>')
  })

  test('a message in GB 18030 has four bytes for 𠮷; in GBK it is refused before anything is sent', async () => {
    const { url, calls } = await platform()
    const report = sampleReport({}, { name: '萳𠮷' })
    const plain = { percent: 'nothing' } as const
    expect(await deliver(settings(url, { ...plain, charset: 'gb18030' }), report)).toHaveProperty('receipt')
    expect(calls[0]?.body.toString('hex')).toContain('c86c9534b235')
    expect(calls[0]?.headers['content-type']).toBe('text/xml; charset=gb18030')
    expect(await deliver(settings(url, { ...plain, charset: 'gbk' }), report)).toEqual({
      later: { code: 'not-expressible', said: 'character-missing gbk' },
    })
    expect(calls).toHaveLength(1)
  })

  test('a photo goes after the examination, its base64 percent-encoded once', async () => {
    const { url, calls } = await platform()
    const writes = {
      deliver: [
        { jkid: '20C11', map: mapNamed('examination-1') },
        { jkid: '20C10', map: mapNamed('photo-1') },
      ],
    }
    expect(await deliver(settings(url, writes))).toEqual({ receipt: 'KRF20261125-000001' })
    expect(calls.map(({ body }) => /<jkid[^>]*>(\w+)</.exec(body.toString())?.[1])).toEqual(['20C11', '20C10'])
    // base64 of the bytes is /9j7777/
    expect(calls[1]?.body.toString()).toContain('&lt;zp&gt;%2F9j7777%2F&lt;/zp&gt;')
  })

  test('however often it is sent, it is there once', async () => {
    const manners: Manner[] = ['closes-late', 'closes-early', 'fault', 'marked', 'busy', 'twice', 'drips', 'gbk', 'sound']
    const { url, taken } = await platform((call) => manners[call] ?? 'sound')
    const outcomes: Delivered[] = []
    for (const _ of manners) outcomes.push(await deliver(settings(url)))
    expect(outcomes.map((one) => ('later' in one ? one.later.code : Object.keys(one)[0]))).toEqual([
      'line-cut',
      'line-cut',
      'failed',
      'down',
      'down',
      'receipt',
      'receipt',
      'receipt',
      'receipt',
    ])
    expect(taken().map(({ number }) => number)).toEqual(['RF20261125-000001'])
    // Every answer was kept as it came, those of faults too.
    expect(kept.length).toBe(7)
  })

  test('where a system takes everything twice, it is asked before anything is written', async () => {
    const { url, calls } = await platform()
    const chosen = settings(url, { ask: { ...ASK, first: true } })
    expect(await deliver(chosen)).toEqual({ receipt: 'KRF20261125-000001' })
    expect(await deliver(chosen)).toEqual({ receipt: 'RF20261125-000001' })
    expect(calls.map(({ operation }) => operation)).toEqual(['queryObjectOutNew', 'writeObjectOutNew', 'queryObjectOutNew'])
  })

  test('where what is written is taken later, it is asked for by its number', async () => {
    const { url } = await platform()
    const carrier = soapCarrier(settings(url, { ask: ASK, answersLater: true }), around)
    expect(await carrier.deliver(handover(sampleReport()), JOURNEY)).toEqual({ sent: JOURNEY.number })
    expect(await carrier.answer(JOURNEY.number, JOURNEY)).toEqual({ receipt: JOURNEY.number })
  })

  test('a withdrawal goes by the interface that is set, and where none is known somebody is told', async () => {
    const { url, taken } = await platform()
    const withdrawal: Withdrawal = { number: JOURNEY.number, digest: 'd'.repeat(64), reason: 'x', by: 'y', at: '2026-11-26T00:00:00.000Z' }
    expect(await soapCarrier(settings(url), around).withdraw(withdrawal, sampleReport(), JOURNEY)).toEqual({
      later: { code: 'no-way-back', said: '' },
    })
    const withdraw = { jkid: '20C13', map: mapNamed('withdrawal-1') }
    expect(await soapCarrier(settings(url, { withdraw }), around).withdraw(withdrawal, sampleReport(), JOURNEY)).toHaveProperty('receipt')
    expect(taken()[0]?.document).toContain('<qxtj>1</qxtj>')
  })
})

describe('how a report stands at the counter', () => {
  const standing: ReportStanding = {
    number: JOURNEY.number,
    sequence: 23,
    state: 'lapsed',
    at: '2026-12-03T02:00:00.000Z',
    by: null,
    missing: ['photo'],
    until: '2026-12-02',
  }
  const JOURNEY_23 = { ...JOURNEY, id: 'c:23:standing' }

  test('goes by the interface that is set, and is there once however often it is sent', async () => {
    const { url, calls, taken } = await platform((call) => (call === 0 ? 'closes-late' : 'sound'))
    const carrier = soapCarrier(settings(url, { standing: { jkid: '20C14', map: mapNamed('standing-1') } }), around)
    expect(await carrier.tell(standing, sampleReport(), JOURNEY_23)).toMatchObject({ later: { code: 'line-cut' } })
    expect(await carrier.tell(standing, sampleReport(), JOURNEY_23)).toEqual({ receipt: `K${JOURNEY.number}.23` })
    expect(calls.map(({ body }) => /<jkid[^>]*>(\w+)</.exec(body.toString())?.[1])).toEqual(['20C14', '20C14'])
    expect(taken()).toHaveLength(1)
    expect(taken()[0]?.document).toContain(
      '<rqxh>23</rqxh><rqzt>3</rqzt><rqcl>3</rqcl><rqqx>2026-12-02</rqqx><blrq>2026-12-03</blrq><blr></blr>',
    )
  })

  test('isn’t told where no interface is set, and nothing is sent then', async () => {
    const { url, calls } = await platform()
    expect(await soapCarrier(settings(url), around).tell(standing, sampleReport(), JOURNEY_23)).toEqual({ refused: 'no interface' })
    expect(calls).toEqual([])
  })
})

describe('an answer', () => {
  test('over 64 kB with a character across the border of two chunks is read whole', async () => {
    const reason = '错'.repeat(100)
    const whole = Buffer.from(
      RETURNED(`<root><head><code>0</code><message>${reason}</message></head><body>${'萳'.repeat(30_000)}</body></root>`),
    )
    expect(whole.length).toBeGreaterThan(90_000)
    // Three bytes a character: a border after one or two of them.
    const at = whole.indexOf(Buffer.from('萳')) + 1
    const url = await answering((reply) => {
      reply.writeHead(200, { 'content-type': 'text/xml' })
      reply.write(whole.subarray(0, at), () => reply.write(whole.subarray(at, 70_001), () => reply.end(whole.subarray(70_001))))
    })
    expect(await deliver(settings(url))).toEqual({ refused: reason })
  })

  test('in bytes that are no text stays those bytes, and nobody says that it was taken', async () => {
    const bytes = Buffer.concat([Buffer.from('<a>'), iconv.encode('保存成功', 'gbk'), Buffer.from('</a>')])
    const url = await answering((reply) => void reply.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(bytes))
    expect(await deliver(settings(url))).toEqual({ later: { code: 'answer-unreadable', said: '200' } })
    expect(Buffer.from(kept[0] ?? []).equals(bytes)).toBe(true)
  })

  test('longer than any is not read to its end', async () => {
    const url = await answering((reply) => {
      reply.writeHead(200, { 'content-type': 'text/xml' })
      const more = () => void (reply.destroyed || reply.write('x'.repeat(65_536), more))
      more()
    })
    expect(await deliver(settings(url))).toEqual({ later: { code: 'answer-too-long', said: '' } })
  })

  test.each([
    [401, 'key-wrong'],
    [404, 'address-wrong'],
    [302, 'moved'],
    [503, 'down'],
    [500, 'failed'],
    [200, 'answer-unreadable'],
  ])('without an envelope and with status %i says what the status says', async (status, code) => {
    const url = await answering((reply) => void reply.writeHead(status, { location: '/elsewhere', 'content-type': 'text/html' }).end('<p>'))
    expect(await deliver(settings(url))).toMatchObject({ later: { code } })
  })
})

test('a report that the map can’t express isn’t sent, and what is wrong is told without a word of the driver', async () => {
  const { url, calls } = await platform()
  expect(await deliver(settings(url), sampleReport({}, { name: '阿'.repeat(16) }))).toEqual({
    later: { code: 'not-expressible', said: 'column-too-short xm' },
  })
  expect(calls).toHaveLength(0)
})

test('settings fit their schema', () => {
  expect(Value.Check(SoapSettings, settings('http://127.0.0.1/x'))).toBe(true)
  expect(Value.Check(SoapSettings, settings('ftp://127.0.0.1/x'))).toBe(false)
})
