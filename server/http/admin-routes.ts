import { Type } from 'typebox'
import { Base64Url, Id } from '#protocol/basic.ts'
import { ErrandTry, NeededErrands } from '#protocol/errand.ts'
import { isRefusal } from '#protocol/refusal.ts'
import {
  CalibrationViews,
  Done,
  Enrolled,
  Enrolment,
  Machine,
  MachineChange,
  Machines,
  NewMachine,
  NewPerson,
  Nonce,
  Overrides,
  PasskeyCode,
  PasskeyViews,
  People,
  Person,
  PersonChange,
} from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { calibrations, changeMachine, createMachine, enrol, machines, renewCode } from '../service/machines/machines.ts'
import { loadedCheck, mayAct } from '../service/people/access.ts'
import { givePasskeyCode, letSign, passkeysView, takePasskey } from '../service/people/passkeys.ts'
import { createPerson, people, updatePerson } from '../service/people/people.ts'
import { errandsNeedingPerson, tryNow } from '../service/views/errands.ts'
import { overrides } from '../service/views/overrides.ts'
import { type App, anybody, only, send, tries } from './server.ts'
import { mustBe } from './who.ts'

const ById = Type.Object({ id: Id })
const ByPasskey = Type.Object({ id: Id, passkey: Base64Url(1400) })

/** People and machines, for administrators; and how a machine enrols and shakes hands. */
export const adminRoutes = (app: App, deps: Deps): void => {
  app.get('/api/people', { schema: { response: { 200: People } }, ...only('administrator') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await people(deps))
  })
  app.post('/api/people', { schema: { body: NewPerson, response: { 200: Person } }, ...only('administrator') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await createPerson(deps, request.body))
  })
  app.patch(
    '/api/people/:id',
    { schema: { params: ById, body: PersonChange, response: { 200: Person } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await updatePerson(deps, session.person, request.params.id, request.body))
    },
  )

  app.get('/api/overrides', { schema: { response: { 200: Overrides } }, ...only('administrator') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await overrides(deps))
  })

  app.get('/api/errands', { schema: { response: { 200: NeededErrands } }, ...only('administrator') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await errandsNeedingPerson(deps, session.person))
  })
  // What is done to a report is the counter's to do: an administrator who is one, too, needn't change pages for it.
  app.post(
    '/api/errands/:id/try',
    { schema: { params: ById, body: ErrandTry, response: { 200: Done } }, ...only('counter') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      if (isRefusal(session)) return send(reply, session)
      const { id: check } = request.params
      const { id, name } = session.person
      const found = await loadedCheck(deps, check)
      const closed = await mayAct(deps, id, found)
      const after = closed ?? (await tryNow(deps, { kind: 'counter', id, name }, { ...request.body, check }, found))
      return send(reply, isRefusal(after) ? after : { done: true })
    },
  )

  app.post(
    '/api/people/:id/passkey-code',
    { schema: { params: ById, response: { 200: PasskeyCode } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await givePasskeyCode(deps, session.person, request.params.id))
    },
  )
  app.get(
    '/api/people/:id/passkeys',
    { schema: { params: ById, response: { 200: PasskeyViews } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await passkeysView(deps, request.params.id))
    },
  )
  app.delete(
    '/api/people/:id/passkeys/:passkey',
    { schema: { params: ByPasskey, response: { 200: Done } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      const { id, passkey } = request.params
      return send(reply, isRefusal(session) ? session : await takePasskey(deps, session.person, id, passkey))
    },
  )
  app.post(
    '/api/people/:id/passkeys/:passkey/let-sign',
    { schema: { params: ByPasskey, response: { 200: Done } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      const { id, passkey } = request.params
      return send(reply, isRefusal(session) ? session : await letSign(deps, session.person, id, passkey))
    },
  )

  app.get('/api/machines', { schema: { response: { 200: Machines } }, ...only('administrator') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    return send(reply, isRefusal(session) ? session : await machines(deps))
  })
  app.get(
    '/api/machines/:id/calibrations',
    { schema: { params: ById, response: { 200: CalibrationViews } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await calibrations(deps, request.params.id))
    },
  )
  app.post(
    '/api/machines',
    { schema: { body: NewMachine, response: { 200: Machine } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await createMachine(deps, request.body))
    },
  )
  app.patch(
    '/api/machines/:id',
    { schema: { params: ById, body: MachineChange, response: { 200: Machine } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await changeMachine(deps, request.params.id, request.body))
    },
  )
  app.post(
    '/api/machines/:id/code',
    { schema: { params: ById, response: { 200: Machine } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await renewCode(deps, request.params.id))
    },
  )

  app.post('/api/machines/enrol', { schema: { body: Enrolment, response: { 200: Enrolled } }, ...tries(10) }, async (request, reply) =>
    send(reply, await enrol(deps, request.body)),
  )
  app.get('/api/nonce', { schema: { response: { 200: Nonce } }, ...anybody }, async (_request, reply) => {
    // Every booth asks for one, and all of them at once after a fall of the line.
    return send(reply, { nonce: await deps.presence.nonces.issue() })
  })
}
