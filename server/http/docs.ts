import { escaped, plainPage } from './html.ts'
import { send, type App } from './server.ts'

/** What the routes take and give, from the same schemas that check them. */
export const docsRoutes = (app: App): void => {
  app.get('/docs/openapi.json', { schema: { hide: true } }, async (_request, reply) => send(reply, app.swagger()))
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
    const rows = Object.entries(app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `<tr><td>${method.toUpperCase()}</td><td><code>${escaped(path)}</code></td></tr>`),
    )
    return reply
      .type('text/html; charset=utf-8')
      .send(
        plainPage('Roadfit API', `<h1>Roadfit API</h1><p><a href="/docs/openapi.json">OpenAPI 3.1</a></p><table>${rows.join('')}</table>`),
      )
  })
}
