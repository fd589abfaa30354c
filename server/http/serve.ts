import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Exact, Words } from '#protocol/basic.ts'
import { isRefusal, type Refusal, type RefusalCode, RefusalFields } from '#protocol/refusal.ts'
import { type AnswerOf, type Asked, type Bytes, isBytes, paramsOf, type Route, refusalsOf } from '#protocol/route.ts'
import { ROUTES } from '#protocol/routes.ts'
import type { Deps } from '../deps.ts'
import type { Session } from '../service/people/sessions.ts'
import type { Written } from '../service/proof/exports.ts'
import type { StoredFile } from '../store/files.ts'
import { type App, limited, send } from './server.ts'
import { statusOf } from './status.ts'
import { sendStored } from './stored.ts'
import { mustBe } from './who.ts'

/** What a route is asked, as its declaration says; and who asks, where that has to be somebody. */
type Given<R extends Route> = Asked<R> &
  (R['by'] extends 'anybody' ? object : { session: Session }) & { request: FastifyRequest; reply: FastifyReply }
/** What a handler gives: the value that is declared; where that is a file, one that is stored or one that is written while it is sent. */
type Gives<R extends Route> = R['answer'] extends Bytes ? StoredFile | Written : AnswerOf<R>
type Handler<R extends Route> = (given: Given<R>) => Gives<R> | Refusal | Promise<Gives<R> | Refusal>
/** A handler for each route; a missing one, and one that no route declares, is a type error. */
type HandlersOf<T extends Record<string, Route>> = { [K in keyof T]: Handler<T[K]> }
/** Those of one subject. */
export type Handlers<S extends keyof typeof ROUTES> = HandlersOf<(typeof ROUTES)[S]>

/** Every route under `/api` as it is declared: path, who may, what is asked and answered, and the OpenAPI page. */
export const serveRoutes = (app: App, deps: Deps, handlers: { [S in keyof typeof ROUTES]: Handlers<S> }): void =>
  serveSubjects(app, deps, ROUTES, handlers)

const serveSubjects = <A extends Record<string, Record<string, Route>>>(
  app: App,
  deps: Deps,
  all: A,
  handlers: { [S in keyof A]: HandlersOf<A[S]> },
): void => {
  for (const subject in all) serveSubject(app, deps, subject, all[subject], handlers[subject])
}

const serveSubject = <T extends Record<string, Route>>(app: App, deps: Deps, subject: string, routes: T, handlers: HandlersOf<T>): void => {
  for (const name in routes) serveRoute(app, deps, `${subject}.${name}`, routes[name], handlers[name])
}

const serveRoute = <R extends Route>(app: App, deps: Deps, name: string, declared: R, handle: Handler<R>): void => {
  const { method, path, by, answer, tries }: Route = declared
  const refusals = refusalsOf(declared)
  app.route({
    method,
    url: path,
    schema: schemaOf(name, declared),
    config: { by, ...(tries !== undefined && limited(tries)) },
    handler: async (request, reply) => {
      // Asked again, though nobody's body was read who may not ask: a session may have ended while it came.
      const session = by === 'anybody' ? null : await mustBe(deps, request)
      if (isRefusal(session)) return send(reply, session)
      const { params, query, body } = request
      // What is asked was checked by the declared schemas, and who asks is null only where anybody may.
      const said = await handle({ params, query, body, session, request, reply } as Given<R>)
      if (isRefusal(said) && !refusals.includes(said.refused)) deps.log.error({ route: name, refused: said.refused }, UNDECLARED)
      if (!isBytes(answer)) return send(reply, said)
      if (isFile(said)) return sendStored(reply.type(answer.media), said, deps.log)
      if (!isWritten(said)) return send(reply, said)
      const written = Readable.from(said.pieces)
      written.once('error', (error) => deps.log.error({ err: error, route: name }, 'a file was cut off while it was written'))
      return reply.type(answer.media).send(written)
    },
  })
}

const isFile = (said: unknown): said is StoredFile => typeof said === 'object' && said !== null && 'digest' in said && 'stream' in said

const isWritten = (said: unknown): said is Written => typeof said === 'object' && said !== null && 'pieces' in said

/** What is asked and answered, for the checks of what comes and for the OpenAPI page. */
const schemaOf = (operationId: string, declared: Route) => {
  const { by, query: querystring, body, answer } = declared
  const params = paramsOf(declared)
  return {
    operationId,
    description: typeof by === 'string' ? WHO[by] : by.join(', '),
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(body && { body }),
    response: { 200: isBytes(answer) ? { content: { [answer.media]: { schema: FILE } } } : answer, ...answersOf(refusalsOf(declared)) },
  }
}

/** Said in the log of a no that a route doesn't declare: a bug, which the tests' world looks for. */
export const UNDECLARED = 'a route refused with what it does not declare'

/** What stands for who may ask on the OpenAPI page. */
const WHO = { anybody: 'anybody', 'signed-in': 'anybody with an account' } as const
const FILE = { type: 'string', format: 'binary' } as const

/** What is answered where it is refused, by status: which codes it has there. */
const answersOf = (refusals: readonly RefusalCode[]): Record<number, object> => {
  const answers: Record<number, object> = {}
  for (const status of new Set(refusals.map(statusOf))) {
    const codes = refusals.filter((code) => statusOf(code) === status)
    answers[status] = Exact({ refused: Words(codes), fields: RefusalFields }, { description: codes.join(', ') })
  }
  return answers
}
