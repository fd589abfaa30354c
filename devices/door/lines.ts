import type { FastifyInstance } from 'fastify'
import { Server, type Socket } from 'socket.io'
import type { Static } from 'typebox'
import { onlyStageMoved, type Touch } from '#protocol/booth.ts'
import { boundedParser, mostOf } from '#protocol/gate.ts'
import { type MessageOutcome, serve } from '#protocol/message.ts'
import { type mediaMessages, pageMessages, serviceMessages, simulatorMessages } from '#protocol/messages.ts'
import type { TriedPaths } from '#protocol/path.ts'
import { refuse } from '#protocol/refusal.ts'
import { boundUnread, UNREAD } from '#protocol/unread.ts'
import type { Agent } from '../agent/agent.ts'
import type { Log } from '../agent/log.ts'
import type { Service } from '../service/service.ts'
import type { Simulation } from '../simulate/simulation.ts'
import type { Browsers } from './browsers.ts'
import { openTurns, type Turn } from './turns.ts'

/** Everything that a page may send. */
const PAGES = { ...pageMessages, ...simulatorMessages, ...serviceMessages }
/** For how long a page may be silent before it says that it's there, ms. */
const SILENT_MS = 10_000

export type LinesDeps = {
  /** The door's own address, `127.0.0.1:PORT`. */
  host: () => string
  browsers: Pick<Browsers, 'opened' | 'sameOrigin'>
  agent: Agent
  simulation: Simulation | null
  service: Service
  log: Pick<Log, 'error' | 'info'>
}

/** The pages' lines: each page hears and asks what the rooms of its browser may. Gives how to close them. */
export const openLines = (app: FastifyInstance, { host, browsers, agent, simulation, service, log }: LinesDeps): (() => Promise<void>) => {
  const io = new Server(app.server, {
    path: '/door/socket',
    transports: ['websocket'],
    parser: boundedParser(PAGES, null),
    maxHttpBufferSize: mostOf(PAGES, null),
    connectTimeout: SILENT_MS,
    serveClient: false,
    allowRequest: ({ headers }, decide) => decide(null, headers.host === host() && browsers.sameOrigin(headers.origin)),
  })
  boundUnread(io, UNREAD, () => log.info({}, 'a line was ended: it did not read what it was sent'))
  const tell = ({ message, refused, error }: MessageOutcome) => {
    if (error) log.error({ message, err: error }, 'a message of the page failed')
    else if (refused) log.info({ message, refused }, 'refused')
  }
  const roomsOf = (socket: Socket) => browsers.opened(app.parseCookie(socket.handshake.headers.cookie ?? ''))
  io.use((socket, next) =>
    next(roomsOf(socket).length > 0 ? undefined : Object.assign(new Error('not-signed-in'), { data: refuse('not-signed-in') })),
  )
  const turns = openTurns()

  const serveBooth = (socket: Socket): (() => unknown)[] => {
    serve(socket, pageMessages, pageHandlers(agent, turns.of(socket)), null, ['page'], tell)
    let last = agent.view()
    socket.emit('booth:view', last)
    if (last.check) socket.emit('media:line', { check: last.check.id })
    return [
      agent.onView((view) => {
        if (onlyStageMoved(last, view)) socket.emit('booth:stage', { version: view.version, stage: view.stage })
        else socket.emit('booth:view', view)
        last = view
      }),
      agent.onKey((key) => socket.emit('booth:key', { key })),
      agent.onStillWanted((of) => socket.emit('booth:take-still', of)),
      agent.onRoom((room) => turns.isTaken(socket) || socket.emit('media:room', room)),
      agent.onLine((check) => turns.isTaken(socket) || socket.emit('media:line', { check })),
      () => turns.leave(socket),
    ]
  }
  const serveSimulator = (socket: Socket, hands: Simulation): (() => unknown)[] => {
    serve(socket, simulatorMessages, { 'simulator:do': (hand) => hands.act(hand) }, null, ['simulator'], tell)
    socket.emit('simulator:view', hands.view())
    return [hands.onView((view) => socket.emit('simulator:view', view))]
  }
  const serveInstaller = (socket: Socket): (() => unknown)[] => {
    const session = service.open((heard) => socket.emit('service:heard', heard))
    serve(socket, serviceMessages, session.handlers, null, ['installer'], tell)
    return [session.close]
  }

  io.on('connection', (socket) => {
    const rooms = roomsOf(socket)
    const stops = [
      ...(rooms.includes('booth') ? serveBooth(socket) : []),
      ...(rooms.includes('simulator') && simulation ? serveSimulator(socket, simulation) : []),
      ...(rooms.includes('service') ? serveInstaller(socket) : []),
    ]
    socket.on('disconnect', () => stops.forEach((stop) => stop()))
  })
  return async () => {
    await io.close()
  }
}

const pageHandlers = (agent: Agent, turn: Turn) => {
  const relay =
    <K extends keyof typeof mediaMessages>(name: K) =>
    async (request: Static<(typeof mediaMessages)[K]['request']>) =>
      turn(name, 'check' in request ? request.check : null) ?? agent.relay(name, request)
  return {
    'page:touch': (touch: Touch) => agent.touch(touch),
    'page:photo': ({ jpeg }: { jpeg: string }) => agent.photo(jpeg),
    'page:still': (taken: Parameters<Agent['still']>[0]) => agent.still(taken),
    'page:paths': ({ paths }: { paths: TriedPaths }) => agent.foundPaths(paths),
    'path:open': () => agent.openPath(),
    'media:join': relay('media:join'),
    'media:transport': relay('media:transport'),
    'media:connect': relay('media:connect'),
    'media:restart': relay('media:restart'),
    'media:produce': relay('media:produce'),
    'media:producing': relay('media:producing'),
    'media:consume': relay('media:consume'),
    'media:resume': relay('media:resume'),
    'media:shown': relay('media:shown'),
    'media:say': relay('media:say'),
    'media:quality': relay('media:quality'),
    'media:lines': relay('media:lines'),
    'media:leave': relay('media:leave'),
  }
}
