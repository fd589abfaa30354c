import type { Deps } from '../deps.ts'
import { canKeep } from '../service/counts.ts'
import type { Metrics } from './metrics.ts'
import { send, type App } from './server.ts'

/** Is the process there; can it do its work; and its counts. */
export const healthRoutes = (app: App, deps: Deps, metrics: Metrics): void => {
  const hide = { schema: { hide: true } }
  app.get('/healthz', hide, async (_request, reply) => send(reply, { alive: true }))
  app.get('/readyz', hide, async (_request, reply) => {
    const database = await canKeep(deps)
    // Without media the examination still stands: it's told, and doesn't make the server unready.
    return send(reply.code(database ? 200 : 503), { ready: database, database, media: deps.media.alive() })
  })
  app.get('/metrics', hide, async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()))
}
