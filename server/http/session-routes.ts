import type { FastifyRequest } from 'fastify'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { Done, FirstAdministrator, Greeting, Me, SignaturePicture, SignIn } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { awaitsFirst, enterFirst } from '../service/people/first-administrator.ts'
import { meOf, setSignature, signIn } from '../service/people/people.ts'
import { closeSession, openSession, sessionOf } from '../service/people/sessions.ts'
import { type App, anybody, only, send, tries } from './server.ts'
import { cookieName, giveCookie, mustBe, takeCookie, whoIs } from './who.ts'

/** Who is signed in, and how one comes in. */
export const sessionRoutes = (app: App, deps: Deps): void => {
  const enter = async (person: Parameters<typeof meOf>[1], { headers }: FastifyRequest) => ({
    secret: await openSession(deps, person.id, headers['user-agent']),
    me: await meOf(deps, person),
  })

  app.get('/api/greeting', { schema: { response: { 200: Greeting } }, ...anybody }, async (request, reply) => {
    const session = await whoIs(deps, request)
    return send(reply, {
      me: session && (await meOf(deps, session.person)),
      firstAdministrator: await awaitsFirst(deps),
      demonstration: deps.settings.demo,
    })
  })

  app.post('/api/setup', { schema: { body: FirstAdministrator, response: { 200: Me } }, ...tries(10) }, async (request, reply) => {
    const person = await enterFirst(deps, request.body)
    if (isRefusal(person)) return send(reply, person)
    const { secret, me } = await enter(person, request)
    giveCookie(deps, reply, secret)
    return send(reply, me)
  })

  app.post('/api/session', { schema: { body: SignIn, response: { 200: Me } }, ...tries(20) }, async (request, reply) => {
    const person = await signIn(deps, request.body)
    if (isRefusal(person)) return send(reply, person)
    const { secret, me } = await enter(person, request)
    giveCookie(deps, reply, secret)
    return send(reply, me)
  })

  app.delete('/api/session', { schema: { response: { 200: Done } }, ...anybody }, async (request, reply) => {
    const secret = request.cookies[cookieName(deps.settings.origin)]
    if (secret) await closeSession(deps, secret)
    takeCookie(deps, reply)
    return send(reply, { done: true })
  })

  app.put('/api/me/signature', { schema: { body: SignaturePicture, response: { 200: Me } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    if (isRefusal(session)) return send(reply, session)
    await setSignature(deps, session.person.id, request.body)
    return send(reply, await freshMe(request.cookies))
  })

  const freshMe = async (cookies: Record<string, string | undefined>) => {
    const session = await sessionOf(deps, cookies[cookieName(deps.settings.origin)])
    return session ? meOf(deps, session.person) : refuse('not-signed-in')
  }
}
