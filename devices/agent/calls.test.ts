import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { afterEach, expect, test, vi } from 'vitest'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { type Calls, openCalls } from './calls.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})
const [FIRST, SECOND] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const
const join = (calls: Calls, check: string) => calls.ask('media:join', { check, rtpCapabilities: {} })

/** A server that lets in whoever shows a ticket that wasn't used yet, and refuses every message by its own name. */
const opened = async () => {
  const http = createServer()
  const io = new Server(http, { path: '/media/socket', transports: ['websocket'] })
  const tickets: string[] = []
  const heard: string[] = []
  const rooms: (string | null)[] = []
  const lines: string[] = []
  const server = { refuses: null as Refusal | null }
  io.use((socket, next) => next(tickets.includes(socket.handshake.auth['ticket']) ? undefined : new Error('no ticket')))
  io.on('connection', (socket) => {
    heard.push(`line ${socket.handshake.auth['ticket']}`)
    socket.onAny((name: string, _, answer: (no: Refusal) => void) => (heard.push(name), answer(refuse('media-unavailable'))))
    socket.on('disconnect', () => heard.push(`end ${socket.handshake.auth['ticket']}`))
  })
  await new Promise<void>((listens) => http.listen(0, '127.0.0.1', listens))
  const address = http.address()
  const calls = openCalls({
    server: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    ticketFor: async (check) => server.refuses ?? { ticket: (tickets.push(`${check.slice(-1)}-${tickets.length}`), tickets.at(-1) ?? '') },
    onRoom: ({ room }) => rooms.push(room),
    onLine: (check) => lines.push(check),
  })
  closing.push(
    () => io.close(),
    () => calls.close(),
  )
  return { calls, io, heard, rooms, lines, server }
}

test('to join opens a line by a ticket; what follows goes over the same, and to leave ends it', async () => {
  const { calls, heard } = await opened()
  expect(await calls.ask('media:resume', { consumer: FIRST })).toEqual(refuse('media-unknown'))
  expect(await join(calls, FIRST)).toEqual(refuse('media-unavailable'))
  await join(calls, FIRST)
  await calls.ask('media:transport', { check: FIRST })
  await calls.ask('media:leave', { check: FIRST })
  await vi.waitFor(() => expect(heard).toEqual(['line 1-0', 'media:join', 'media:join', 'media:transport', 'media:leave', 'end 1-0']))
})

test('a line that drops comes back by a new ticket, without the page', async () => {
  const { calls, io, heard, rooms } = await opened()
  await join(calls, FIRST)
  io.disconnectSockets(true)
  await vi.waitFor(() => expect(heard).toContain('line 1-1'), { timeout: 10_000 })
  io.emit('media:room', { check: FIRST, room: SECOND, producers: [] })
  await vi.waitFor(() => expect(rooms).toEqual([SECOND]))
})

test('a booth that was started again in the middle of a call opens its line by itself, and the page is told that it stands', async () => {
  const { calls, io, heard, lines } = await opened()
  io.on('connection', (socket) => socket.emit('media:line', { check: FIRST }))
  calls.follow(FIRST)
  await vi.waitFor(() => expect(heard).toEqual(['line 1-0']))
  await vi.waitFor(() => expect(lines).toEqual([FIRST]))
  // The page's seat is found through it, without joining again.
  expect(await calls.ask('media:restart', { transport: SECOND })).toEqual(refuse('media-unavailable'))
  calls.follow(FIRST)
  expect(heard).toEqual(['line 1-0', 'media:restart'])
})

test('without a ticket there is no line, and the page is told why', async () => {
  const { calls, heard, server } = await opened()
  server.refuses = refuse('wrong-state')
  expect(await join(calls, FIRST)).toEqual(refuse('wrong-state'))
  expect(heard).toEqual([])
})

test('the line of a check ends when the booth shows another one, or the page calls for it', async () => {
  const { calls, heard } = await opened()
  await join(calls, FIRST)
  calls.follow(FIRST)
  await join(calls, SECOND)
  await vi.waitFor(() => expect(heard).toEqual(['line 1-0', 'media:join', 'end 1-0', 'line 2-1', 'media:join']))
  calls.follow(null)
  await vi.waitFor(() => expect(heard.at(-1)).toBe('end 2-1'))
})
