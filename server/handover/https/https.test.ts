import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createSecure } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReportStanding } from '#protocol/case.ts'
import type { Outgoing } from '../carrier.ts'
import { httpsCarrier } from './carrier.ts'
import { signatureHeaders } from './signature.ts'

const root = resolve(import.meta.dirname, '../../..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-https-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

// The example of the specification (standardwebhooks.com, and its libraries' own tests).
test('a message is signed as Standard Webhooks has it, by each key', () => {
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1614265330 * 1000), body: '{"test": 2432232314}' }
  expect(signatureHeaders([key], message)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  expect(signatureHeaders([key, key], message)['webhook-signature']?.split(' ')).toHaveLength(2)
  expect(signatureHeaders([], message)).toEqual({})
})

const pdf = Buffer.from('%PDF-1.7 made up')
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const NUMBER = 'RF20261125-000001'
/** What the receiver of the docs looks at of a report; the rest it keeps as it comes. */
const handover = (text = '陈美玲'): Outgoing =>
  Object.assign(Object.create(null), {
    report: { number: NUMBER, applicant: { name: text } },
    digest: sha(text),
    signedBy: 'passkey',
    pdf,
    pdfDigest: sha(pdf),
  })
const journey = { id: 'c:17:deliver', number: NUMBER, trace: null }

describe('the receiver of the docs', () => {
  const keys = { old: Buffer.alloc(32, 1), new: Buffer.alloc(32, 2), foreign: Buffer.alloc(32, 3) }
  let url: string
  let stop: () => void
  beforeAll(async () => {
    const port = await freePort()
    const keyFile = join(folder, 'keys')
    writeFileSync(keyFile, `whsec_${keys.old.toString('base64')}\n${keys.new.toString('base64')}\n`)
    const receiver = spawn('python3', [join(root, 'docs/hand-over/receiver.py'), String(port), folder, keyFile], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    stop = () => receiver.kill()
    url = `http://127.0.0.1:${port}`
    for (;;) {
      const up = await fetch(url, { method: 'POST' }).catch(() => null)
      if (up) break
      await new Promise((resolved) => setTimeout(resolved, 50))
    }
  })
  afterAll(() => stop())
  const by = (...signing: Uint8Array[]) => httpsCarrier({ url, keys: signing, bearer: null, line: null })

  test('takes a report once, however often it comes, and what was withdrawn', async () => {
    const carrier = by(keys.new)
    const first = await carrier.deliver(handover(), journey)
    expect(first).toEqual({ receipt: `report-${NUMBER}` })
    expect(await Promise.all([1, 2, 3].map(() => carrier.deliver(handover(), journey)))).toEqual([first, first, first])
    expect(await carrier.deliver(handover('别人'), journey)).toEqual({ refused: '同一编号已收到另一份证明' })
    expect(await carrier.deliver({ ...handover(), pdfDigest: sha('other') }, journey)).toEqual({ refused: '文件与摘要不符' })
    const withdrawal = { number: NUMBER, digest: sha('陈美玲'), reason: '照片不是本人', by: '林医生', at: '2026-11-25T02:00:00.000Z' }
    expect(await carrier.withdraw(withdrawal, handover().report, { ...journey, id: 'c:19:withdraw' })).toEqual({
      receipt: `withdrawal-${NUMBER}`,
    })
    const standing: ReportStanding = {
      number: NUMBER,
      sequence: 23,
      state: 'provisional',
      at: '2026-11-25T03:00:00.000Z',
      by: '许诺',
      missing: ['photo'],
      until: '2026-12-02',
    }
    for (let again = 0; again < 2; again++)
      expect(await carrier.tell(standing, handover().report, { ...journey, id: 'c:23:standing' })).toEqual({ receipt: '' })
    expect(JSON.parse(readFileSync(join(folder, `${NUMBER}.standing-23.json`), 'utf8')).value).toEqual(standing)
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('RF'))
        .toSorted(),
    ).toEqual([`${NUMBER}.report.json`, `${NUMBER}.standing-23.json`, `${NUMBER}.withdrawal.json`])
  })

  test('knows the sender by the old key or the new, and nobody by another; and takes no message of ten minutes ago', async () => {
    const taken = { receipt: `report-${NUMBER}` }
    const no = { later: { code: 'key-wrong', said: '401' } }
    expect(await by(keys.old).deliver(handover(), journey)).toEqual(taken)
    expect(await by(keys.foreign, keys.new).deliver(handover(), journey)).toEqual(taken)
    expect(await by(keys.foreign).deliver(handover(), journey)).toEqual(no)
    expect(await by().deliver(handover(), journey)).toEqual(no)
    const late = httpsCarrier({ url, keys: [keys.new], bearer: null, line: null }, () => new Date(Date.now() - 600_000))
    expect(await late.deliver(handover(), journey)).toEqual(no)
  })
})

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

test('a receiver that asks for a certificate gets it, and its own is looked at by the authority that the settings name', async () => {
  const at = (name: string) => join(folder, name)
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { cwd: folder, stdio: 'ignore' })
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=Made-up authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
  )
  for (const name of ['receiver', 'sender']) {
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    )
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-copy_extensions',
      'copy',
      '-out',
      `${name}.crt`,
    )
  }
  const read = (name: string) => readFileSync(at(name), 'utf8')
  const seen: string[] = []
  const server = createSecure(
    { key: read('receiver.key'), cert: read('receiver.crt'), ca: read('ca.crt'), requestCert: true, rejectUnauthorized: false },
    (request, reply) => {
      const socket = request.socket as TLSSocket
      if (!socket.authorized) return reply.writeHead(401).end()
      seen.push(String(socket.getPeerCertificate().subject.CN))
      request.resume().once('end', () => reply.end(JSON.stringify({ receipt: 'R-1' })))
    },
  )
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const line = new Agent({ connect: { cert: read('sender.crt'), key: read('sender.key'), ca: read('ca.crt') } })
  const nobody = new Agent({ connect: { ca: read('ca.crt') } })
  const over = (own: Agent | null) => httpsCarrier({ url, keys: [], bearer: null, line: own }).deliver(handover(), journey)
  expect(await over(line)).toEqual({ receipt: 'R-1' })
  expect(seen).toEqual(['sender'])
  expect(await over(nobody)).toEqual({ later: { code: 'key-wrong', said: '401' } })
  expect(await over(null)).toMatchObject({ later: { code: 'certificate-untrusted' } })
  await Promise.all([line.destroy(), nobody.destroy()])
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})
