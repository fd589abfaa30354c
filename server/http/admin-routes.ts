import { Type } from 'typebox'
import { Id } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import {
  Enrolled,
  Enrolment,
  Machine,
  Machines,
  NewMachine,
  NewPerson,
  Nonce,
  Overrides,
  People,
  Person,
  PersonChange,
} from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { createMachine, enrol, machines, renewCode, type Nonces } from '../service/machines.ts'
import { overrides } from '../service/overrides.ts'
import { createPerson, people, updatePerson } from '../service/people.ts'
import { anybody, send, tries, type App } from './server.ts'
import { mustBe } from './who.ts'

const ById = Type.Object({ id: Id })

/** People and machines, for administrators; and how a machine enrols and shakes hands. */
export const adminRoutes = (app: App, deps: Deps, nonces: Nonces): void => {
  app.get('/api/people', { schema: { response: { 200: People } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await people(deps))
  })
  app.post('/api/people', { schema: { body: NewPerson, response: { 200: Person } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await createPerson(deps, request.body))
  })
  app.patch('/api/people/:id', { schema: { params: ById, body: PersonChange, response: { 200: Person } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await updatePerson(deps, request.params.id, request.body))
  })

  app.get('/api/overrides', { schema: { response: { 200: Overrides } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await overrides(deps))
  })

  app.get('/api/machines', { schema: { response: { 200: Machines } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await machines(deps))
  })
  app.post('/api/machines', { schema: { body: NewMachine, response: { 200: Machine } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await createMachine(deps, request.body))
  })
  app.post('/api/machines/:id/code', { schema: { params: ById, response: { 200: Machine } } }, async (request, reply) => {
    const session = await mustBe(deps, request, 'administrator')
    return send(reply, isRefusal(session) ? session : await renewCode(deps, request.params.id))
  })

  app.post('/api/machines/enrol', { schema: { body: Enrolment, response: { 200: Enrolled } }, ...tries(10) }, async (request, reply) =>
    send(reply, await enrol(deps, request.body)),
  )
  app.get('/api/nonce', { schema: { response: { 200: Nonce } }, ...anybody }, async (_request, reply) =>
    send(reply.header('cache-control', 'no-store'), { nonce: nonces.issue() }),
  )
}
