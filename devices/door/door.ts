import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import cookies from '@fastify/cookie'
import files from '@fastify/static'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import helmet from 'helmet'
import { Server, type Socket } from 'socket.io'
import type { Static } from 'typebox'
import { onlyStageMoved, type Touch } from '#protocol/booth.ts'
import { boundedParser, mostOf } from '#protocol/gate.ts'
import { serve, type Told } from '#protocol/message.ts'
import { pageMessages, serviceMessages, simulatorMessages, type agentMessages, type mediaMessages } from '#protocol/messages.ts'
import type { RoomView } from '#protocol/media.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { boundUnread, UNREAD } from '#protocol/unread.ts'
import type { Agent } from '../agent/agent.ts'
import type { Log } from '../agent/log.ts'
import { CODE_SCRIPT, CODE_STYLE, codeForm, openTries } from './code-form.ts'
import { writeWhole } from '../keep/disk.ts'
import type { InstallerCode } from './installer-code.ts'
import { openLaunches, ROOMS, type Room } from './launch.ts'
import type { Service } from '../service/service.ts'
import type { Simulation } from '../simulate/simulation.ts'

export type DoorDeps = {
  agent: Agent
  /** Null: real devices, and no simulator page. */
  simulation: Simulation | null
  /** Loopback port; 0: any free one. */
  port: number
  /** Folder of the built pages. */
  pages: string
  /** The installer's questions. */
  service: Service
  /** Where it is kept, hashed, which browsers may come back. */
  browsers: string
  /** Where launch addresses lie for the kiosk's browser and the installer's terminal: for this user alone, and new after each use. */
  launchFile: string
  installerCode: InstallerCode
  /** Monotonic, ms. */
  clock: () => number
  log: Log
}

/** The door for the booth's own page, and nobody else's. */
export type Door = {
  port: number
  /** One-time addresses, by page. */
  launch: Partial<Record<Room, string>>
  close(): Promise<void>
}

/** Everything that a page may send. */
const PAGES = { ...pageMessages, ...simulatorMessages, ...serviceMessages }
/** For how long a page may be silent before it says that it's there, ms. */
const SILENT_MS = 10_000
/** For how long a connection may stand still while it is asked or answered, ms: whoever doesn't read an answer is cut then. */
const STILL_MS = 60_000
/** What a page may ask its browser for. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'autoplay', 'fullscreen', 'screen-wake-lock'].map((may) => `${may}=(self)`),
  ...['display-capture', 'geolocation', 'hid', 'midi', 'payment', 'serial', 'usb'].map((never) => `${never}=()`),
].join(', ')
/** An installer's code in a form. */
const FORM_BYTES = 1000
/** Browsers keep a cookie no longer than this, in seconds: 400 days. */
const COOKIE_AGE_S = 34_560_000
/** An installer's visit: whoever comes after must give the code again. */
const SERVICE_AGE_S = 1800

const HTML: Readonly<Record<Room, string>> = {
  booth: 'booth/index.html',
  simulator: 'booth/simulator/index.html',
  service: 'booth/service/index.html',
}

export type Said = Exclude<keyof typeof text.zh.door, 'title' | 'code'>

/** Opens the door on loopback. Rejects when the port is taken. */
export const openDoor = async ({
  agent,
  simulation,
  service,
  port: wished,
  pages,
  browsers,
  launchFile,
  installerCode,
  clock,
  log,
}: DoorDeps): Promise<Door> => {
  const launches = openLaunches(browsers)
  const app = fastify({ bodyLimit: FORM_BYTES, connectionTimeout: STILL_MS })
  // The real port is known only when the door stands open; nobody asks before.
  let port = wished
  const host = () => `127.0.0.1:${port}`
  const cookieName = (room: Room) => `roadfit-${room}-${port}`
  const rooms: readonly Room[] = simulation ? ROOMS : ['booth', 'service']
  const tries = openTries(clock)

  await app.register(cookies)
  const protect = helmet({
    hsts: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", () => `ws://${host()}`],
        'worker-src': ["'self'", 'blob:'],
        'frame-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
      },
    },
  })
  app.addHook('onRequest', (request, reply, next) => protect(request.raw, reply.raw, () => next()))

  /** The rooms that this browser may open. */
  const opened = (tokens: Readonly<Record<string, string | undefined>>): Room[] =>
    rooms.filter((room) => launches.opens(room, tokens[cookieName(room)]))
  const sameOrigin = (origin: string | undefined) => origin === `http://${host()}`
  const admit = (reply: FastifyReply, room: Room, token: string) =>
    void reply.setCookie(cookieName(room), token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      maxAge: room === 'service' ? SERVICE_AGE_S : COOKIE_AGE_S,
    })
  const launchOf = (room: Room) => `http://${host()}/${room}/?launch=${launches.offer(room)}`
  const writeLaunches = () => writeWhole(launchFile, JSON.stringify(Object.fromEntries(rooms.map((room) => [room, launchOf(room)]))))
  const forbid = (request: FastifyRequest, reply: FastifyReply, status: number, said: Said) => {
    void reply.code(status).header('cache-control', 'no-store')
    if (request.headers.accept?.includes('text/html')) return reply.type('text/html').send(saidPage(said))
    return reply.send(refuse(said === 'not-built' ? 'not-found' : said))
  }
  const only = (allowed: readonly Room[]) => (request: FastifyRequest, reply: FastifyReply, next: () => void) => {
    if (opened(request.cookies).some((room) => allowed.includes(room))) next()
    else void forbid(request, reply, 401, 'not-signed-in')
  }

  app.addHook('onSend', (_, reply, __, next) => {
    void reply.header('permissions-policy', PERMISSIONS)
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    next()
  })
  app.addHook('onRequest', (request, reply, next) => {
    if (request.headers.host === host()) next()
    else void forbid(request, reply, 403, 'origin-wrong')
  })
  app.setNotFoundHandler((request, reply) => forbid(request, reply, 404, 'not-found'))
  app.setErrorHandler((error, _, reply) => {
    log.error({ err: error }, 'the door failed')
    return reply.code(500).send(refuse('internal'))
  })

  app.get('/healthz', () => ({ ok: true }))
  app.get('/', (_, reply) => reply.redirect('/booth/'))
  await app.register(async (assets) => {
    assets.addHook('onRequest', only(rooms))
    await assets.register(files, {
      root: join(pages, 'assets'),
      prefix: '/assets/',
      index: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    })
  })
  await app.register(files, { root: pages, serve: false, preCompressed: true })
  for (const room of rooms) {
    const html = HTML[room]
    app.get<{ Querystring: { launch?: unknown } }>(`/${room}/`, (request, reply) => {
      const { launch } = request.query
      const known = opened(request.cookies).includes(room)
      void reply.header('cache-control', 'no-store')
      if (launch !== undefined) {
        const token = typeof launch === 'string' ? launches.trade(room, launch) : null
        // A kiosk that starts its browser with the same address again still has its cookie.
        if (token === null && !known) return forbid(request, reply, 403, 'launch-used')
        if (token !== null) {
          admit(reply, room, token)
          writeLaunches()
        }
        return reply.redirect(`/${room}/`)
      }
      if (!known && room === 'service' && opened(request.cookies).includes('booth'))
        return reply.type('text/html').send(codeForm(installerCode.made() ? null : 'no-code'))
      if (!known) return forbid(request, reply, 401, 'not-signed-in')
      if (!existsSync(join(pages, html))) return forbid(request, reply, 404, 'not-built')
      return reply.header('cache-control', 'no-cache').sendFile(html, { cacheControl: false })
    })
  }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, new URLSearchParams(body.toString()).get('code')),
  )
  app.get('/service/code.js', { onRequest: only(rooms) }, (_, reply) => reply.type('text/javascript').send(CODE_SCRIPT))
  app.get('/service/code.css', { onRequest: only(rooms) }, (_, reply) => reply.type('text/css').send(CODE_STYLE))
  app.post<{ Body: unknown }>('/service/code', { onRequest: only(['booth', 'service']) }, (request, reply) => {
    if (!sameOrigin(request.headers.origin)) return forbid(request, reply, 403, 'origin-wrong')
    void reply.header('cache-control', 'no-store').type('text/html')
    if (tries.spent()) return reply.code(429).send(codeForm('too-many'))
    if (typeof request.body !== 'string' || !installerCode.check(request.body)) {
      tries.wrong()
      return reply.code(401).send(codeForm('wrong'))
    }
    const token = launches.trade('service', launches.offer('service'))
    if (token !== null) admit(reply, 'service', token)
    return reply.redirect('/service/', 303)
  })
  for (const [which, type] of [
    ['card', 'image/png'],
    ['photo', 'image/jpeg'],
  ] as const) {
    app.get(`/picture/${which}`, { onRequest: only(['booth']) }, (request, reply) => {
      const picture = agent.picture(which)
      return picture ? reply.header('cache-control', 'no-store').type(type).send(picture) : forbid(request, reply, 404, 'not-found')
    })
  }
  app.get<{ Params: { number: string } }>('/report/:number.pdf', { onRequest: only(['booth']) }, async (request, reply) => {
    const pdf = await agent.report(request.params.number)
    // The browser's own viewer brings a page of its own along.
    reply.raw.removeHeader('content-security-policy')
    void reply.header('cache-control', 'no-store')
    if (isRefusal(pdf)) return reply.code(pdf.refused === 'report-unknown' ? 404 : 503).send(pdf)
    return reply.type('application/pdf').send(Buffer.from(pdf))
  })

  const io = new Server(app.server, {
    path: '/door/socket',
    transports: ['websocket'],
    parser: boundedParser(PAGES, null),
    maxHttpBufferSize: mostOf(PAGES, null),
    connectTimeout: SILENT_MS,
    serveClient: false,
    allowRequest: ({ headers }, decide) => decide(null, headers.host === host() && sameOrigin(headers.origin)),
  })
  boundUnread(io, UNREAD, () => log.info({}, 'a line was ended: it did not read what it was sent'))
  const tell = ({ message, refused, error }: Told) => {
    if (error) log.error({ message, err: error }, 'a message of the page failed')
    else if (refused) log.info({ message, refused }, 'refused')
  }
  io.use((socket, next) => {
    const mine = opened(app.parseCookie(socket.handshake.headers.cookie ?? ''))
    next(mine.length > 0 ? undefined : Object.assign(new Error('not-signed-in'), { data: refuse('not-signed-in') }))
  })
  const turns = openTurns()
  io.on('connection', (socket) => {
    const mine = opened(app.parseCookie(socket.handshake.headers.cookie ?? ''))
    const stops: (() => unknown)[] = []
    if (mine.includes('booth')) {
      serve(socket, pageMessages, pageHandlers(agent, turns.of(socket)), null, ['page'], tell)
      let told = agent.view()
      stops.push(
        agent.onView((view) => {
          if (onlyStageMoved(told, view)) socket.emit('booth:stage', { version: view.version, stage: view.stage })
          else socket.emit('booth:view', view)
          told = view
        }),
        agent.onRoom((room) => turns.isTaken(socket) || socket.emit('media:room', room)),
        () => turns.leave(socket),
      )
      socket.emit('booth:view', told)
    }
    if (mine.includes('simulator') && simulation) {
      serve(socket, simulatorMessages, { 'simulator:do': (hand) => simulation.act(hand) }, null, ['simulator'], tell)
      stops.push(simulation.onView((view) => socket.emit('simulator:view', view)))
      socket.emit('simulator:view', simulation.view())
    }
    if (mine.includes('service')) {
      const session = service.open((heard) => socket.emit('service:heard', heard))
      serve(socket, serviceMessages, session.handlers, null, ['installer'], tell)
      stops.push(session.close)
    }
    socket.on('disconnect', () => stops.forEach((stop) => stop()))
  })

  await app.listen({ host: '127.0.0.1', port: wished })
  const address = app.server.address()
  port = isPort(address) ? address.port : wished
  writeLaunches()
  return {
    port,
    launch: Object.fromEntries(rooms.filter((room) => room !== 'service').map((room) => [room, launchOf(room)])),
    async close() {
      await io.close()
      await app.close()
    },
  }
}

const isPort = (address: AddressInfo | string | null): address is AddressInfo => typeof address === 'object' && address !== null

/** May this page send a media message? A join makes the call its own. */
type Turn = (name: keyof typeof mediaMessages, check: string | null) => Refusal | null

/**
 * One page a booth has the call: of two windows the one that joined last, and the other is told so. The booth is one seat for the
 * server, so that each would throw the other out for ever.
 */
const openTurns = () => {
  let caller: Socket | null = null
  return {
    of: (socket: Socket): Turn => {
      return (name, check) => {
        if (name !== 'media:join') return caller === null || caller === socket ? null : refuse('media-taken')
        if (caller && caller !== socket && check)
          caller.emit('media:room', { check, room: null, producers: [], taken: true } satisfies RoomView)
        caller = socket
        return null
      }
    },
    isTaken: (socket: Socket) => caller !== null && caller !== socket,
    leave(socket: Socket) {
      if (caller === socket) caller = null
    },
  }
}

const pageHandlers = (agent: Agent, turn: Turn) => {
  const relay =
    <K extends keyof typeof mediaMessages>(name: K) =>
    async (request: Static<(typeof agentMessages)[K]['request']>) =>
      turn(name, 'check' in request ? request.check : null) ?? agent.relay(name, request)
  return {
    'page:touch': (touch: Touch) => agent.touch(touch),
    'page:photo': ({ jpeg }: { jpeg: string }) => agent.photo(jpeg),
    'media:join': relay('media:join'),
    'media:transport': relay('media:transport'),
    'media:connect': relay('media:connect'),
    'media:restart': relay('media:restart'),
    'media:produce': relay('media:produce'),
    'media:producing': relay('media:producing'),
    'media:consume': relay('media:consume'),
    'media:resume': relay('media:resume'),
    'media:say': relay('media:say'),
    'media:lines': relay('media:lines'),
    'media:leave': relay('media:leave'),
  }
}

/** A plain page that says in both languages what is wrong and what to do. */
export const saidPage = (
  said: Said,
): string => `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text.zh.door.title} ${text.en.door.title}</title>
<main><h1>${text.zh.door.title} <span lang="en">${text.en.door.title}</span></h1><p>${text.zh.door[said]}</p>
<p lang="en">${text.en.door[said]}</p></main></html>`
