import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Static } from 'typebox'
import { devicesBehind } from '#measure/index.ts'
import type { BoothCheck } from '#protocol/check.ts'
import { type Attempt, type Setup } from '#protocol/measurement.ts'
import type { TransportOptions } from '#protocol/media.ts'
import { type Handlers, serve } from '#protocol/message.ts'
import { agentMessages, mediaMessages } from '#protocol/messages.ts'
import type { CalibrationReading, CardReading, Reading } from '#protocol/reading.ts'
import { type RefusalCode, refuse } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { checkView } from '../../test/made-up/check.ts'

const BOOTH = { id: '00000000-0000-4000-8000-0000000000b1', name: '1号舱', site: '城东大厅' }

const nowhere: TransportOptions = {
  id: BOOTH.id,
  iceParameters: { usernameFragment: 'nowhere', password: 'nowhere' },
  iceCandidates: [],
  iceServers: [],
  dtlsParameters: { fingerprints: [] },
}

type Request<K extends keyof typeof agentMessages> = Static<(typeof agentMessages)[K]['request']>

/** A server that says what a test wants it to say: real sockets, the real messages, no rules of its own. */
export type TestServer = {
  url: string
  inbox: {
    cards: CardReading[]
    calibrations: CalibrationReading[]
    readings: Reading[]
    faults: Request<'booth:fault'>[]
    aside: Request<'booth:aside'>[]
    live: Request<'booth:live'>[]
    values: Request<'booth:value'>[]
    started: Request<'booth:start'>[]
    left: string[]
  }
  /** What it pushes now, and to whoever connects. */
  held: BoothCheck | null
  show(held: BoothCheck | null): void
  /** Says nothing to whoever connects until `show`: from then on it says what is held, as a server does. */
  silent: boolean
  /** Nobody gets a line, as where the network between is broken. */
  down: boolean
  /** How far it has taken this booth's numbers, as it says to whoever connects. */
  taken: number
  /** How it refuses whoever shakes hands; null: it doesn't. */
  refuses: RefusalCode | null
  /** How many lines stand. */
  lines(): number
  /** Issues an attempt and shows it. */
  issue(station: AnyStation, setup: Setup, seed?: string): Attempt
  /** How many of the next readings are taken without the acknowledgement arriving. */
  loseAnswers: number
  /** Replaces what a message is answered. */
  answer: Partial<Handlers<typeof agentMessages, null>>
  /** Cuts the booth's line; it comes back by itself, perhaps before anybody has looked, unless the server is `down`. */
  cut(): void
  close(): Promise<void>
}

export const openTestServer = async (): Promise<TestServer> => {
  const done = { done: true } as const
  const sockets = new Set<Socket>()
  const begun = new Set<Socket>()
  const tell = (socket: Socket): void => {
    if (begun.has(socket)) socket.emit('booth:check', server.held)
    else socket.emit('booth:begin', { called: { name: BOOTH.name, site: BOOTH.site }, taken: server.taken, shown: server.held })
    begun.add(socket)
  }
  const http = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/api/nonce' ? { nonce: randomUUID().replaceAll('-', '') } : { ...BOOTH, kind: 'booth' }))
  })
  const io = new Server(http, { path: '/agent/socket', transports: ['websocket'], destroyUpgrade: false })
  const calls = new Server(http, { path: '/media/socket', transports: ['websocket'], destroyUpgrade: false })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const address = http.address()

  const server: TestServer = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    inbox: { cards: [], calibrations: [], readings: [], faults: [], aside: [], live: [], values: [], started: [], left: [] },
    held: null,
    silent: false,
    down: false,
    taken: 0,
    refuses: null,
    lines: () => sockets.size,
    loseAnswers: 0,
    answer: {},
    show(held) {
      server.held = held
      server.silent = false
      for (const socket of sockets) tell(socket)
    },
    issue(station, setup, seed = '000102030405060708090a0b0c0d0e0f') {
      const check = server.held?.check ?? checkView()
      const behind = devicesBehind(setup)
      const calibrations = behind.flatMap((device) => server.inbox.calibrations.findLast(({ value }) => value.device === device)?.id ?? [])
      const attempt = { id: randomUUID(), check: check.id, station, number: 1, seed, setup, calibrations }
      server.show({ check: { ...check, version: check.version + 1 }, attempt })
      return attempt
    },
    cut() {
      for (const socket of sockets) socket.conn.close()
    },
    async close() {
      calls.disconnectSockets(true)
      await io.close()
    },
  }
  const now = () => server.held ?? refuse('check-unknown')
  const { inbox } = server
  const handlers: Handlers<typeof agentMessages, null> = {
    'booth:status': () => done,
    'booth:calibration': (reading) => (inbox.calibrations.push(reading), { calibration: reading.id }),
    'booth:card': (reading) => {
      inbox.cards.push(reading)
      server.held ??= { check: checkView({ phase: 'opened' }), attempt: null }
      return server.held
    },
    'booth:declare': now,
    'booth:notices': now,
    'booth:recording': now,
    'booth:photo': now,
    'booth:start': (wish) => (inbox.started.push(wish), now()),
    'booth:still': () => ({ done: true }),
    'booth:reading': (reading) => {
      inbox.readings.push(reading)
      if (server.loseAnswers-- > 0) {
        server.cut()
        return new Promise(() => {})
      }
      const check = server.held?.check
      if (check) server.show({ check: { ...check, version: check.version + 1 }, attempt: null })
      return { acknowledged: reading.id }
    },
    'booth:fault': (fault) => {
      inbox.faults.push(fault)
      const check = server.held?.check
      if (check) server.show({ check: { ...check, version: check.version + 1 }, attempt: null })
      return now()
    },
    'booth:aside': (aside) => {
      inbox.aside.push(aside)
      const check = server.held?.check
      if (check) server.show({ check: { ...check, version: check.version + 1 }, attempt: null })
      return now()
    },
    'booth:live': (live) => (inbox.live.push(live), done),
    'booth:value': (value) => (inbox.values.push(value), done),
    'booth:abandon': ({ check }) => (inbox.left.push(check), server.show(null), done),
    'booth:report': () => ({ pdf: Buffer.from('%PDF-').toString('base64') }),
    'path:open': () => refuse('media-unavailable'),
    'booth:call': () => ({ ticket: 'ticket' }),
  }
  const media: Handlers<typeof mediaMessages, null> = {
    'media:join': ({ check }) => ({ room: { check, room: null, producers: [] }, receive: nowhere, camera: null }),
    'media:transport': () => refuse('media-unavailable'),
    'media:connect': () => done,
    'media:restart': () => refuse('media-unavailable'),
    'media:produce': () => refuse('media-unavailable'),
    'media:producing': () => done,
    'media:consume': () => refuse('media-unavailable'),
    'media:resume': () => done,
    'media:shown': () => done,
    'media:say': () => done,
    'media:quality': () => done,
    'media:lines': () => refuse('media-unavailable'),
    'media:leave': () => done,
  }
  io.use((_, next) => {
    if (server.down) return next(new Error('down'))
    next(server.refuses === null ? undefined : Object.assign(new Error(server.refuses), { data: refuse(server.refuses) }))
  })
  io.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('disconnect', () => (sockets.delete(socket), begun.delete(socket)))
    serve(
      socket,
      agentMessages,
      new Proxy(handlers, { get: (own, name: keyof typeof agentMessages) => server.answer[name] ?? own[name] }),
      null,
      ['agent'],
      () => {},
    )
    if (!server.silent) tell(socket)
  })
  calls.use((_, next) => next(server.down ? new Error('down') : undefined))
  calls.on('connection', (socket) => serve(socket, mediaMessages, media, null, ['agent'], () => {}))
  return server
}
