import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyReply } from 'fastify'
import { cleaned } from '#protocol/line.ts'
import { isRefusal, refusalIn, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import type { Metrics } from './metrics.ts'
import { statusOf } from './status.ts'

/** The largest body of a request: a signature's strokes. */
const BODY_BYTES = 1_000_000

/** The bare door: headers, cookies, limits, checks of every body, and refusals for whatever goes wrong. */
export const openServer = async (deps: Deps, metrics: Metrics) => {
  const { tls } = deps.settings
  const app = fastify({
    serverFactory: (handler) =>
      tls ? createTlsServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, handler) : createServer(handler),
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    // Where a request came from is the proxy's word only when it comes from a proxy of ours.
    trustProxy: deps.settings.proxies.length > 0 ? [...deps.settings.proxies] : false,
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler((route) => {
    const check = TypeBoxValidatorCompiler(route)
    return (value) => check(cleaned(route.schema, value))
  })
  app.setSerializerCompiler(() => JSON.stringify)
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.refused === 'internal') deps.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    return send(reply, refusal)
  })
  app.setNotFoundHandler((_request, reply) => send(reply, refuse('not-found')))
  app.addHook('onResponse', async (request, reply) => metrics.request(request.routeOptions.url ?? 'none', reply.statusCode))
  // A page of another origin may send a browser here with its cookie: what changes something must come from our own pages.
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (changes && origin !== undefined && origin !== deps.settings.origin)
      return send(reply, refuse('origin-wrong', { origin: deps.settings.origin }))
  })

  const https = deps.settings.origin.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: https,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Roadfit', description: 'Remote medical check for driving licences', version: '1' } },
  })
  return app
}

export type App = Awaited<ReturnType<typeof openServer>>

/** Sends a value, or a refusal with its status. */
export const send = (reply: FastifyReply, value: unknown): FastifyReply =>
  isRefusal(value) ? reply.code(statusOf(value.refused)).send(value) : reply.send(value)

/** How often a door that takes secrets may be tried from one address. */
export const tries = (max: number) => ({ config: { rateLimit: { max, timeWindow: '1 minute' } } })

/** The refusal that an exception of a route comes to. */
export const refusalOf = (error: unknown): Refusal => {
  if (typeof error !== 'object' || error === null) return refuse('internal')
  const validation: unknown = 'validation' in error ? error.validation : undefined
  if (Array.isArray(validation)) return refuse('malformed', { where: placeOf(validation[0]) })
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 429) return refuse('too-many-tries')
  return status < 500 ? refuse('malformed', { where: '/' }) : refusalIn(error)
}

const placeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'instancePath' in fault && typeof fault.instancePath === 'string' && fault.instancePath
    ? fault.instancePath
    : '/'
