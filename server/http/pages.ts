import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { App } from './server.ts'

/** Where the build puts the pages. */
const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

const PAGES = {
  clinician: 'clinician/index.html',
  counter: 'clinician/counter/index.html',
  admin: 'clinician/admin/index.html',
  hall: 'booth/hall/index.html',
}

/**
 * The server's own pages, as they were built into `folder`: compressed for whoever takes it, hashed names kept for good by browsers, the
 * pages themselves asked for again each time.
 */
export const pageRoutes = async (app: App, folder: string = DIST): Promise<void> => {
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/clinician/'))
  if (!existsSync(join(folder, 'assets'))) return
  // Names in assets/ carry a hash of their content.
  await app.register(files, { root: join(folder, 'assets'), prefix: '/assets/', preCompressed: true, maxAge: '365d', immutable: true })
  // The type of the pages that are written here: small, and it names the fonts by their hashes.
  app.get('/type.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('type.css', folder, { cacheControl: false }),
  )
  for (const [name, file] of Object.entries(PAGES)) {
    app.get(`/${name}`, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`/${name}/`))
    app.get(`/${name}/`, { schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, folder, { cacheControl: false }),
    )
  }
}
