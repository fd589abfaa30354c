import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { type AddressInfo, createServer as createPlain, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { ERRAND_FAULTS } from '#protocol/errand.ts'
import { text } from '#words/index.ts'
import type { Outgoing } from './carrier.ts'
import { caseAlone } from './destinations.ts'
import { faultOfError } from './faults.ts'

const servers: Server[] = []
const listening = async (server: Server) => {
  servers.push(server)
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  return (server.address() as AddressInfo).port
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    if ('closeAllConnections' in server) (server as ReturnType<typeof createServer>).closeAllConnections()
  }
})
const handover = Object.assign(Object.create(null), { pdf: new Uint8Array() }) as Outgoing
const deliver = (url: string) =>
  caseAlone({ url, key: 'key' }).carrier.deliver(handover, { id: 'c:9:deliver', number: 'RF20261125-000001', trace: null })
const faultBy = async (answer: RequestListener) => {
  const port = await listening(createServer((request, reply) => request.resume().once('end', () => answer(request, reply))))
  return deliver(`http://127.0.0.1:${port}`)
}

// RFC 9110, section 15, RFC 6585 and RFC 8470; what of them lasts is said in patience.ts.
test.each([
  [200, 'answer-unreadable'],
  [202, 'answer-unreadable'],
  [204, 'answer-unreadable'],
  [301, 'moved'],
  [302, 'moved'],
  [303, 'moved'],
  [307, 'moved'],
  [308, 'moved'],
  [400, 'malformed'],
  [401, 'key-wrong'],
  [402, 'not-taken'],
  [403, 'forbidden'],
  [404, 'address-wrong'],
  [405, 'address-wrong'],
  [408, 'timed-out'],
  [409, 'conflict'],
  [410, 'address-wrong'],
  [413, 'too-large'],
  [415, 'malformed'],
  [418, 'not-taken'],
  [422, 'answer-unreadable'],
  [425, 'down'],
  [429, 'too-many'],
  [431, 'not-taken'],
  [451, 'not-taken'],
  [500, 'failed'],
  [501, 'failed'],
  [502, 'down'],
  [503, 'down'],
  [504, 'down'],
  [599, 'failed'],
])('an answer with status %i is told as %s, with the status beside it', async (status, code) => {
  const answer = await faultBy((_, reply) => reply.writeHead(status, { location: 'http://127.0.0.1:1/' }).end())
  expect(answer).toEqual({ later: { code, said: String(status) } })
})

test.each<[string, string, string, RequestListener]>([
  [
    'an answer that ends in the middle',
    'line-cut',
    'UND_ERR_SOCKET',
    (_, reply) => reply.writeHead(200, { 'content-length': '99' }).write('{', () => reply.destroy()),
  ],
  ['a line that is closed without a word', 'line-cut', 'UND_ERR_SOCKET', (_, reply) => reply.destroy()],
  ['too long an answer', 'answer-too-long', '', (_, reply) => reply.end(' '.repeat(70_000))],
  [
    'packing that is none',
    'answer-unreadable',
    'Z_DATA_ERROR',
    (_, reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
  ],
  ['a page of words', 'answer-unreadable', '200', (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<h1>门户</h1>')],
])('%s is told as %s', async (_, code, said, answer) => {
  expect(await faultBy(answer)).toEqual({ later: { code, said } })
})

test('a port at which nobody listens, a name that nobody has and one that speaks another language are told apart', async () => {
  const port = await listening(createPlain())
  await new Promise((closed) => servers.pop()?.close(closed))
  expect(await deliver(`http://127.0.0.1:${port}`)).toEqual({ later: { code: 'line-refused', said: 'ECONNREFUSED' } })
  expect(await deliver('http://no-such-host.invalid')).toMatchObject({ later: { code: 'name-unknown' } })
  const ssh = await listening(createPlain((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')))
  expect(await deliver(`http://127.0.0.1:${ssh}`)).toMatchObject({ later: { code: 'answer-unreadable' } })
})

describe('a certificate', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'roadfit-faults-'))
    const pair = `-keyout ${join(folder, 'own.key')} -out ${join(folder, 'own.crt')}`
    const asked = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=case.example ${pair}`
    execFileSync('openssl', asked.split(' '), { stdio: 'ignore' })
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const secure = () => ({ key: readFileSync(join(folder, 'own.key')), cert: readFileSync(join(folder, 'own.crt')) })

  test('that nobody vouches for is told as untrusted', async () => {
    const port = await listening(createSecure(secure(), (_, reply) => reply.end()))
    expect(await deliver(`https://127.0.0.1:${port}`)).toEqual({
      later: { code: 'certificate-untrusted', said: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
  })

  test('is asked of a port that has none: told as no secure line', async () => {
    const port = await listening(createServer((_, reply) => reply.end()))
    expect(await deliver(`https://127.0.0.1:${port}`)).toMatchObject({ later: { code: 'not-secure' } })
  })
})

// Node's and OpenSSL's own codes: nodejs.org/api/tls.html "X509 certificate error codes", errors.html, and undici's errors.
test.each([
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name'],
  ['HOSTNAME_MISMATCH', 'certificate-name'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'certificate-untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted'],
  ['CERT_REVOKED', 'certificate-untrusted'],
  ['CERT_UNTRUSTED', 'certificate-untrusted'],
  ['INVALID_CA', 'certificate-untrusted'],
  ['EPROTO', 'not-secure'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-secure'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'not-secure'],
  ['ENOTFOUND', 'name-unknown'],
  ['EAI_AGAIN', 'name-unknown'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ECONNRESET', 'line-cut'],
  ['EPIPE', 'line-cut'],
  ['ETIMEDOUT', 'timed-out'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timed-out'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timed-out'],
  ['UND_ERR_HEADERS_OVERFLOW', 'answer-too-long'],
  ['HPE_INVALID_CONSTANT', 'answer-unreadable'],
  ['ESOMETHING', 'unknown'],
])('an error %s under the one of fetch is told as %s', (code, told) => {
  const cause = Object.assign(new Error('it'), { code })
  expect(faultOfError(new TypeError('fetch failed', { cause }))).toEqual({ code: told, said: code })
})

test('a time-out, and what is no error, are told as such', () => {
  expect(faultOfError(new DOMException('late', 'TimeoutError'))).toMatchObject({ code: 'timed-out' })
  expect(faultOfError('odd')).toEqual({ code: 'unknown', said: '' })
})

test('every fault has a sentence in both languages that says what to do, and no two are alike', () => {
  for (const language of LANGUAGES) {
    const { faults } = text[language].errands
    expect(Object.keys(faults).toSorted()).toEqual([...ERRAND_FAULTS].toSorted())
    expect(new Set(Object.values(faults)).size).toBe(ERRAND_FAULTS.length)
    for (const words of Object.values(faults))
      expect(words).toMatch(language === 'zh' ? /请|会按/ : /call|contact|check|compare|install|enter|replace|raise|look|ask|tried again/i)
  }
})
