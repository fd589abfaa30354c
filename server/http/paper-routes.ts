import { Type } from 'typebox'
import { Id, Instant, Strokes } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { ReportNumber } from '#protocol/report.ts'
import { AccessAsked, AccessGiven, AccessViews, Log } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { logOf } from '../service/checks/readings.ts'
import { accessView, giveReason } from '../service/people/access.ts'
import { paperOf, pictureOf, signatureOf } from '../service/proof/papers.ts'
import { type App, only, ownTries, send } from './server.ts'
import { sendStored } from './stored.ts'
import { verifyRoutes } from './verify-routes.ts'
import { mustBe } from './who.ts'

const ById = Type.Object({ id: Id })
const ByNumber = Type.Object({ number: ReportNumber })
const Before = Type.Object({ at: Type.Optional(Instant), id: Type.Optional(Id) })

/** Pictures and papers for those who work with them, and the public page behind a paper's QR code. */
export const paperRoutes = (app: App, deps: Deps): void => {
  for (const { path, which, type } of [
    { path: 'photo', which: 'taken', type: 'image/jpeg' },
    { path: 'card-photo', which: 'card', type: 'image/png' },
  ] as const)
    app.get(`/api/checks/:id/${path}`, { schema: { params: ById }, ...only('doctor', 'counter') }, async (request, reply) => {
      const session = await mustBe(deps, request)
      const file = isRefusal(session) ? session : await pictureOf(deps, request.params.id, which, session.person)
      return isRefusal(file) ? send(reply, file) : sendStored(reply.type(type).header('cache-control', 'no-store'), file, deps.log)
    })

  app.get(
    '/api/checks/:id/signature',
    { schema: { params: ById, response: { 200: Strokes } }, ...only('doctor') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      const strokes = isRefusal(session) ? session : await signatureOf(deps, request.params.id, session.person)
      return isRefusal(strokes) ? send(reply, strokes) : reply.header('cache-control', 'no-store').send(strokes)
    },
  )

  app.get('/api/readings/:id', { schema: { params: ById, response: { 200: Log } }, ...only('doctor') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    const log = isRefusal(session) ? session : await logOf(deps, request.params.id, session.person)
    return isRefusal(log) ? send(reply, log) : reply.header('cache-control', 'no-store').send(log)
  })

  app.get('/api/reports/:number/pdf', { schema: { params: ByNumber }, ...only('doctor', 'counter') }, async (request, reply) => {
    const session = await mustBe(deps, request)
    const file = isRefusal(session) ? session : await paperOf(deps, request.params.number, session.person)
    if (isRefusal(file)) return send(reply, file)
    void reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${request.params.number}.pdf"`)
      .header('cache-control', 'no-store')
      // Chromium's viewer is blocked by the pages' strict policy; the counter shows the paper in a frame.
      .header('content-security-policy', "frame-ancestors 'self'")
      .header('x-frame-options', 'SAMEORIGIN')
    return sendStored(reply, file, deps.log)
  })

  app.post(
    '/api/access',
    { schema: { body: AccessAsked, response: { 200: AccessGiven } }, ...ownTries(120, 'doctor', 'counter') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      return send(reply, isRefusal(session) ? session : await giveReason(deps, session.person, request.body))
    },
  )
  app.get(
    '/api/access',
    { schema: { querystring: Before, response: { 200: AccessViews } }, ...only('administrator') },
    async (request, reply) => {
      const session = await mustBe(deps, request)
      const { at, id } = request.query
      return send(reply, isRefusal(session) ? session : await accessView(deps, at && id ? { at, id } : null))
    },
  )

  verifyRoutes(app, deps)
}
