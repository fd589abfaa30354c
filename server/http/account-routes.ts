import { Type } from 'typebox'
import { Base64Url, Id } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import {
  AccountEventViews,
  CreationOptions,
  Done,
  FreshProof,
  Me,
  PasskeyViews,
  PasswordChange,
  ProofOptions,
  RegistrationResponse,
  SessionViews,
} from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { changeOwnPassword, eventsOf, seeNews } from '../service/people/account.ts'
import { enrolPasskey, passkeyOptions, passkeysView, proofOptions, takePasskey } from '../service/people/passkeys.ts'
import { meOf } from '../service/people/people.ts'
import { removeSession, type Session, sessionsView } from '../service/people/sessions.ts'
import { type App, only, ownTries, send } from './server.ts'
import { mustBe } from './who.ts'

const ById = Type.Object({ id: Id })
const ByPasskey = Type.Object({ passkey: Base64Url(1400) })

/** One's own account: password, sessions, passkeys, and what happened to it. */
export const accountRoutes = (app: App, deps: Deps): void => {
  const mine = async (session: Session) => meOf(deps, session.person)

  app.put('/api/me/password', { schema: { body: PasswordChange, response: { 200: Done } }, ...ownTries(20) }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await changeOwnPassword(deps, session, request.body))
  })
  app.get('/api/me/sessions', { schema: { response: { 200: SessionViews } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await sessionsView(deps, session))
  })
  app.delete('/api/me/sessions/:id', { schema: { params: ById, response: { 200: Done } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await removeSession(deps, session, request.params.id))
  })
  app.get('/api/me/events', { schema: { response: { 200: AccountEventViews } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await eventsOf(deps, session.person.id))
  })
  app.post('/api/me/events/seen', { schema: { response: { 200: Me } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    if (isRefusal(session)) return send(reply, session)
    await seeNews(deps, session.person.id)
    return send(reply, await mine(session))
  })

  app.get('/api/passkeys', { schema: { response: { 200: PasskeyViews } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await passkeysView(deps, session.person.id))
  })
  app.post('/api/passkeys/proof', { schema: { response: { 200: ProofOptions } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await proofOptions(deps, session))
  })
  app.post(
    '/api/passkeys/options',
    { schema: { body: FreshProof, response: { 200: CreationOptions } }, ...ownTries(20) },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await passkeyOptions(deps, session, request.body))
    },
  )
  app.post('/api/passkeys', { schema: { body: RegistrationResponse, response: { 200: Me } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    if (isRefusal(session)) return send(reply, session)
    const enrolled = await enrolPasskey(deps, session, request.body)
    if (isRefusal(enrolled)) return send(reply, enrolled)
    const again = await mustBe(deps, request)
    return send(reply, isRefusal(again) ? again : await mine(again))
  })
  app.delete('/api/passkeys/:passkey', { schema: { params: ByPasskey, response: { 200: Done } }, ...only() }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await takePasskey(deps, session.person, session.person.id, request.params.passkey))
  })
}
