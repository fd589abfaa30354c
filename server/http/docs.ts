import { reportSchema } from '../export/report-schema.ts'
import { escaped, plainPage } from './html.ts'
import { type App, send } from './server.ts'

/** The list of all routes for a person; what each takes and gives stands in the file that it leads to. */
export const docsPage = (paths: Record<string, object | undefined> | undefined): string => {
  const rows = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries<{ description?: string }>({ ...methods }).map(
      ([method, { description = '' }]) =>
        `<tr><td>${method.toUpperCase()}</td><td><code>${escaped(path)}</code></td><td>${escaped(description)}</td></tr>`,
    ),
  )
  const head = ['Method', 'Path', 'Who may ask'].map((title) => `<th scope="col">${title}</th>`).join('')
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  return plainPage(
    'Roadfit API',
    `<h1>Roadfit API</h1><p><a href="/docs/openapi.json">OpenAPI 3.1</a> · <a href="/docs/report.schema.json">JSON Schema of a report’s value</a></p>${table}`,
    'en',
  )
}

/** What the routes take and give, from the same schemas that check them. */
export const docsRoutes = (app: App): void => {
  // The value that a doctor signs, as others may check it.
  app.get('/docs/report.schema.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/schema+json').send(JSON.stringify(reportSchema())),
  )
  app.get('/docs/openapi.json', { schema: { hide: true } }, async (_request, reply) => send(reply, app.swagger()))
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(app.swagger().paths)),
  )
}
