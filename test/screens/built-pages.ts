import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { createBuilder } from 'vite'
import { PAGES } from '../../vite.config.ts'
import { AXE, AXE_PATH } from './page-faults.ts'

export type Page = keyof typeof PAGES

/** Builds every page of the product into a folder of its own. */
export const buildPages = async (): Promise<string> => {
  const outDir = await mkdtemp(join(tmpdir(), 'roadfit-pages-'))
  const builder = await createBuilder({
    configFile: join(import.meta.dirname, '../../vite.config.ts'),
    logLevel: 'warn',
    build: { outDir },
  })
  await builder.buildApp()
  return outDir
}

/** Serves built pages, each at its address, with what they load, and what looks at them. */
export const servePages = async (app: FastifyInstance, folder: string, at: Readonly<Record<string, Page>>): Promise<void> => {
  await app.register(fastifyStatic, { root: folder, serve: false })
  for (const [url, page] of Object.entries(at)) app.get(url, (_, reply) => reply.sendFile(PAGES[page]))
  app.get(AXE_PATH, (_, reply) => reply.header('cache-control', 'max-age=86400, immutable').type('text/javascript').send(AXE))
  // The names carry a hash of what is in them.
  app.get('/assets/*', (request, reply) => reply.sendFile(request.url.slice(1), { maxAge: '1d', immutable: true }))
}
