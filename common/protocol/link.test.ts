import { createServer } from 'node:http'
import * as fc from 'fast-check'
import { Server, type Socket } from 'socket.io'
import { afterEach, expect, test, vi } from 'vitest'
import { BACK_OFF, type LinkState, openLink, waitBefore } from './link.ts'
import { refuse } from './refusal.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A server that counts handshakes, and refuses or throws out whom it's told to. */
const openServer = async (judge: (socket: Socket, count: number) => Error | undefined = () => undefined) => {
  const http = createServer()
  const io = new Server(http, { path: '/line', transports: ['websocket'] })
  const heard: unknown[] = []
  io.use((socket, next) => next(judge(socket, heard.push(socket.handshake.auth))))
  await new Promise<void>((listens) => http.listen(0, '127.0.0.1', listens))
  closing.push(() => io.close())
  const address = http.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, io, heard }
}
const QUICK = { firstMs: 1, longestMs: 8, jitter: 0.5 }

const open = (url: string, more: Partial<Parameters<typeof openLink>[1]> = {}) => {
  const link = openLink(url, { messages: {}, pushes: {}, path: '/line', backOff: QUICK, ...more })
  closing.push(() => link.close())
  const states: LinkState[] = []
  link.watch((state) => void states.push(state))
  return { states, reached: (state: LinkState) => vi.waitFor(() => expect(states.at(-1)).toBe(state)) }
}

test('without a nonce nothing is said at the door: it is asked for again until there is one', async () => {
  const { url, heard } = await openServer()
  let asked = 0
  const credentials = async () => {
    asked += 1
    if (asked <= 5) throw new Error('the server gave no nonce')
    return { nonce: `n${asked}` }
  }
  const { states, reached } = open(url, { credentials })
  await reached('connected')
  // One handshake, whole; nobody was refused for one that was empty.
  expect(heard).toEqual([{ nonce: 'n6' }])
  expect(states).toEqual(['connecting', 'connected'])
})

test('whoever gives the credentials may refuse them: the reason is said, and they are asked again', async () => {
  const { url, heard } = await openServer()
  const answers = [refuse('not-connected'), refuse('not-your-check')]
  const reasons: (string | null)[] = []
  const link = openLink(url, {
    messages: {},
    pushes: {},
    path: '/line',
    backOff: QUICK,
    credentials: async () => answers.shift() ?? { ticket: 'one' },
  })
  closing.push(() => link.close())
  link.watch((state, why) => void reasons.push(why?.refused ?? state))
  await vi.waitFor(() => expect(reasons.at(-1)).toBe('connected'))
  expect(heard).toEqual([{ ticket: 'one' }])
  // That they can't be reached is no reason of theirs.
  expect(reasons).toEqual(['connecting', 'connecting', 'not-your-check', 'connected'])
})

test('each handshake has a nonce of its own, also after a refusal', async () => {
  const refused = Object.assign(new Error('no'), { data: refuse('nonce-unknown') })
  const { url, heard } = await openServer((_, count) => (count < 3 ? refused : undefined))
  let asked = 0
  const { reached } = open(url, { credentials: async () => ({ nonce: (asked += 1) }) })
  await reached('connected')
  expect(heard).toEqual([{ nonce: 1 }, { nonce: 2 }, { nonce: 3 }])
})

test('a closed link asks for nothing more, even when its nonce comes late', async () => {
  const { url, heard } = await openServer()
  let give: (nonce: Record<string, unknown>) => void = () => {}
  const late = openLink(url, {
    messages: {},
    pushes: {},
    path: '/line',
    credentials: () => new Promise((resolve) => (give = resolve)),
  })
  late.close()
  give({ nonce: 'late' })
  // Another that comes after it is let in, and is the only one.
  await open(url, { credentials: async () => ({ nonce: 'next' }) }).reached('connected')
  expect(heard).toEqual([{ nonce: 'next' }])
})

test('the first try is made at once, and those after it wait longer and longer, up to a bound', async () => {
  let asked = 0
  const waits = vi.spyOn(globalThis, 'setTimeout')
  closing.push(() => waits.mockRestore())
  const credentials = async () => {
    asked += 1
    throw new Error('no server')
  }
  open('http://127.0.0.1:9', { credentials, chance: () => 0 })
  expect([asked, waits.mock.calls.length]).toEqual([1, 0])
  await vi.waitFor(() => expect(asked).toBeGreaterThan(6))
  // What waits for the expectation waits for 50 ms each time.
  const mine = waits.mock.calls.map(([, ms]) => ms ?? 0).filter((ms) => ms <= QUICK.longestMs)
  expect(mine.slice(0, 6)).toEqual([1, 2, 4, 8, 8, 8])
})

test('who is let in and thrown out at once comes less and less often, and comes back once it may stay', async () => {
  const waited: number[] = []
  const { url, io, heard } = await openServer()
  io.on('connection', (socket) => {
    if (heard.length < 5) socket.disconnect(true)
  })
  const { reached } = open(url, {
    backOff: { ...QUICK, longestMs: 60_000 },
    chance: () => (waited.push(heard.length), 0),
  })
  await vi.waitFor(() => expect(heard).toHaveLength(5))
  await reached('connected')
  // One wait after each throw: the library adds none of its own.
  expect(waited).toEqual([1, 2, 3, 4])
})

test('a thousand who lost their line together come back spread over most of the wait', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (tried, chance) => {
      const wait = waitBefore(BACK_OFF, tried, chance)
      expect(wait).toBeLessThanOrEqual(BACK_OFF.longestMs)
      expect(wait).toBeGreaterThan(0)
      expect(waitBefore(BACK_OFF, tried + 1, chance)).toBeGreaterThanOrEqual(wait)
      const [least, most] = [waitBefore(BACK_OFF, tried, 1), waitBefore(BACK_OFF, tried, 0)]
      expect((most - least) / most).toBeGreaterThanOrEqual(0.5)
    }),
  )
})
