import { globSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join, resolve } from 'node:path'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEEPEST, depthOf, mostBytes, unbounded } from '#protocol/bounds.ts'
import * as traffic from '#protocol/case.ts'
import { Ticket } from '#protocol/media.ts'
import type { Message, Push } from '#protocol/message.ts'
import * as tables from '#protocol/messages.ts'
import { MachineHandshake, type Role } from '#protocol/rest.ts'
import { cardOf } from '../driver.ts'
import { openWorld, until, type World } from '../world.ts'
import { nested, openLine, stretched } from './wire.ts'

const root = resolve(import.meta.dirname, '../..')

/** Each call of a function in a source, with its arguments. */
const callsOf = (source: string, name: string): string[] =>
  [...source.matchAll(new RegExp(`${name.replace('.', '[.]')}[(]`, 'g'))]
    .map(({ index, 0: call }) => source.slice(index + call.length))
    .map((rest) => {
      let depth = 1
      let end = 0
      for (let quote = ''; depth > 0 && end < rest.length; end++) {
        const sign = rest[end] ?? ''
        if (quote) {
          if (sign === '\\') end++
          else if (sign === quote) quote = ''
        } else if (`'"\``.includes(sign)) quote = sign
        else if ('([{'.includes(sign)) depth++
        else if (')]}'.includes(sign)) depth--
      }
      return rest.slice(0, end)
    })

test('every string, list and record of every schema in the house says how long it may be', () => {
  const BOUNDS = { 'Type.String': 'maxLength', 'Type.Array': 'maxItems', 'Type.Record': 'maxProperties' }
  const faults = globSync('{server,devices,booth,clinician,demo}/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      return Object.entries(BOUNDS).flatMap(([call, bound]) =>
        callsOf(source, call).flatMap((args) => (args.includes(bound) ? [] : [`${file}: ${call}(${args.slice(0, 60)}`])),
      )
    })
  expect(faults).toEqual([])
})

type Described = { name: string; schema: TSchema }
const messages = Object.values(tables).flatMap((table) => Object.values<Message | Push>('~kind' in table ? [] : table))
const onWires: Described[] = [
  ...messages.flatMap((one): Described[] =>
    'request' in one
      ? [
          { name: one.name, schema: one.request },
          { name: `${one.name}, answer`, schema: one.answer },
        ]
      : [{ name: one.name, schema: one.value }],
  ),
  ...Object.entries(traffic).flatMap(([name, schema]) => (Array.isArray(schema) ? [] : [{ name, schema }])),
  { name: 'handshake', schema: MachineHandshake },
  { name: 'handshake of a call', schema: Ticket },
]

describe('on the wires', () => {
  test.each(onWires)('$name is bounded, and no deeper than anybody reads', ({ schema }) => {
    expect(unbounded(schema)).toEqual([])
    // A message stands in the list of its packet.
    expect(depthOf(schema) + 1).toBeLessThanOrEqual(DEEPEST)
  })

  test('only what carries a picture or a paper is longer than half a megabyte, and nothing that comes in is longer than 6', () => {
    const requests = messages.flatMap((one) => ('request' in one ? [{ name: one.name, bytes: mostBytes(one.request) }] : []))
    expect(requests.filter(({ bytes }) => bytes > 500_000).map(({ name }) => name)).toEqual(['booth:photo', 'page:photo'])
    expect(Math.max(...requests.map(({ bytes }) => bytes))).toBeLessThan(6_000_000)
  })
})

let world: World
const closing: (() => void)[] = []
/** A line of a call of a booth whose driver waits. */
const callLine = async (name: string) => {
  const booth = await world.booth(name)
  await booth.calibrate()
  const check = await booth.queued(cardOf('边界', 77))
  const ticket = await world.deps.presence.tickets.issue(name, { side: 'booth', id: booth.who.id, check })
  return openLine(world.url, '/media/socket', { ticket })
}
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  for (const close of closing) close()
  await world.close()
})

type Route = { method: string; path: string; body: TSchema | undefined; may: readonly Role[] | 'anybody' }
const routes = (): Route[] =>
  Object.entries(world.app.http.swagger().paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { requestBody?: { content: Record<string, { schema: TSchema }> } }>).map(
      ([method, route]) => ({
        method: method.toUpperCase(),
        path: path.replace('{id}', '00000000-0000-4000-8000-000000000001').replace(/\{\w+\}/, 'RF20261125-000001'),
        body: Object.values(route.requestBody?.content ?? {})[0]?.schema,
        may: mayAsk(`${method.toUpperCase()} ${path}`),
      }),
    ),
  )
/** What whoever comes may ask; a paper's page lies outside of /api. */
const OPEN = new Set([
  'GET /api/greeting',
  'POST /api/setup',
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/machines/enrol',
  'GET /api/nonce',
  'GET /verify/{code}',
  'GET /institutions',
  'POST /verify/{code}',
  'GET /verify/{code}/sm2',
])
/** Who may ask what else, by how the address begins: docs/security.md. Everything that is in nobody's line is an administrator's. */
const OWN: readonly [start: RegExp, may: readonly Role[]][] = [
  [/ \/api\/(me|passkeys)\b/, ['doctor', 'counter', 'administrator', 'auditor']],
  [/ \/api\/checks\/\{id\}\/recording\b/, ['doctor', 'auditor']],
  [/ \/api\/recordings\/disk$/, ['administrator']],
  [/ \/api\/recordings\b/, ['administrator', 'auditor']],
  [/ \/api\/checks\/\{id\}\/(card-)?photo$/, ['doctor', 'counter']],
  [/ \/api\/(checks|readings)\//, ['doctor']],
  [/ \/api\/reports\/\{number\}\/notices\b/, ['counter']],
  [/ \/api\/reports\//, ['doctor', 'counter']],
  [/ \/api\/days\//, ['counter']],
  [/ \/api\/labels$/, ['counter']],
  [/^POST \/api\/access$/, ['doctor', 'counter', 'auditor']],
  [/ \/api\/signing-rights$/, ['doctor']],
  [/^POST \/api\/errands\//, ['counter']],
]
const mayAsk = (route: string): Route['may'] =>
  OPEN.has(route) ? 'anybody' : (OWN.find(([start]) => start.test(route))?.[1] ?? ['administrator'])

/** How long the processor worked for it, server and asker alike, µs: other programs on the machine don't make that longer. */
const worked = async (act: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
type Case = { at: string; body: string; send: () => Promise<unknown> }
/**
 * Which are more work than fifty of the smallest and ten readings of their own text, each time that they are weighed. So many are weighed
 * together, since a processor's time may be counted in steps that are longer than one takes. What seems too heavy is weighed again after
 * all others: whoever comes first pays for code that has never run before.
 */
const heavy = async (smallest: () => Promise<unknown>, cases: Case[]): Promise<string[]> => {
  const fifty = () =>
    worked(async () => {
      for (let n = 0; n < 50; n++) await smallest()
    })
  const readings = (body: string) =>
    worked(async () => {
      for (let n = 0; n < 10; n++) JSON.parse(body)
    })
  await fifty()
  let suspects = cases
  for (let round = 0; round < 4; round++) {
    const usual = await fifty()
    const still: Case[] = []
    for (const one of suspects) {
      const work = await worked(one.send)
      if (work <= usual) continue
      const may = usual + (await readings(one.body))
      // No chance makes so much of it, and the next may take minutes.
      if (work > 20 * may) return [`${one.at}: ${Math.round(work / may)} times what it may`]
      if (work > may) still.push(one)
    }
    suspects = still
  }
  return suspects.map(({ at }) => at)
}

test('every route’s body is bounded, and who is nobody is told so before it is read', async () => {
  const all = routes()
  expect(all.filter(({ body }) => body).length).toBeGreaterThan(5)
  expect(all.flatMap(({ path, body }) => (body ? unbounded(body).map((at) => path + at) : []))).toEqual([])
  for (const { method, path } of all.filter(({ may }) => may !== 'anybody')) {
    const body = method === 'GET' ? {} : { body: nested(900_000), headers: { 'content-type': 'application/json' } }
    // The line may be cut before the whole body was sent; what it isn't is read and judged.
    const answer = await fetch(world.url + path, { method, ...body }).catch(() => null)
    expect([401, undefined], `${method} ${path}`).toContain(answer?.status)
  }
})

/** The status of an answer to a request whose headers promise a body that never comes; null: nobody answers before it has come. */
const judged = ({ method, path }: Route, cookie: string | null): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': '400', ...(cookie && { cookie }) }
    const asked = request(world.url + path, { method, headers }, (answer) => {
      resolve(answer.statusCode ?? null)
      asked.destroy()
    })
    asked.on('error', reject)
    asked.flushHeaders()
  })

test('who may not ask is told so before a word of what they say has come, on every route and for every role', async () => {
  const roles = ['doctor', 'counter', 'administrator', 'auditor'] as const
  const cookies = new Map<Role | null, string | null>([[null, null]])
  for (const role of roles) cookies.set(role, await (await world.person(`may-${role}`, role)).cookie())
  const all = routes().filter(({ method, may }) => may !== 'anybody' && method !== 'GET')
  expect(all.length).toBeGreaterThan(10)
  for (const route of all)
    for (const [role, cookie] of cookies) {
      if (role !== null && route.may.includes(role)) continue
      expect(await judged(route, cookie), `${role ?? 'nobody'}: ${route.method} ${route.path}`).toBe(role === null ? 401 : 403)
    }
  // Who may ask isn't refused, and neither is a question that has no body.
  for (const route of routes().filter(({ may }) => may !== 'anybody'))
    for (const role of roles) {
      const answer = await fetch(world.url + route.path, { method: route.method, headers: { cookie: cookies.get(role) ?? '' } })
      const refused = ((await answer.json().catch(() => null)) as { refused?: string } | null)?.refused
      expect(refused === 'not-allowed', `${role}: ${route.method} ${route.path}`).toBe(!route.may.includes(role))
    }
})

test('no body that fills one of its arrays or strings to the limit is more work than fifty of the smallest and ten readings of its text', {
  timeout: 60_000,
}, async () => {
  const chief = await (await world.person('bounds-chief', 'administrator')).cookie()
  const send = (method: string, path: string, body: string) => () =>
    fetch(world.url + path, { method, body, headers: { 'content-type': 'application/json', cookie: chief } })
      .then((answer) => answer.arrayBuffer())
      .catch(() => {})
  const smallest = send('PUT', '/api/me/signature', '{}')
  const cases = routes().flatMap(({ method, path, body }) =>
    body
      ? stretched(body, Math.max(1, Math.min(mostBytes(body), 500_000) - 100)).map((one) => ({
          at: path + one.at,
          body: one.body,
          send: send(method, path, one.body),
        }))
      : [],
  )
  expect(cases.length).toBeGreaterThan(30)
  expect(await heavy(smallest, cases)).toEqual([])
})

test('no message of an agent, of the staff or of a call is either, and each is answered', { timeout: 120_000 }, async () => {
  const booth = await world.booth('边界间')
  const doctor = await world.person('bounds-doctor', 'doctor', 'counter')
  const agentLine = () => booth.shake().then((shake) => openLine(world.url, '/agent/socket', shake))
  const staffLine = async () => openLine(world.url, '/staff/socket', {}, { cookie: await doctor.cookie(), origin: world.settings.origin })
  const beside = await world.booth('界外间')
  const plain = await openLine(world.url, '/agent/socket', await beside.shake())
  closing.push(plain.close)
  for (const [open, table] of [
    [() => callLine('边界通话'), tables.mediaMessages],
    [agentLine, tables.agentMessages],
    [staffLine, tables.staffMessages],
  ] as const) {
    const [line] = [await open()]
    closing.push(line.close)
    const answers = new Set<string>()
    const send = (name: string, body: string) => async () => {
      const answer = await line.ask(name, body)
      answers.add(/"refused":"([a-z-]+)"/.exec(answer)?.[1] ?? answer)
    }
    // Calls may ask least often: beside theirs stands another line's.
    const smallest = table === tables.mediaMessages ? () => plain.ask('booth:status', '{}') : send(Object.keys(table)[0] ?? '', '{}')
    const cases = Object.values<Message>(table).flatMap(({ name, request }) => {
      const most = Math.floor(Math.min(mostBytes(request), 500_000) * 0.9)
      return stretched(request, most).map(({ at, body }) => ({ at: name + at, body, send: send(name, body) }))
    })
    expect(cases.length).toBeGreaterThan(50)
    expect(await heavy(smallest, cases)).toEqual([])
    expect([...answers]).not.toContain('closed')
    expect([...answers]).not.toContain('internal')
    // Whoever is told to wait has made no work.
    expect([...answers]).not.toContain('too-many-tries')
  }
})

test('a line that sends more than a handshake before it is known is cut, and a nested handshake is not read', async () => {
  expect((await openLine(world.url, '/agent/socket', { a: 'x'.repeat(10_000) })).admitted).toBe('closed')
  expect((await openLine(world.url, '/staff/socket', { a: [[[1]]] })).admitted).toBe('closed')
  expect((await openLine(world.url, '/media/socket', { a: 'x'.repeat(10_000) })).admitted).toBe('closed')
  expect((await openLine(world.url, '/hall/socket', { a: JSON.parse(nested(100)) })).admitted).toBe('closed')
})

test('what is too long for its own message is refused as malformed, though another may be as long', async () => {
  const booth = await world.booth('长话间')
  const line = await openLine(world.url, '/agent/socket', await booth.shake())
  closing.push(line.close)
  const long = `{"check":"${world.ids()}","attempt":"${world.ids()}","value":1,"more":"${'x'.repeat(1_000_000)}"}`
  expect(await line.ask('booth:value', long)).toContain('"malformed"')
  expect(await line.ask('booth:live', nested(100_000))).toContain('"malformed"')
  expect(await line.ask('booth:status', '{"devices":[]}')).toContain('"done":true')
})

test('a line that asks without end is told to wait, and is heard again', async () => {
  const line = await callLine('快问间')
  closing.push(line.close)
  const answers = await Promise.all(Array.from({ length: 300 }, () => line.ask('media:resume', `{"consumer":"${world.ids()}"}`)))
  expect(answers.filter((answer) => answer.includes('"too-many-tries"')).length).toBeGreaterThan(0)
  await until(async () => !(await line.ask('media:resume', `{"consumer":"${world.ids()}"}`)).includes('"too-many-tries"'))
})

test('pictures are the most work: of many sent at once ten are looked at, and then one a second', async () => {
  const booth = await world.booth('照片间')
  const line = await openLine(world.url, '/agent/socket', await booth.shake())
  closing.push(line.close)
  const body = `{"command":"${world.ids()}","check":"${world.ids()}","jpeg":"AAAA"}`
  const began = performance.now()
  const answers = await Promise.all(Array.from({ length: 100 }, () => line.ask('booth:photo', body)))
  const looked = answers.filter((answer) => !answer.includes('"too-many-tries"')).length
  expect(looked).toBeGreaterThanOrEqual(10)
  expect(looked).toBeLessThanOrEqual(11 + (performance.now() - began) / 1000)
  expect(await line.ask('booth:status', '{"devices":[]}')).toContain('"done":true')
})
