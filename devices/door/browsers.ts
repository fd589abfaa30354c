import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#protocol/refusal.ts'
import { writeWhole } from '../keep/disk.ts'
import { openLaunches, type Room } from './launch.ts'
import { type Notice, noticePage } from './notice.ts'

/** Browsers keep a cookie no longer than this, in seconds: 400 days. */
const COOKIE_AGE_S = 34_560_000
/** An installer's visit: whoever comes after must give the code again. */
const SERVICE_AGE_S = 1800

export type BrowsersDeps = {
  rooms: readonly Room[]
  /** The door's own address, `127.0.0.1:PORT`; known once it stands open. */
  host: () => string
  /** Where it is kept, hashed, which browsers may come back. */
  kept: string
  /** Where launch addresses lie, new after each use. */
  launchFile: string
}

/** Which browsers may open which rooms: who came by a launch address has a cookie since. */
export const openBrowsers = ({ rooms, host, kept, launchFile }: BrowsersDeps) => {
  const launches = openLaunches(kept)
  const cookieName = (room: Room) => `roadfit-${room}-${host().split(':')[1]}`
  const launchOf = (room: Room) => `http://${host()}/${room}/?launch=${launches.offer(room)}`
  const writeLaunches = () => writeWhole(launchFile, JSON.stringify(Object.fromEntries(rooms.map((room) => [room, launchOf(room)]))))
  /** The rooms that a browser with these cookies may open. */
  const opened = (cookies: Readonly<Record<string, string | undefined>>): Room[] =>
    rooms.filter((room) => launches.opens(room, cookies[cookieName(room)]))
  const admit = (reply: FastifyReply, room: Room, token: string) =>
    void reply.setCookie(cookieName(room), token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      maxAge: room === 'service' ? SERVICE_AGE_S : COOKIE_AGE_S,
    })
  return {
    opened,
    launchOf,
    writeLaunches,
    /** Whether a launch address is good, once; the browser is known from then on. */
    trade(reply: FastifyReply, room: Room, launch: unknown): boolean {
      const token = typeof launch === 'string' ? launches.trade(room, launch) : null
      if (token === null) return false
      admit(reply, room, token)
      writeLaunches()
      return true
    },
    /** Lets an installer in who has given the code. */
    letInstallerIn(reply: FastifyReply) {
      const token = launches.trade('service', launches.offer('service'))
      if (token !== null) admit(reply, 'service', token)
    },
    /** A hook: only browsers that may open one of these rooms go on. */
    only: (allowed: readonly Room[]) => (request: FastifyRequest, reply: FastifyReply, next: () => void) => {
      if (opened(request.cookies).some((room) => allowed.includes(room))) next()
      else void forbid(request, reply, 401, 'not-signed-in')
    },
    sameOrigin: (origin: string | undefined) => origin === `http://${host()}`,
  }
}
export type Browsers = ReturnType<typeof openBrowsers>

/** Says no: to people as a page, to programs as a refusal. */
export const forbid = (request: FastifyRequest, reply: FastifyReply, status: number, notice: Notice) => {
  void reply.code(status).header('cache-control', 'no-store')
  if (request.headers.accept?.includes('text/html')) return reply.type('text/html').send(noticePage(notice))
  return reply.send(refuse(notice === 'not-built' ? 'not-found' : notice))
}
