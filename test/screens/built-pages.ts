import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
// @ts-expect-error scripts that set up are plain JavaScript
import { pages } from '../../scripts/setup/built.mjs'
import { PAGES } from '../../vite.config.ts'
import { AXE, AXE_PATH } from './page-faults.ts'

export type Page = keyof typeof PAGES

/**
 * Every page of the product as set-up has built it from its sources of now, in a folder of its own: whoever changes a page there changes it
 * for nobody else.
 */
export const builtPages = async (): Promise<string> => {
  if (!pages.ready()) await pages.build()
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-pages-'))
  await cp(join(import.meta.dirname, '../../dist'), folder, { recursive: true })
  return folder
}

/** Serves built pages, each at its address, with what they load, and what looks at them. */
export const servePages = async (app: FastifyInstance, folder: string, at: Readonly<Record<string, Page>>): Promise<void> => {
  await app.register(fastifyStatic, { root: folder, serve: false })
  for (const [url, page] of Object.entries(at)) app.get(url, (_, reply) => reply.sendFile(PAGES[page]))
  app.get(AXE_PATH, (_, reply) => reply.header('cache-control', 'max-age=86400, immutable').type('text/javascript').send(AXE))
  // The names carry a hash of what is in them.
  app.get('/assets/*', (request, reply) => reply.sendFile(request.url.slice(1), { maxAge: '1d', immutable: true }))
}
