import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLine, stringsOf } from '#protocol/line.ts'
import { Greeting, Machine, Me, Person } from '#protocol/rest.ts'
import { openWorld, PASSWORD, STROKES, type World } from '../../test/world.ts'
import { firstCode } from '../service/people/first-administrator.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ask = async (
  method: string,
  path: string,
  { cookie = '', body, origin }: { cookie?: string; body?: unknown; origin?: string } = {},
) => {
  const answer = await fetch(world.url + path, {
    method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      origin: origin ?? world.settings.origin,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  })
  const json: unknown = await answer.json().catch(() => null)
  return { status: answer.status, json, cookie: answer.headers.getSetCookie()[0] ?? '', headers: answer.headers }
}
const first = { login: 'chief', name: '所长', password: PASSWORD }

test('the first administrator enters by the code that only the owner of the data can read, once', async () => {
  const code = (await firstCode(world.deps)) ?? ''
  const place = join(world.settings.data, 'first-administrator.code')
  expect((await readFile(place, 'utf8')).trim()).toBe(code)
  expect((await stat(place)).mode & 0o777).toBe(0o600)
  expect(await ask('GET', '/api/greeting')).toMatchObject({ json: { me: null, firstAdministrator: true, demonstration: true } })
  expect(await ask('POST', '/api/setup', { body: { ...first, code: 'ABCD-EFGH-JKLM' } })).toMatchObject({
    status: 403,
    json: { refused: 'code-wrong' },
  })

  const entered = await ask('POST', '/api/setup', { body: { ...first, code: code.toLowerCase() } })
  expect(Value.Check(Me, entered.json)).toBe(true)
  expect(entered.cookie).toMatch(/HttpOnly; SameSite=Strict$/)
  expect(await stat(place).catch(() => null)).toBeNull()
  expect(await ask('POST', '/api/setup', { body: { ...first, login: 'second', code } })).toMatchObject({ json: { refused: 'code-wrong' } })
  const greeting = await ask('GET', '/api/greeting', { cookie: entered.cookie.split(';')[0] ?? '' })
  expect(Value.Check(Greeting, greeting.json)).toBe(true)
  expect(greeting.json).toMatchObject({ me: { person: { login: 'chief' } }, firstAdministrator: false })
})

const signedIn = async (login: string) =>
  (await ask('POST', '/api/session', { body: { login, password: PASSWORD } })).cookie.split(';')[0] ?? ''

test('a session lasts until it is closed, and a wrong password opens none', async () => {
  expect(await ask('POST', '/api/session', { body: { login: 'chief', password: 'guess' } })).toMatchObject({
    status: 401,
    json: { refused: 'wrong-password' },
    cookie: '',
  })
  expect(await ask('POST', '/api/session', { body: { login: 'nobody', password: PASSWORD } })).toMatchObject({
    json: { refused: 'wrong-password' },
  })
  const cookie = await signedIn('chief')
  expect(await ask('GET', '/api/people', { cookie })).toMatchObject({ status: 200 })
  await ask('DELETE', '/api/session', { cookie })
  expect(await ask('GET', '/api/people', { cookie })).toMatchObject({ status: 401, json: { refused: 'not-signed-in' } })
})

test('a session ends with the working day', async () => {
  const cookie = await signedIn('chief')
  world.step(12 * 3_600_000 + 1)
  expect(await ask('GET', '/api/people', { cookie })).toMatchObject({ status: 401 })
})

test('what changes something is refused from another origin', async () => {
  const cookie = await signedIn('chief')
  const answer = await ask('POST', '/api/people', { cookie, origin: 'https://evil.example', body: {} })
  expect(answer).toMatchObject({ status: 403, json: { refused: 'origin-wrong' } })
})

test('administrators make accounts and machines; others may not, and a closed account is out at once', async () => {
  const cookie = await signedIn('chief')
  const made = await ask('POST', '/api/people', { cookie, body: { login: 'dr-li', name: '李医生', roles: ['doctor'], password: PASSWORD } })
  if (!Value.Check(Person, made.json)) throw new Error('no person')
  const li = await signedIn('dr-li')
  expect(await ask('GET', '/api/people', { cookie: li })).toMatchObject({ status: 403, json: { refused: 'not-allowed' } })
  const mine = await ask('PUT', '/api/me/signature', { cookie: li, body: STROKES })
  expect(mine.json).toMatchObject({ person: { signature: true }, strokes: STROKES })

  const { id: site } = await world.site('大厅')
  const machine = await ask('POST', '/api/machines', { cookie, body: { kind: 'booth', name: '1号', site } })
  if (!Value.Check(Machine, machine.json) || !machine.json.code) throw new Error('no code')
  const { code } = machine.json.code
  const publicKey = 'A'.repeat(43)
  expect(await ask('POST', '/api/machines/enrol', { body: { code: 'WRONG', publicKey } })).toMatchObject({
    json: { refused: 'code-wrong' },
  })
  expect(await ask('POST', '/api/machines/enrol', { body: { code, publicKey } })).toMatchObject({ json: { name: '1号', site: '大厅' } })
  // A booth to which the answer was lost asks again, by the same key; the code is good for no other.
  expect(await ask('POST', '/api/machines/enrol', { body: { code, publicKey } })).toMatchObject({ json: { name: '1号', site: '大厅' } })
  expect(await ask('POST', '/api/machines/enrol', { body: { code, publicKey: 'B'.repeat(43) } })).toMatchObject({
    json: { refused: 'code-wrong' },
  })
  expect(await ask('GET', '/api/machines', { cookie })).toMatchObject({ json: [{ enrolled: true, code: null, online: false }] })

  await ask('PATCH', `/api/people/${made.json.id}`, { cookie, body: { disabled: true } })
  expect(await ask('GET', '/api/greeting', { cookie: li })).toMatchObject({ json: { me: null } })
  expect(await ask('POST', '/api/session', { body: { login: 'dr-li', password: PASSWORD } })).toMatchObject({
    json: { refused: 'account-disabled' },
  })
})

test('the last administrator stays one', async () => {
  const cookie = await signedIn('chief')
  const { json } = await ask('GET', '/api/people', { cookie })
  const chief = (json as Person[]).find(({ login }) => login === 'chief')
  expect(await ask('PATCH', `/api/people/${chief?.id}`, { cookie, body: { roles: ['doctor'] } })).toMatchObject({
    json: { refused: 'not-allowed' },
  })
})

test('a body that does not fit is refused with the place where it does not, and nothing is coerced', async () => {
  const cookie = await signedIn('chief')
  const wrong = await ask('POST', '/api/machines', { cookie, body: { kind: 'booth', name: 5, site: world.ids() } })
  expect(wrong).toMatchObject({ status: 400, json: { refused: 'malformed', fields: { where: '/name' } } })
  const extra = await ask('POST', '/api/machines', { cookie, body: { kind: 'booth', name: '9号', site: world.ids(), admin: true } })
  expect(extra).toMatchObject({ status: 400, json: { refused: 'malformed' } })
})

test.each([
  ['an address that there isn’t', 'GET', '/api/nothing', undefined, 404, 'not-found'],
  ['an address that can’t be read', 'GET', '/api/%zz', undefined, 400, 'malformed'],
  ['another method than the address has', 'PUT', '/api/session', '{}', 405, 'not-found'],
  ['a body that is too long', 'POST', '/api/session', JSON.stringify({ login: 'x'.repeat(9000) }), 413, 'malformed'],
  ['a body in another encoding', 'POST', '/api/session', new Blob(['login=x'], { type: 'text/plain' }), 415, 'malformed'],
  ['a body that is torn', 'POST', '/api/session', '{"login', 400, 'malformed'],
] as const)('%s is refused in words, with its status', async (_, method, path, body, status, refused) => {
  const headers = { origin: world.settings.origin, ...(typeof body === 'string' && { 'content-type': 'application/json' }) }
  const answer = await fetch(world.url + path, { method, headers, body: body ?? null })
  expect([answer.status, await answer.json()]).toMatchObject([status, { refused }])
  if (status === 405) expect(answer.headers.get('allow')).toBe('POST, DELETE')
})

test('papers and pictures go to doctors and the counter alone', async () => {
  const cookie = await signedIn('chief')
  expect(await ask('GET', '/api/reports/RF20261125-000001/pdf')).toMatchObject({ status: 401 })
  expect(await ask('GET', '/api/reports/RF20261125-000001/pdf', { cookie })).toMatchObject({ status: 403 })
  const signature = '/api/checks/00000000-0000-4000-8000-0000000000c1/signature'
  expect(await ask('GET', signature)).toMatchObject({ status: 401 })
  expect(await ask('GET', signature, { cookie })).toMatchObject({ status: 403 })
})

test('an unknown code has a plain page that says so, and pages carry a strict policy', async () => {
  const answer = await fetch(`${world.url}/verify/AAAABBBBCCCCDDDD`)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('查无此证明')
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
})

test('the routes describe themselves, and the counts tell of no person', async () => {
  const { json } = await ask('GET', '/docs/openapi.json')
  expect(Object.keys((json as { paths: object }).paths)).toEqual(expect.arrayContaining(['/api/session', '/api/people', '/verify/{code}']))
  expect(await ask('GET', '/healthz')).toMatchObject({ status: 200 })
  expect(await ask('GET', '/readyz')).toMatchObject({ status: 200, json: { ready: true, media: false } })
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('roadfit_open{of="waiting"} 0')
})

test('secrets are not to be guessed: tries from one address run out', async () => {
  const answers = []
  for (let round = 0; round < 30; round++)
    answers.push((await ask('POST', '/api/machines/enrol', { body: { code: 'X', publicKey: 'A'.repeat(43) } })).status)
  expect(answers.at(-1)).toBe(429)
})

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const inside = (value: unknown, ...path: string[]): unknown => path.reduce((at, name) => (isRecord(at) ? at[name] : undefined), value)

test('no body of the REST API has a string that somebody forgot to make a line, and a typed name is cleaned at the door', async () => {
  const { json } = await ask('GET', '/docs/openapi.json')
  const bodies = Object.entries(Object(inside(json, 'paths'))).flatMap(([path, methods]) =>
    Object.values(Object(methods)).flatMap((method) => {
      const schema = inside(method, 'requestBody', 'content', 'application/json', 'schema')
      return isRecord(schema) ? stringsOf(schema, path) : []
    }),
  )
  expect(bodies.map(({ at }) => at)).toContain('/api/sites/name')
  const isClosed = (schema: TSchema) =>
    'enum' in schema || 'const' in schema || /^\^(?!.*\[\^).*\$$/.test(String(Reflect.get(schema, 'pattern')))
  expect(
    bodies.filter(({ at, schema }) => !isLine(schema) && !isClosed(schema) && !/\/(password|next)$/.test(at)).map(({ at }) => at),
  ).toEqual([])

  const cookie = await signedIn('chief')
  const none = { nameEn: null, code: null, parent: null, squad: null }
  const site = await ask('POST', '/api/sites', { cookie, body: { kind: 'station', name: '\ufeff示范\ue863厅', ...none } })
  expect(site).toMatchObject({ status: 200, json: { name: '示范䶮厅' } })
  const body = { kind: 'booth', name: '9\u200e号\t检测间', site: inside(site.json, 'id') }
  expect(await ask('POST', '/api/machines', { cookie, body })).toMatchObject({ status: 200, json: { name: '9号 检测间' } })
})

test('nothing that may hold people or codes is kept by a browser, and no page may run or style what wasn’t ours', async () => {
  const cookie = await signedIn('chief')
  for (const path of ['/api/greeting', '/api/people', '/api/machines', '/api/nonce', '/verify/AAAABBBBCCCCDDDD', '/docs', '/metrics'])
    expect((await ask('GET', path, { cookie })).headers.get('cache-control'), path).toBe('no-store')
  const { headers } = await ask('GET', '/verify/AAAABBBBCCCCDDDD')
  expect(headers.get('content-security-policy')).not.toContain('unsafe')
  expect(headers.get('permissions-policy')).toContain('geolocation=()')
})

test('the number for a handshake is answered ahead of everything else as any answer is, and asked for otherwise it goes the common way', async () => {
  const names = async (path: string) => {
    const { status, headers } = await fetch(world.url + path)
    return { status, names: [...headers.keys()].filter((name) => !['date', 'connection', 'keep-alive', 'content-length'].includes(name)) }
  }
  const plain = await names('/api/nonce')
  expect(plain.status).toBe(200)
  expect(plain).toEqual(await names('/api/nonce?again=1'))
  expect(plain.names).toContain('content-security-policy')
  expect((await fetch(`${world.url}/api/nonce`, { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(`${world.url}/api/nonce`, { method: 'POST' })).status).toBe(405)
  expect(await (await fetch(`${world.url}/metrics`)).text()).toMatch(
    /roadfit_http_requests_total\{route="\/api\/nonce",status="200"\} [3-9]/,
  )
})

test('counts and causes are told on this machine alone, and not to whom a proxy asks for', async () => {
  for (const path of ['/metrics', '/readyz']) {
    expect((await fetch(world.url + path)).status).toBe(200)
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect((await fetch(world.url + path, { headers: { [name]: 'for=203.0.113.7' } })).status, `${path} ${name}`).toBe(404)
  }
})

test('from elsewhere, counts and causes are told to who has the token of those who watch, and to nobody by another one', async () => {
  const { settings } = world.deps
  const ask = async (path: string, authorization: string) =>
    (await fetch(world.url + path, { headers: { 'x-forwarded-for': '203.0.113.7', authorization } })).status
  for (const path of ['/metrics', '/readyz']) {
    settings.watchToken = null
    for (const none of ['', 'Bearer', 'Bearer null', 'Bearer ']) expect(await ask(path, none), none).toBe(404)
    settings.watchToken = 'a-token-of-24-characters'
    expect(await ask(path, 'Bearer a-token-of-24-characters')).toBe(200)
    for (const wrong of ['', 'Bearer ', 'a-token-of-24-characters', 'Bearer a-token-of-24-character', 'Bearer a-token-of-24-charactersX'])
      expect(await ask(path, wrong), wrong).toBe(404)
    expect((await fetch(world.url + path)).status).toBe(200)
  }
  settings.watchToken = null
})

test('no answer of any route of the API is kept by a browser, whoever asks', async () => {
  const { json } = await ask('GET', '/docs/openapi.json')
  const routes = Object.entries(Object(inside(json, 'paths'))).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => [
      method.toUpperCase(),
      path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-0000000000c1'),
    ]),
  )
  expect(routes.length).toBeGreaterThan(20)
  for (const cookie of [await signedIn('chief'), ''])
    for (const [method = '', path = ''] of routes.toSorted(
      ([, a = ''], [, b = '']) => Number(a.includes('session')) - Number(b.includes('session')),
    ))
      expect((await fetch(world.url + path, { method, headers: { cookie } })).headers.get('cache-control'), `${method} ${path}`).toBe(
        'no-store',
      )
})

test.each([
  ['an IPv6 network', (at: number) => `2001:db8:7:1::${at}`, '2001:db8:7:2::1'],
  ['an IPv4 address in two forms', (at: number) => (at % 2 ? '198.51.100.77' : '::ffff:198.51.100.77'), '198.51.100.78'],
])('tries run out for %s as for one, and for nobody else', async (_, of, other) => {
  const from = async (remoteAddress: string) => (await world.app.http.inject({ url: '/verify/NONE', remoteAddress })).statusCode
  const said = []
  for (let at = 1; at <= 61; at++) said.push(await from(of(at)))
  expect([said.slice(0, 60).every((status) => status === 404), said.at(-1), await from(other)]).toEqual([true, 429, 404])
})

test('a disk that takes no byte makes the server unready, with the cause', async () => {
  const { files } = world.deps
  world.deps.files = { ...files, probe: async () => 'ENOSPC' }
  expect(await ask('GET', '/readyz')).toMatchObject({ status: 503, json: { ready: false, disk: false, cause: 'ENOSPC', database: true } })
  world.deps.files = files
})
