import fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import type { Gateway } from './gateway.ts'
import { httpMessages } from './http-form.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Asked = { path: string; type: string; auth: string; body: string }

/** A gateway that answers so, and what it was asked. */
const openGateway = async (answer: { status?: number; json?: unknown; hang?: boolean }) => {
  const asked: Asked[] = []
  const app = fastify({ forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body))
  app.post('/*', (request, reply) => {
    const { 'content-type': type = '', authorization = '' } = request.headers
    asked.push({ path: request.url, type, auth: authorization, body: String(request.body) })
    if (answer.hang) return void reply.raw.destroy()
    void reply.code(answer.status ?? 200).send(answer.json ?? {})
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  closing.push(() => app.close())
  const address = app.server.address()
  if (!address || typeof address === 'string') throw new Error('the gateway does not listen')
  return { asked, url: `http://127.0.0.1:${address.port}` }
}

const form = (url: string, more: Partial<Gateway> = {}): Gateway => ({
  url,
  encoding: 'json',
  fields: { mobile: '{phone}', content: '{text}', extid: '{id}' },
  signature: '示范车管',
  taken: { statuses: [200], field: 'data.code', values: ['0'] },
  refused: ['4001'],
  ...more,
})
const message = { id: 'c1:9:driver', phone: '10000000101', text: '您的证明{phone}已接收 & 生效' }
const now = () => new Date('2026-11-25T02:00:00.000Z')

test('one form says how any gateway is asked: as JSON, with the signature before the text, and what a text holds is no field', async () => {
  const { url, asked } = await openGateway({ json: { data: { code: 0 } } })
  const gateway = form(`${url}/send?app={key}&t={time}`, { headers: { authorization: 'Bearer {key}' } })
  expect(await httpMessages(gateway, 'a b', now).send(message)).toEqual({ posted: true })
  expect(asked).toEqual([{ path: '/send?app=a%20b&t=1795572000', type: 'application/json', auth: 'Bearer a b', body: expect.any(String) }])
  const content = '【示范车管】您的证明{phone}已接收 & 生效'
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ mobile: '10000000101', content, extid: 'c1:9:driver' })
})

test('as a form of fields, in UTF-8, without the signature for a gateway that puts it there itself', async () => {
  const { url, asked } = await openGateway({ json: { data: { code: '0' } } })
  const gateway = form(url, { encoding: 'form', fields: { m: '{phone}', c: '{plain}' } })
  expect(await httpMessages(gateway, '', now).send(message)).toEqual({ posted: true })
  expect(asked[0]?.type).toMatch(/^application\/x-www-form-urlencoded/)
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({ m: '10000000101', c: message.text })
})

test.each([
  ['a number that it refuses for good', { json: { data: { code: 4001 } } }, { refused: '200 4001' }],
  ['a fault of its own in a good answer', { json: { data: { code: 5 } } }, { later: '200 5' }],
  ['no such field', { json: { ok: true } }, { later: '200' }],
  ['a bad status', { status: 503 }, { later: '503' }],
  ['a line that is cut', { hang: true }, { later: expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/) }],
])('%s is told as what it is', async (_, answer, outcome) => {
  const { url } = await openGateway(answer)
  expect(await httpMessages(form(url), '', now).send(message)).toEqual(outcome)
})
