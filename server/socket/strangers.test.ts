import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Refusal } from '#protocol/refusal.ts'
import { openLine } from '../../test/attacks/wire.ts'
import { openWorld, until, type World } from '../../test/world.ts'
import { countedAs, openAddresses } from '../address.ts'
import { openStore } from '../store/open.ts'
import { MOST_LINES } from './standing.ts'

/** As many as were tried in the first trials, and how many of them may stand: docs/security.md. */
const SILENT = 1500
const MOST_SILENT = 1200
const DOORS = ['/agent/socket', '/staff/socket', '/hall/socket', '/media/socket']

let world: World
const opened: Socket[] = []
beforeAll(async () => {
  // Requests that name an address come through a proxy on this machine, as in a hall.
  // Patience without end: how long silence is borne is another test's.
  world = await openWorld({ settings: { proxies: ['127.0.0.2'] }, pace: { silence: 600_000 } })
}, 60_000)
afterAll(async () => {
  for (const socket of opened) socket.destroy()
  await world.close()
})

/** A connection that asks for a socket and then says nothing; `from`: the own address, and what a proxy there says of whom it asks for. */
const silent = async (path: string, from: { localAddress?: string; forwarded?: string } = {}, url = world.url) => {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), ...(from.localAddress && { localAddress: from.localAddress }) })
  opened.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  const upgrade = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
  const lines = [`GET ${path}/?EIO=4&transport=websocket HTTP/1.1`, 'Host: x', ...upgrade]
  if (from.forwarded) lines.push(`X-Forwarded-For: ${from.forwarded}`)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  // Let in as far as a stranger is: the answer to the upgrade.
  await once(socket, 'data')
  socket.resume()
  return socket
}
const many = async (count: number, open: (at: number) => Promise<Socket>): Promise<Socket[]> => {
  const sockets: Socket[] = []
  for (let at = 0; at < count; at += 50)
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(50, count - at) }, (_, more) => open(at + more)))))
  return sockets
}
const standing = (sockets: readonly Socket[]) => sockets.filter(({ closed }) => !closed).length

type Watched = { watch(take: (state: string, refusal: Refusal | null) => void): () => void }
const stateOf = (link: Watched) => {
  const seen: { state: string; refusal: Refusal | null } = { state: '', refusal: null }
  link.watch((state, refusal) => Object.assign(seen, { state, refusal: refusal ?? seen.refusal }))
  return seen
}

describe('of sockets that say nothing', { timeout: 180_000 }, () => {
  test('the eldest give way where one address has too many, whatever each says of its address; a booth and a doctor of that address come in, and nobody known is cut', async () => {
    const booth = await world.booth('静默间')
    const before = stateOf(booth.connect())
    await until(() => before.state === 'connected')
    const sockets = await many(SILENT, (at) => silent(DOORS[at % DOORS.length] ?? '', { forwarded: `198.51.100.${at % 250}` }))
    await until(() => standing(sockets) === MOST_SILENT)
    // The eldest went, and no others.
    expect(standing(sockets.slice(0, SILENT - MOST_SILENT))).toBe(0)
    const second = stateOf((await world.booth('静默二间')).connect())
    const doctor = stateOf(await (await world.person('dr-silent', 'doctor')).connect())
    await until(() => second.state === 'connected' && doctor.state === 'connected')
    expect(before.state).toBe('connected')
    for (const socket of sockets) socket.destroy()
  })

  test('each goes in the end, without anybody else coming', async () => {
    const hasty = await openWorld({ pace: { silence: 1000 } })
    const booth = stateOf((await hasty.booth('说话间')).connect())
    await until(() => booth.state === 'connected')
    const sockets = await many(30, (at) => silent(DOORS[at % DOORS.length] ?? '', {}, hasty.url))
    await until(() => standing(sockets) === 0)
    expect(booth.state).toBe('connected')
    await hasty.close()
  })

  test('none is one that has shaken hands and waits for us: a crowd is let in however long that takes', async () => {
    let slow = 0
    const db = await openStore(':memory:')
    const delaying: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (slow > 0) await new Promise((resolve) => setTimeout(resolve, slow))
        return result
      },
    }
    const crowded = await openWorld({ pace: { silence: 3000 }, outside: { db: db.withPlugin(delaying) } })
    const shakes = []
    for (let at = 0; at < 40; at++) shakes.push(await (await crowded.booth(`排队${at}间`)).shake())
    slow = 400
    const lines = await Promise.all(shakes.map((shake) => openLine(crowded.url, '/agent/socket', shake)))
    slow = 0
    expect(lines.filter(({ admitted }) => !admitted.startsWith('40'))).toEqual([])
    for (const { close } of lines) close()
    await crowded.close()
    await db.destroy()
  })

  test('behind a proxy of ours each caller counts by the own address', async () => {
    const through = await many(SILENT, (at) =>
      silent('/agent/socket', { localAddress: '127.0.0.2', forwarded: `203.0.113.${at % 2}, 198.51.100.${at % 2}` }),
    )
    // Two callers, each within the bound.
    expect(standing(through)).toBe(SILENT)
    for (const socket of through) socket.destroy()
  })
})

describe('of connections from many addresses', { timeout: 60_000 }, () => {
  /** The product's own bounds, made small: as many addresses as one likes are on this machine. */
  const few = { lines: { ofOne: 10, ofAll: 20 }, connections: { ofOne: 20, ofAll: 30 }, connected: 45 }
  const from = (at: number) => `127.0.${1 + (at >> 7)}.${1 + (at & 127)}`
  const mute = async (localAddress: string, url: string) => {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), localAddress })
    opened.push(socket)
    socket.on('error', () => {})
    socket.resume()
    await once(socket, 'connect')
    return socket
  }

  test.each([
    ['connect and say nothing', (at: number, url: string) => mute(from(at), url), few.connections.ofAll],
    [
      'ask for a socket and say nothing',
      (at: number, url: string) => silent(DOORS[at % DOORS.length] ?? '', { localAddress: from(at) }, url),
      few.lines.ofAll,
    ],
  ])(
    'strangers who %s are closed when they are too many, whoever was known stays, and whoever says who they are comes in',
    async (_, open, most) => {
      const full = await openWorld({ pace: { silence: 600_000, strangers: few } })
      const doctor = await full.person('dr-full', 'doctor')
      const [first, second] = [await full.booth('先来间'), await full.booth('后来间')]
      const before = [stateOf(first.connect()), stateOf(await doctor.connect())]
      await until(() => before.every(({ state }) => state === 'connected'))
      const sockets: Socket[] = []
      for (let at = 0; at < 200; at++) sockets.push(await open(at, full.url))
      await until(() => standing(sockets) <= most)
      // While they go on coming.
      const after = [stateOf(second.connect()), stateOf(await doctor.connect())]
      for (let at = 200; at < 260 || after.some(({ state }) => state !== 'connected'); at++) sockets.push(await open(at, full.url))
      expect(before.map(({ state }) => state)).toEqual(['connected', 'connected'])
      await until(() => standing(sockets) <= most)
      for (const socket of sockets) socket.destroy()
      await full.close()
    },
  )

  test('when all are taken whoever comes is closed at once, and comes in when there is room', async () => {
    const full = await openWorld({
      pace: { silence: 600_000, strangers: { ...few, connections: { ofOne: 99, ofAll: 99 }, connected: 20 } },
    })
    const sockets = await many(20, () => mute('127.0.0.1', full.url))
    const booth = stateOf((await full.booth('等位间')).connect())
    const more = await mute('127.0.0.1', full.url)
    await until(() => more.closed)
    expect(booth.state).not.toBe('connected')
    for (const socket of sockets) socket.destroy()
    await until(() => booth.state === 'connected')
    await full.close()
  })

  test('an IPv6 network behind a proxy of ours is one address', async () => {
    const full = await openWorld({ settings: { proxies: ['127.0.0.2'] }, pace: { silence: 600_000, strangers: few } })
    const through = (at: number, network: number) =>
      silent('/agent/socket', { localAddress: '127.0.0.2', forwarded: `2001:db8:0:${network}::${at}` }, full.url)
    const other = await through(1, 2)
    const sockets = await many(15, (at) => through(at, 1))
    await until(() => standing(sockets) === few.lines.ofOne)
    expect(other.closed).toBe(false)
    for (const socket of sockets) socket.destroy()
    await full.close()
  })
})

test.each([
  // [proxies, who connects, what it says, who it is]
  [[], '192.0.2.1', '198.51.100.1', '192.0.2.1'],
  [['192.0.2.1'], '192.0.2.1', '198.51.100.1', '198.51.100.1'],
  [['192.0.2.1'], '::ffff:192.0.2.1', '::ffff:198.51.100.1', '198.51.100.1'],
  [['192.0.2.0/24'], '192.0.2.77', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
  [['192.0.2.1', '10.0.0.0/8'], '192.0.2.1', '203.0.113.9, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
  [['192.0.2.1'], '192.0.2.2', '198.51.100.1', '192.0.2.2'],
  [['192.0.2.1'], '192.0.2.1', undefined, '192.0.2.1'],
  [['192.0.2.1'], '192.0.2.1', 'unknown', '192.0.2.1'],
  [['192.0.2.1'], '192.0.2.1', '', '192.0.2.1'],
  [['2001:db8::/32'], '2001:db8::1', '2001:db9::7', '2001:db9::7'],
])('proxies %j, connected from %s, forwarded for %j: it is %s', (proxies, remoteAddress, said, address) => {
  const headers = said === undefined ? {} : { 'x-forwarded-for': said }
  expect(openAddresses(proxies).of({ socket: { remoteAddress }, headers })).toBe(address)
})

test.each([
  // RFC 4291's own examples of what is the same address, and RFC 5737 and RFC 3849's addresses for documents.
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:0201', '192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
  ['2001:0db8:0000:0001:0000:0000:192.0.2.1', '2001:db8:0:1::/64'],
  ['2001:db8:0:2::1', '2001:db8:0:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', ''],
  ['unknown', 'unknown'],
])('wherever addresses are counted %j is %s', (address, counted) => {
  expect(countedAs(address)).toBe(counted)
})

describe('of the lines of somebody who is known', () => {
  test.each(['doctor', 'administrator'] as const)(
    'a %s has twenty; one more is told so, throws nobody out, and comes in when one has gone',
    async (role) => {
      const person = await world.person(`windows-${role}`, role)
      const open = role === 'doctor' ? person.connect : async () => world.hall(await person.cookie())
      const links = await Promise.all(Array.from({ length: MOST_LINES }, open))
      const states = links.map(stateOf)
      await until(() => states.every(({ state }) => state === 'connected'))
      const more = stateOf(await open())
      await until(() => more.state === 'refused')
      expect(more.refusal).toMatchObject({ refused: 'too-many-lines', fields: { most: 20 } })
      expect(states.map(({ state }) => state)).toEqual(states.map(() => 'connected'))
      // Somebody else isn't touched by it.
      const other = stateOf(await (await world.person(`beside-${role}`, 'doctor')).connect())
      await until(() => other.state === 'connected')
      links[7]?.close()
      await until(() => more.state === 'connected')
    },
  )

  test('a booth has one, and as many computers with its key as try take nothing from it', async () => {
    const booth = await world.booth('多线间')
    const first = stateOf(booth.connect())
    await until(() => first.state === 'connected')
    const others = Array.from({ length: MOST_LINES + 5 }, () => stateOf(booth.connect()))
    await until(() => others.every(({ state }) => state === 'refused'))
    for (const { refusal } of others) expect(['booth-taken', 'too-many-lines']).toContain(refusal?.refused)
    expect(first.state).toBe('connected')
  })
})
