import type { FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { awaitsFirst, enterFirst } from '../service/people/first-administrator.ts'
import { meOf, signIn } from '../service/people/people.ts'
import { closeSession, openSession } from '../service/people/sessions.ts'
import type { Handlers } from './serve.ts'
import { cookieName, giveCookie, takeCookie, whoIs } from './who.ts'

/** Who is signed in, and how one comes in. */
export const sessionRoutes = (deps: Deps): Handlers<'session'> => {
  const enter = async (person: Parameters<typeof meOf>[1], { headers }: FastifyRequest, reply: FastifyReply) => {
    const secret = await openSession(deps, person.id, headers['user-agent'])
    const me = await meOf(deps, person)
    giveCookie(deps, reply, secret)
    return me
  }
  return {
    async greet({ request }) {
      const session = await whoIs(deps, request)
      return {
        me: session && (await meOf(deps, session.person)),
        firstAdministrator: await awaitsFirst(deps),
        demonstration: deps.settings.demo,
      }
    },
    async setUp({ body, request, reply }) {
      const person = await enterFirst(deps, body)
      return isRefusal(person) ? person : enter(person, request, reply)
    },
    async signIn({ body, request, reply }) {
      const person = await signIn(deps, body)
      return isRefusal(person) ? person : enter(person, request, reply)
    },
    async signOut({ request, reply }) {
      const secret = request.cookies[cookieName(deps.settings.origin)]
      if (secret) await closeSession(deps, secret)
      takeCookie(deps, reply)
      return { done: true }
    },
  }
}
