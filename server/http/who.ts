import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { type Session, sessionOf, useSession } from '../service/people/sessions.ts'

/** The cookie's name carries the port: servers on one machine don't sign each other's people out. */
export const cookieName = (origin: string): string => {
  const { port, protocol } = new URL(origin)
  return `roadfit_${port || (protocol === 'https:' ? '443' : '80')}`
}

/** The session of a request; null: nobody is signed in. */
export const sessionIn = (deps: Deps, { cookies }: FastifyRequest): Promise<Session | null> =>
  sessionOf(deps, cookies[cookieName(deps.settings.origin)])

/** The session of a request by which a person does something: that is noted. */
export const whoIs = async (deps: Deps, request: FastifyRequest): Promise<Session | null> => {
  const session = await sessionIn(deps, request)
  if (session) await useSession(deps, session.id)
  return session
}

/** The session of somebody who may ask this, as its route says, or why not. */
export const mustBe = async (deps: Deps, request: FastifyRequest): Promise<Session | Refusal> => {
  const session = await whoIs(deps, request)
  if (!session) return refuse('not-signed-in')
  const { by = [] } = request.routeOptions.config
  const may = typeof by === 'string' || session.person.roles.some((role) => by.includes(role))
  return may ? session : refuse('not-allowed')
}

/** Gives the browser its session. */
export const giveCookie = (deps: Deps, reply: FastifyReply, secret: string): void => {
  const { origin } = deps.settings
  reply.setCookie(cookieName(origin), secret, { path: '/', httpOnly: true, sameSite: 'strict', secure: origin.startsWith('https:') })
}

export const takeCookie = (deps: Deps, reply: FastifyReply): void => {
  reply.clearCookie(cookieName(deps.settings.origin), { path: '/' })
}
