import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request as ask, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Value } from 'typebox/value'
import { afterEach, expect, test, vi } from 'vitest'
import { BoothView } from '#protocol/booth.ts'
import { openLink } from '#protocol/link.ts'
import { pageMessages, pagePushes, serviceMessages, servicePushes, simulatorMessages, simulatorPushes } from '#protocol/messages.ts'
import { refuse } from '#protocol/refusal.ts'
import { openDeafLine } from '../../test/attacks/wire.ts'
import { boothView } from '../../test/made-up/booth.ts'
import { checkView } from '../../test/made-up/check.ts'
import type { Agent } from '../agent/agent.ts'
import { openService } from '../service/service.ts'
import type { Simulation } from '../simulate/simulation.ts'
import { type Door, openDoor } from './door.ts'
import { makeInstallerCode, openInstallerCode } from './installer-code.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const pagesFolder = () => {
  const pages = mkdtempSync(join(tmpdir(), 'roadfit-pages-'))
  for (const folder of ['booth/simulator', 'booth/service', 'assets']) mkdirSync(join(pages, folder), { recursive: true })
  writeFileSync(join(pages, 'booth/index.html'), '<!doctype html><title>booth</title>')
  writeFileSync(join(pages, 'booth/simulator/index.html'), '<!doctype html><title>simulator</title>')
  writeFileSync(join(pages, 'booth/service/index.html'), '<!doctype html><title>service</title>')
  writeFileSync(join(pages, 'assets/main.js'), 'export {}')
  // As the build leaves them: each text with its compressed twins.
  for (const path of ['booth/index.html', 'assets/main.js']) {
    const bytes = readFileSync(join(pages, path))
    writeFileSync(join(pages, `${path}.br`), brotliCompressSync(bytes))
    writeFileSync(join(pages, `${path}.gz`), gzipSync(bytes))
  }
  return pages
}

const view = boothView({ devices: [], card: 'none', check: checkView() })
const viewers = new Set<(view: BoothView) => void>()
/** An agent that says little: what the door asks of it is seen by the page. */
const agent: Agent = {
  view: () => view,
  onView(take) {
    viewers.add(take)
    return () => viewers.delete(take)
  },
  onKey: () => () => {},
  onStillWanted: () => () => {},
  still: () => ({ done: true }),
  onRoom: (take) => {
    take({ check: view.check?.id ?? '', room: null, producers: [] })
    return () => {}
  },
  onLine: () => () => {},
  touch: async () => ({ done: true }),
  photo: async () => refuse('photo-unusable', { why: '' }),
  openPath: async () => refuse('media-unavailable'),
  foundPaths: () => ({ done: true }),
  relay: async (name) => refuse('media-unavailable', { name }),
  picture: (which) => (which === 'card' ? new Uint8Array([0x89, 0x50]) : null),
  report: async (number) => (number === 'R1' ? new TextEncoder().encode('%PDF-') : refuse('report-unknown')),
  lendCamera: () => {},
  calibrate: async () => ({ at: '2026-11-25T08:00:00.000Z', expiresAt: '2026-11-27T08:00:00.000Z', expired: false }),
  measuring: () => null,
  close: () => {},
}
const hands = { drivers: [], card: null, standing: null, pressing: { left: 0, right: 0 }, unplugged: [], madeUpCamera: false }
const simulation: Simulation = {
  devices: [],
  listing: async () => [],
  decodePhoto: async () => new Uint8Array(),
  view: () => hands,
  onView: () => () => {},
  act: async (hand) => ({ ...hands, standing: hand.hand === 'stand' ? hand.heightMm : null }),
  wrong: () => {},
  onCamera: () => {},
  close: async () => {},
}

/** What the door needs for an installer: a booth without devices, and a clock that can be moved on. */
let monotonic = 0
const serviceParts = (browsers: string) => ({
  service: openService({
    bench: { devices: [] },
    simulated: true,
    listing: async () => [],
    models: {},
    calibration: () => null,
    calibrate: agent.calibrate,
    measuring: () => null,
    aside: () => [],
    disk: () => null,
    connected: () => true,
    serverTime: async () => null,
    wall: () => new Date('2026-11-25T08:00:00.000Z'),
    clock: () => monotonic,
  }),
  launchFile: join(dirname(browsers), 'launch.json'),
  installerCode: openInstallerCode(join(dirname(browsers), 'installer-code.json')),
  clock: () => monotonic,
})

const open = async (
  simulated: Simulation | null = simulation,
  browsers = join(mkdtempSync(join(tmpdir(), 'roadfit-door-')), 'browsers.json'),
  port = 0,
) => {
  const door = await openDoor({
    agent,
    simulation: simulated,
    port,
    pages: pagesFolder(),
    browsers,
    ...serviceParts(browsers),
    log: { error() {}, warn() {}, info() {} },
  })
  closing.push(() => door.close())
  return { door, browsers }
}

/** A request as a browser makes it, with the Host header that the test wants. */
const get = ({ port }: Door, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const asked = ask({ host: '127.0.0.1', port, path, agent: false, headers: { accept: 'text/html', ...headers } }, (response) => {
      let body = ''
      response.on('data', (part) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })

const launchPath = (door: Door, room: 'booth' | 'simulator') => new URL(door.launch[room] ?? 'http://none/')
const signIn = async (door: Door, room: 'booth' | 'simulator' = 'booth') => {
  const { pathname, search } = launchPath(door, room)
  const answer = await get(door, pathname + search)
  return { answer, cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
}

test('a browser without the cookie gets a plain 401 everywhere, and nothing of a check', async () => {
  const { door } = await open()
  for (const path of [
    '/booth/',
    '/simulator/',
    '/assets/main.js',
    '/picture/card',
    '/report/R1.pdf',
    '/picture/card?launch=x',
    '/assets/main.js?launch=x',
  ]) {
    const answer = await get(door, path)
    expect([path, answer.status]).toEqual([path, 401])
    expect(answer.body).toContain('启动地址')
  }
  expect((await get(door, '/healthz')).status).toBe(200)
})

test('a launch address is traded once for a strict, unreadable cookie that carries the port', async () => {
  const { door } = await open()
  const { answer, cookie } = await signIn(door)
  expect(answer.status).toBe(302)
  expect(answer.headers.location).toBe('/booth/')
  expect(answer.headers['set-cookie']?.[0]).toMatch(new RegExp(`^roadfit-booth-${door.port}=.*HttpOnly.*SameSite=Strict`))
  expect((await get(door, '/booth/', { cookie })).body).toContain('<title>booth</title>')
  expect((await get(door, '/assets/main.js', { cookie })).status).toBe(200)
  const again = await signIn(door)
  expect(again.answer.status).toBe(403)
  expect(again.answer.headers['set-cookie']).toBeUndefined()
  const { pathname, search } = launchPath(door, 'booth')
  expect(JSON.parse((await get(door, pathname + search, { accept: 'application/json' })).body)).toEqual(refuse('launch-used'))
  // A kiosk that starts its browser with the same address again comes in by its cookie.
  expect((await get(door, pathname + search, { cookie })).status).toBe(302)
})

test('a browser comes back after the agent was restarted, and its token is not on the disk', async () => {
  const first = await open()
  const { cookie } = await signIn(first.door)
  const { port } = first.door
  await first.door.close()
  closing.length = 0
  const second = await open(simulation, first.browsers, port)
  expect((await get(second.door, '/booth/', { cookie })).status).toBe(200)
  expect(readFileSync(first.browsers, 'utf8')).not.toContain(cookie.split('=')[1])
})

test('another Host is refused, so that no other site can point here', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  for (const host of ['localhost', `localhost:${door.port}`, 'evil.example', '127.0.0.1:1'])
    expect((await get(door, '/booth/', { cookie, host })).status).toBe(403)
})

test('the simulator page is there only when devices are simulated, and has a cookie of its own', async () => {
  const real = await open(null)
  const booth = await signIn(real.door)
  expect(real.door.launch.simulator).toBeUndefined()
  expect((await get(real.door, '/simulator/', { cookie: booth.cookie })).status).toBe(404)
  const { door } = await open()
  const simulator = await signIn(door, 'simulator')
  expect((await get(door, '/simulator/', { cookie: simulator.cookie })).body).toContain('<title>simulator</title>')
  expect((await get(door, '/booth/', { cookie: simulator.cookie })).status).toBe(401)
  expect((await get(door, '/picture/card', { cookie: simulator.cookie })).status).toBe(401)
})

test('pictures and the report of the check are given to its page alone', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  expect((await get(door, '/picture/card', { cookie })).headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' })
  expect((await get(door, '/picture/photo', { cookie })).status).toBe(404)
  expect((await get(door, '/report/R1.pdf', { cookie })).headers['content-type']).toBe('application/pdf')
  expect((await get(door, '/report/R2.pdf', { cookie })).status).toBe(404)
})

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', undefined],
])('a page that accepts %j gets it so, hashed names for good and the page itself asked for each time', async (accepted, encoding) => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const headers = { cookie, 'accept-encoding': accepted }
  const page = await get(door, '/booth/', headers)
  expect(page.headers['content-encoding']).toBe(encoding)
  expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  const script = await get(door, '/assets/main.js', headers)
  expect(script.headers['content-encoding']).toBe(encoding)
  expect(script.headers).toMatchObject({
    'content-type': 'application/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect((await get(door, '/assets/main.js', { 'accept-encoding': accepted })).status).toBe(401)
})

test('scripts come from the agent alone', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const policy = (await get(door, '/booth/', { cookie })).headers['content-security-policy']
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${door.port}`)
})

test('no page may run WebAssembly, except the worker that looks at the camera', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const policyOf = async (path: string) => (await get(door, path, { cookie })).headers['content-security-policy']
  expect(await policyOf('/assets/eyes.worker-Dk3_x-9Q.js')).toMatch(/script-src 'self' 'wasm-unsafe-eval'(;|$)/)
  for (const path of ['/booth/', '/assets/main.js', '/assets/main.js?/assets/eyes.worker-1.js', '/assets/eyes.worker-1.json'])
    expect(await policyOf(path)).not.toContain('wasm')
})

const socketTo = (door: Door, headers: Record<string, string>) => {
  const link = openLink(`http://127.0.0.1:${door.port}`, { messages: pageMessages, pushes: pagePushes, path: '/door/socket', headers })
  closing.push(() => link.close())
  return link
}

test('a page that doesn’t read is ended, and when it comes again it has the newest view', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const origin = `http://127.0.0.1:${door.port}`
  const line = await openDeafLine(origin, '/door/socket', null, { cookie, origin })
  await vi.waitUntil(() => viewers.size === 1, 10_000)
  let version = view.version
  const bytes = JSON.stringify(view).length
  // More than the two ends of a connection hold for a program that doesn't read, and what the door holds beside.
  for (let sent = 0; viewers.size > 0 && sent < 40_000_000; sent += 20 * bytes) {
    for (let at = 0; at < 20; at++) for (const show of viewers) show({ ...view, version: ++version, unsent: version })
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(viewers.size).toBe(0)
  expect(await new Promise((take) => socketTo(door, { cookie, origin }).on('booth:view', take))).toEqual(view)
  line.close()
})

test('the page gets the whole view at once; its words reach the agent, and media words go on to the server', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const link = socketTo(door, { cookie, origin: `http://127.0.0.1:${door.port}` })
  const seen = await new Promise((take) => link.on('booth:view', take))
  expect(Value.Check(BoothView, seen)).toBe(true)
  expect(await link.ask('page:touch', { touch: 'language', language: 'en' })).toEqual({ done: true })
  expect(await link.ask('page:photo', { jpeg: 'AAAA' })).toEqual(refuse('photo-unusable', { why: '' }))
  const check = view.check?.id ?? ''
  expect(await link.ask('media:join', { check, rtpCapabilities: {} })).toEqual(refuse('media-unavailable', { name: 'media:join' }))
})

test('of two windows of the booth the one that joined last has the call, the other is told so and can’t disturb it', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const headers = { cookie, origin: `http://127.0.0.1:${door.port}` }
  const check = view.check?.id ?? ''
  const asked: string[] = []
  const { relay } = agent
  agent.relay = async (name, request) => (asked.push(name), relay(name, request))
  const [one, two] = [socketTo(door, headers), socketTo(door, headers)]
  const told: unknown[] = []
  one.on('media:room', (room) => told.push(room))
  for (const link of [one, two]) await new Promise<void>((up) => link.watch((state) => state === 'connected' && up()))
  const join = { check, rtpCapabilities: {} }
  await one.ask('media:join', join)
  await two.ask('media:join', join)
  expect(asked).toEqual(['media:join', 'media:join'])
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ check, room: null, producers: [], taken: true }))
  // Whatever the first says now goes nowhere, its going least of all.
  const refused = await Promise.all([one.ask('media:transport', { check }), one.ask('media:leave', { check })])
  expect(refused).toEqual([refuse('media-taken'), refuse('media-taken')])
  expect(asked).toHaveLength(2)
  // Until somebody takes it back, or the other window is closed.
  await one.ask('media:join', join)
  expect(await two.ask('media:transport', { check })).toEqual(refuse('media-taken'))
  one.close()
  await vi.waitFor(async () => expect(await two.ask('media:transport', { check })).toMatchObject({ refused: 'media-unavailable' }))
  agent.relay = relay
})

test('while the stage alone moves the page is told the stage alone, and all as soon as anything else has moved', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const link = socketTo(door, { cookie, origin: `http://127.0.0.1:${door.port}` })
  const told: object[] = []
  const first = new Promise<BoothView>((take) => link.on('booth:view', take))
  link.on('booth:view', ({ version, card }) => told.push({ version, card }))
  link.on('booth:stage', (moved) => told.push(moved))
  await first
  const scene = { scene: 'height', step: 'stand', round: 1, live: 1712 } as const
  const stage = { attempt: view.check?.id ?? '', station: 'height', index: 0, progress: 0, scene } as const
  for (const next of [
    { ...view, version: 2, stage },
    { ...view, version: 3, stage: { ...stage, scene: { ...scene, live: 1713 } } },
    { ...view, version: 4, stage, card: 'read' as const },
  ])
    for (const take of viewers) take(next)
  await vi.waitFor(() => expect(told).toHaveLength(4))
  expect(told).toEqual([
    { version: 1, card: 'none' },
    { version: 2, stage },
    { version: 3, stage: { ...stage, scene: { ...scene, live: 1713 } } },
    { version: 4, card: 'read' },
  ])
})

test('a socket from another origin or without the cookie does not get in', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door)
  const origin = `http://127.0.0.1:${door.port}`
  /** What becomes of a line, once anything has. */
  const becomes = (headers: Record<string, string>, ms?: number) =>
    new Promise((take) => {
      socketTo(door, headers).watch((state, refusal) => state !== 'connecting' && take([state, refusal?.refused]))
      if (ms !== undefined) setTimeout(() => take('nothing'), ms)
    })
  expect(await becomes({ cookie, origin })).toEqual(['connected', undefined])
  expect(await becomes({ origin })).toEqual(['refused', 'not-signed-in'])
  expect(await becomes({ cookie, origin: 'http://evil.example' }, 500)).toBe('nothing')
  expect(await becomes({ cookie }, 500)).toBe('nothing')
})

test('hands belong to the simulator page, and touches do not', async () => {
  const { door } = await open()
  const { cookie } = await signIn(door, 'simulator')
  const origin = `http://127.0.0.1:${door.port}`
  const link = openLink(origin, {
    messages: { ...simulatorMessages, ...pageMessages },
    pushes: simulatorPushes,
    path: '/door/socket',
    headers: { cookie, origin },
  })
  closing.push(() => link.close())
  await new Promise((take) => link.on('simulator:view', take))
  expect(await link.ask('simulator:do', { hand: 'stand', heightMm: 1720 })).toMatchObject({ standing: 1720 })
  expect(await link.ask('page:touch', { touch: 'leave' }, 200)).toEqual(refuse('no-answer'))
})

test('pages that are not built yet are said to be so', async () => {
  const pages = mkdtempSync(join(tmpdir(), 'roadfit-empty-'))
  expect(existsSync(join(pages, 'booth'))).toBe(false)
  const door = await openDoor({
    agent,
    simulation: null,
    port: 0,
    pages,
    browsers: join(pages, 'browsers.json'),
    ...serviceParts(join(pages, 'browsers.json')),
    log: { error() {}, warn() {}, info() {} },
  })
  closing.push(() => door.close())
  const { cookie } = await signIn(door)
  expect((await get(door, '/booth/', { cookie })).body).toContain('npm run build')
})

const launchesOf = (browsers: string) => JSON.parse(readFileSync(join(dirname(browsers), 'launch.json'), 'utf8')) as Record<string, string>

test('launch addresses lie in a file for this user alone, and a used one is replaced', async () => {
  const { door, browsers } = await open()
  const { booth = '', service = '' } = launchesOf(browsers)
  expect(statSync(join(dirname(browsers), 'launch.json')).mode & 0o777).toBe(0o600)
  const { pathname, search } = new URL(booth)
  expect((await get(door, pathname + search)).status).toBe(302)
  expect(launchesOf(browsers).booth).not.toBe(booth)
  expect((await get(door, pathname + search)).status).toBe(403)
  const visit = new URL(service)
  expect((await get(door, visit.pathname + visit.search)).headers['set-cookie']?.[0]).toMatch(
    /^roadfit-service-\d+=.*Max-Age=1800; Path=\/; HttpOnly; SameSite=Strict/,
  )
})

test('the service page opens in the booth’s browser by the installer’s code alone, and five wrong ones close it for a while', async () => {
  const { door, browsers } = await open()
  expect((await get(door, '/service/')).status).toBe(401)
  const { cookie } = await signIn(door)
  expect((await get(door, '/service/', { cookie })).body).toContain('roadfit-booth code')
  const code = makeInstallerCode(join(dirname(browsers), 'installer-code.json'))
  expect((await get(door, '/service/', { cookie })).body).not.toContain('roadfit-booth code')
  const origin = `http://127.0.0.1:${door.port}`
  const type = (typed: string, headers: Record<string, string> = { cookie, origin }) =>
    fetch(`${origin}/service/code`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ code: typed }) })
  const wrong = code === '12345678' ? '87654321' : '12345678'
  expect((await type(code, { origin })).status).toBe(401)
  expect((await type(code, { cookie, origin: 'http://evil.example' })).status).toBe(403)
  for (let times = 0; times < 5; times++) expect((await type(wrong)).status).toBe(401)
  expect((await type(code)).status).toBe(429)
  monotonic += 15 * 60_000
  const opened = await type(code)
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/service/'])
  const both = `${cookie}; ${opened.headers.get('set-cookie')?.split(';')[0]}`
  expect((await get(door, '/service/', { cookie: both })).body).toContain('<title>service</title>')
})

test('an installer’s questions are answered to the service page alone', async () => {
  const { door, browsers } = await open()
  const origin = `http://127.0.0.1:${door.port}`
  const linkWith = (cookie: string) => {
    const link = openLink(origin, { messages: serviceMessages, pushes: servicePushes, path: '/door/socket', headers: { cookie, origin } })
    closing.push(() => link.close())
    return new Promise<typeof link>((connected) => link.watch((state) => state === 'connected' && connected(link)))
  }
  const booth = await linkWith((await signIn(door)).cookie)
  expect(await booth.ask('service:view', {}, 200)).toEqual(refuse('no-answer'))
  const { pathname, search } = new URL(launchesOf(browsers).service ?? '')
  const cookie = (await get(door, pathname + search)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const installer = await linkWith(cookie)
  expect(await installer.ask('service:view', {})).toMatchObject({
    devices: [{ name: 'screen', state: 'absent', calibration: null }, {}, {}, {}],
  })
  expect(await installer.ask('service:selftest', {})).toMatchObject({ result: 'bad' })
})

test('a request that never comes to its end does not hold up the end of the door', async () => {
  const { door } = await open()
  const line = connect(door.port, '127.0.0.1')
  await once(line, 'connect')
  line.resume()
  const ended = once(line, 'close')
  line.write(`POST /service/code HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nContent-Length: 400\r\n\r\n`)
  // Known to the door, since another that came later is answered.
  expect((await get(door, '/healthz')).status).toBe(200)
  await door.close()
  await ended
})
