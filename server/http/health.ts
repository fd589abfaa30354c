import { createHash, timingSafeEqual } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#protocol/refusal.ts'
import { plainAddress } from '../address.ts'
import type { Deps } from '../deps.ts'
import { keptBy } from '../service/views/counts.ts'
import type { Metrics } from './metrics.ts'
import { type App, send } from './server.ts'

/**
 * Whoever asks sits on this machine, and no proxy asked for somebody else: counts and causes are nobody's business outside. Behind a proxy
 * on this machine its own requests come from loopback too, so that it must say for whom, as every proxy does.
 */
const isHere = (request: FastifyRequest): boolean => {
  const { remoteAddress = '' } = request.socket
  const plain = plainAddress(remoteAddress)
  const here = plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'))
  const forOther = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => request.headers[name] !== undefined)
  return here && !forOther
}

/** Whoever asks has the token of those who watch over the server. Digests are compared: their time tells nothing of the token. */
const hasToken = (token: string | null, { headers }: FastifyRequest): boolean =>
  token !== null && timingSafeEqual(digestOf(`Bearer ${token}`), digestOf(headers.authorization ?? ''))

const digestOf = (text: string) => createHash('sha256').update(text).digest()

/** Is the process there; can it do its work; and its counts. */
export const healthRoutes = (app: App, deps: Deps, metrics: Metrics): void => {
  const watchers = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isHere(request) && !hasToken(deps.settings.watchToken, request)) return send(reply, refuse('not-found'))
  }
  const hide = { schema: { hide: true } }
  app.get('/healthz', hide, async (_request, reply) => send(reply, { alive: true }))
  app.get('/readyz', { ...hide, onRequest: watchers }, async (_request, reply) => {
    // A full disk, or one that can't be written: the cause is the system's own word for it.
    const { database, cause } = await keptBy(deps)
    const draining = deps.draining.isOn()
    const ready = database && cause === null && !draining
    // Without media the examination still stands: it's told, and doesn't make the server unready.
    return send(reply.code(ready ? 200 : 503), { ready, database, disk: cause === null, cause, draining, media: deps.media.alive() })
  })
  app.get('/metrics', { ...hide, onRequest: watchers }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
