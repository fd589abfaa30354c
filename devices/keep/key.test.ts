import { createPublicKey, verify } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { signedText } from '#protocol/canonical.ts'
import { lostKey, openKey } from './key.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'roadfit-key-'))
const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** A server that answers each request by `answer`. */
const serverOf = async (answer: (path: string, body: string) => object | null): Promise<string> => {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      const value = answer(request.url ?? '', body)
      // Null: the answer is lost on the way.
      if (value === null) response.destroy()
      else response.end(JSON.stringify(value))
    })
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

const machine = { id: '00000000-0000-4000-8000-000000000001', kind: 'booth', name: '1号舱', site: '城东大厅' }
const verifies = (publicKey: string, text: string, signature: string) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  )

test('the key is readable by its owner alone and stays the same', () => {
  const data = folder()
  const { publicKey } = openKey(data)
  expect(publicKey).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(statSync(join(data, 'key.pem')).mode & 0o777).toBe(0o600)
  expect(openKey(data).publicKey).toBe(publicKey)
})

test('what is signed verifies over the canonical text of all the rest, and its number grows over restarts', () => {
  const data = folder()
  const first = openKey(data)
  const one = first.sign({ b: 2, a: ['𠮷'] })
  expect(one.sequence).toBe(1)
  expect(signedText(one)).toBe('{"a":["𠮷"],"b":2,"sequence":1}')
  expect(verifies(first.publicKey, signedText(one), one.signature)).toBe(true)
  expect(verifies(first.publicKey, signedText(Object.assign({}, one, { b: 3 })), one.signature)).toBe(false)
  expect(first.sign({}).sequence).toBe(2)
  expect(openKey(data).sign({}).sequence).toBe(3)
})

test('enrolment whose answer was lost is repeated with the same key', async () => {
  const data = folder()
  const offered: string[] = []
  const server = await serverOf((_, body) => (offered.push(body), offered.length === 1 ? null : machine))
  expect(await openKey(data).enrol(server, 'ABCD-EFGH')).toMatchObject({ refused: 'no-answer' })
  const key = openKey(data)
  expect(key.machine()).toBeNull()
  expect(await key.enrol(server, 'ABCD-EFGH')).toEqual(machine)
  expect(offered[1]).toBe(offered[0])
  expect(JSON.parse(offered[0] ?? '')).toEqual({ code: 'ABCD-EFGH', publicKey: key.publicKey })
  expect(openKey(data).machine()).toEqual(machine)
})

test('a handshake is signed over the nonce of the server', async () => {
  const key = openKey(folder())
  const server = await serverOf((path) => (path === '/api/nonce' ? { nonce: 'bm9uY2U' } : machine))
  await key.enrol(server, 'ABCD')
  const shake = await key.handshake(server)
  expect(shake).toMatchObject({ machine: machine.id, nonce: 'bm9uY2U' })
  expect(verifies(key.publicKey, 'roadfit handshake bm9uY2U', shake.signature)).toBe(true)
})

test('a wrong code is the refusal of the server', async () => {
  const server = await serverOf(() => ({ refused: 'code-wrong', fields: {} }))
  const key = openKey(folder())
  expect(await key.enrol(server, 'WRONG')).toMatchObject({ refused: 'code-wrong' })
  expect(key.machine()).toBeNull()
})

test.each([['machine.json'], ['sequence']])(
  'a key that is gone while %s is there is told as lost, and none is made in its place',
  (trace) => {
    const data = folder()
    expect(lostKey(data)).toBeNull()
    openKey(data)
    writeFileSync(join(data, trace), trace === 'sequence' ? '7' : JSON.stringify(machine))
    expect(lostKey(data)).toBeNull()
    rmSync(join(data, 'key.pem'))
    expect(lostKey(data)).toEqual({
      at: { file: join(data, 'key.pem'), line: null, pointer: '' },
      fault: { code: 'booth-key-missing', fields: { others: trace === 'sequence' ? ['sequence'] : ['machine.json', 'sequence'] } },
    })
    expect(() => openKey(data)).toThrow('is lost')
    expect(existsSync(join(data, 'key.pem'))).toBe(false)
  },
)
