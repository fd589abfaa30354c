import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyReply } from 'fastify'
import type { TSchema } from 'typebox'
import { DEEPEST, deeperThan, mostBytes } from '#protocol/bounds.ts'
import { fitsCompiled } from '#protocol/compiled.ts'
import { cleaned } from '#protocol/line.ts'
import { isFailure, isRefusal, type Refusal, refusalIn, refuse } from '#protocol/refusal.ts'
import type { Route } from '#protocol/route.ts'
import { ROUTES } from '#protocol/routes.ts'
import { whereWrong } from '#protocol/where-wrong.ts'
import { countedAs } from '../address.ts'
import { arrivalsIn } from '../arrivals.ts'
import type { Deps } from '../deps.ts'
import { headersOfAll } from './headers.ts'
import { languageOf } from './html.ts'
import type { Metrics } from './metrics.ts'
import { nonceFirst } from './nonce.ts'
import { refusedPage } from './refused-page.ts'
import { statusOf } from './status.ts'
import { mustBe } from './who.ts'

/** For how long a line may be silent, or trickle its request, ms. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 70_000, connectionsCheckingInterval: 2000 }

/**
 * For how long a connection may stand still while it is asked or answered, ms. Whoever doesn't read a paper is cut then, and what lay there
 * for them goes; a slow line that takes a little of it at a time isn't still.
 */
const STILL_MS = 60_000

/** Spaces and line breaks that a body may have beside what its schema counts. */
const SPACES = 500

/** The bare door: headers, cookies, limits, checks of every body, and refusals for whatever goes wrong. */
export const openServer = async (deps: Deps, metrics: Metrics) => {
  const { tls, origin } = deps.settings
  const headers = headersOfAll(origin.startsWith('https:'))
  const app = fastify({
    serverFactory: (handler) => {
      const listener = nonceFirst(deps, metrics, headers, handler)
      return (
        tls
          ? createTlsServer({ ...PATIENCE, cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, listener)
          : createServer(PATIENCE, listener)
      ).setTimeout(STILL_MS)
    },
    // Of a route that takes no body; the others' comes from their schemas.
    bodyLimit: SPACES,
    // An address that can't be read comes to no route, and to no handler of errors.
    frameworkErrors: (error, _request, reply) => void send(reply, refusalOf(error)),
    forceCloseConnections: true,
    // Where a request came from is the proxy's word only when it comes from a proxy of ours.
    trustProxy: deps.settings.proxies.length > 0 ? [...deps.settings.proxies] : false,
  }).withTypeProvider<TypeBoxTypeProvider>()

  // Each body may be as long as its own schema allows.
  app.addHook('onRoute', (route) => {
    const body = route.schema?.body as TSchema | undefined
    if (body) route.bodyLimit = mostBytes(body) + SPACES
    if (route.url.startsWith('/api/') && !route.config?.by) throw new Error(`${route.url} is declared nowhere (common/protocol/routes.ts)`)
  })
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (deeperThan(body, DEEPEST)) done(new Malformed('/'))
    else void parse(request, body, done)
  })
  // The first fault is enough, and a list of all of them can cost seconds.
  app.setValidatorCompiler<TSchema>(({ schema }) => (said: unknown) => {
    const value = cleaned(schema, said)
    return fitsCompiled(schema, value) ? { value } : { error: new Malformed(whereWrong(schema, value)) }
  })
  app.setSerializerCompiler(() => JSON.stringify)
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    if (isFailure(refusal)) deps.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    return send(
      reply,
      refusal,
      OWN_STATUS.find((status) => status === statusIn(error)),
    )
  })
  app.setNotFoundHandler(({ url }, reply) => {
    const methods = methodsAt(url)
    return methods.length === 0
      ? send(reply, refuse('not-found'))
      : send(reply.header('allow', methods.join(', ')), refuse('not-found'), 405)
  })
  const arrives = arrivalsIn(deps)
  app.addHook('preHandler', async ({ routeOptions: { url = '' }, body, params }) => {
    // The address names what it is about: of a command, its check.
    if (typeof body === 'object' && body !== null && 'command' in body)
      arrives(url, { command: body.command, check: Object.assign({ id: null }, params).id })
  })
  // These are asked of everything that comes: without a promise each, where nothing is waited for.
  app.addHook('onResponse', (request, reply, next) => {
    metrics.request(request.routeOptions.url ?? 'none', reply.statusCode)
    next()
  })
  // A page of another origin may send a browser here with its cookie: what changes something must come from our own pages.
  app.addHook('onRequest', (request, reply, next) => {
    const { origin } = request.headers
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (changes && origin !== undefined && origin !== deps.settings.origin)
      send(reply, refuse('origin-wrong', { origin: deps.settings.origin }))
    else next()
  })

  app.addHook('onRequest', (_request, reply, next) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
    next()
  })
  // What a route says nothing else of may hold people or codes: no browser and no proxy keeps it.
  app.addHook('onSend', (_request, reply, _payload, next) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    next()
  })
  await app.register(cookie)
  // Who it is, and what they may, come before what they say: nothing of a body is read of somebody who has nothing to ask there.
  app.addHook('onRequest', async (request, reply) => {
    const { url = '', config } = request.routeOptions
    if (!url.startsWith('/api/') || config.by === 'anybody') return
    const session = await mustBe(deps, request)
    if (isRefusal(session)) return send(reply, session)
  })
  await app.register(rateLimit, { global: false, keyGenerator: ({ ip }) => countedAs(ip) })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Roadfit', description: 'Remote medical check for driving licences', version: '1' } },
  })
  return app
}

export type App = Awaited<ReturnType<typeof openServer>>

/** Sends a value, or a refusal with its status (or another that says more): to a program as JSON, to a person who opened the address in a tab as a page in words. */
export const send = (reply: FastifyReply, value: unknown, status?: number): FastifyReply => {
  if (!isRefusal(value)) return reply.send(value)
  void reply.code(status ?? statusOf(value.refused))
  const { method, headers } = reply.request
  // Only a browser that goes to an address asks for HTML: not its scripts, not its pictures.
  if (method !== 'GET' || !headers.accept?.includes('text/html')) return reply.send(value)
  return reply.type('text/html; charset=utf-8').send(refusedPage(languageOf(undefined, headers['accept-language']), value))
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may ask, as the route's declaration says: each under `/api` has one, and is judged by it before its body is read. */
    by?: Route['by']
  }
}

/** How often a route may be asked from one address in a minute. */
export const limited = (max: number) => ({ rateLimit: { max, timeWindow: '1 minute' } })

/** A body, or a part of an address, that doesn't fit; its words are the place. The framework takes an exception for that. */
class Malformed extends Error {
  readonly statusCode = 400
}

/** A body that is too long, or in another encoding than JSON: their statuses say more than that it is malformed. */
const OWN_STATUS = [413, 415]
const statusIn = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500

/** By which methods an address of a declared route may be asked; none: there is no such address. */
const methodsAt = (url: string): string[] => {
  const [path = ''] = url.split('?')
  const routes = Object.values<Record<string, Route>>(ROUTES).flatMap((subject) => Object.values(subject))
  return routes.filter((route) => new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)).map(({ method }) => method)
}

/** The refusal that an exception of a route comes to. */
export const refusalOf = (error: unknown): Refusal => {
  if (typeof error !== 'object' || error === null) return refuse('internal')
  if (error instanceof Malformed) return refuse('malformed', { where: error.message })
  const status = statusIn(error)
  if (status === 429) return refuse('too-many-tries')
  return status < 500 ? refuse('malformed', { where: '/' }) : refusalIn(error)
}
