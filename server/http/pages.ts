import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import { Type } from 'typebox'
import type { App } from './server.ts'

/** Where the build puts the pages. */
const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

const PAGES = {
  clinician: 'clinician/index.html',
  counter: 'clinician/counter/index.html',
  admin: 'clinician/admin/index.html',
  hall: 'booth/hall/index.html',
}

/** The server's own pages, as they were built. */
export const pageRoutes = async (app: App): Promise<void> => {
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/clinician/'))
  if (!existsSync(join(DIST, 'assets'))) return
  await app.register(files, { root: DIST, serve: false })
  // Names in assets/ carry a hash of their content.
  app.get('/assets/*', { schema: { hide: true, params: Type.Object({ '*': Type.String() }) } }, async (request, reply) =>
    reply.sendFile(request.params['*'], join(DIST, 'assets'), { maxAge: '365d', immutable: true }),
  )
  for (const [name, file] of Object.entries(PAGES)) {
    app.get(`/${name}`, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`/${name}/`))
    app.get(`/${name}/`, { schema: { hide: true } }, async (_request, reply) => reply.sendFile(file, DIST, { maxAge: 0 }))
  }
}
