import { existsSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { isRefusal } from '#protocol/refusal.ts'
import type { Agent } from '../agent/agent.ts'
import { type Browsers, forbid } from './browsers.ts'
import { CODE_SCRIPT, CODE_STYLE, codeForm, openTries } from './code-form.ts'
import type { InstallerCode } from './installer-code.ts'
import type { Room } from './launch.ts'

const HTML: Readonly<Record<Room, string>> = {
  booth: 'booth/index.html',
  simulator: 'booth/simulator/index.html',
  service: 'booth/service/index.html',
}

export type PagesDeps = {
  rooms: readonly Room[]
  browsers: Browsers
  /** Folder of the built pages. */
  folder: string
  installerCode: Pick<InstallerCode, 'made' | 'check'>
  /** Monotonic, ms. */
  clock: () => number
}

/** The built pages, each for browsers that may open its room. */
export const addPages = async (app: FastifyInstance, deps: PagesDeps): Promise<void> => {
  const { rooms, browsers, folder } = deps
  await app.register(async (assets) => {
    assets.addHook('onRequest', browsers.only(rooms))
    await assets.register(files, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    })
  })
  await app.register(files, { root: folder, serve: false, preCompressed: true })
  for (const room of rooms) addRoom(app, room, deps)
  addInstallerCode(app, deps)
}

const addRoom = (app: FastifyInstance, room: Room, { browsers, folder, installerCode }: PagesDeps) => {
  const html = HTML[room]
  app.get<{ Querystring: { launch?: unknown } }>(`/${room}/`, (request, reply) => {
    const { launch } = request.query
    const open = browsers.opened(request.cookies)
    const isOpen = open.includes(room)
    void reply.header('cache-control', 'no-store')
    if (launch !== undefined) {
      // A kiosk that starts its browser with the same address again still has its cookie.
      if (!browsers.trade(reply, room, launch) && !isOpen) return forbid(request, reply, 403, 'launch-used')
      return reply.redirect(`/${room}/`)
    }
    if (!isOpen && room === 'service' && open.includes('booth'))
      return reply.type('text/html').send(codeForm(installerCode.made() ? null : 'no-code'))
    if (!isOpen) return forbid(request, reply, 401, 'not-signed-in')
    if (!existsSync(join(folder, html))) return forbid(request, reply, 404, 'not-built')
    return reply.header('cache-control', 'no-cache').sendFile(html, { cacheControl: false })
  })
}

/** The installer's code, given where the booth's own page is open. */
const addInstallerCode = (app: FastifyInstance, { rooms, browsers, installerCode, clock }: PagesDeps) => {
  const tries = openTries(clock)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, new URLSearchParams(body.toString()).get('code')),
  )
  app.get('/service/code.js', { onRequest: browsers.only(rooms) }, (_, reply) => reply.type('text/javascript').send(CODE_SCRIPT))
  app.get('/service/code.css', { onRequest: browsers.only(rooms) }, (_, reply) => reply.type('text/css').send(CODE_STYLE))
  app.post<{ Body: unknown }>('/service/code', { onRequest: browsers.only(['booth', 'service']) }, (request, reply) => {
    if (!browsers.sameOrigin(request.headers.origin)) return forbid(request, reply, 403, 'origin-wrong')
    void reply.header('cache-control', 'no-store').type('text/html')
    if (tries.spent()) return reply.code(429).send(codeForm('too-many'))
    if (typeof request.body !== 'string' || !installerCode.check(request.body)) {
      tries.wrong()
      return reply.code(401).send(codeForm('wrong'))
    }
    browsers.letInstallerIn(reply)
    return reply.redirect('/service/', 303)
  })
}

/** Pictures and the report of the check that is on the screen. */
export const addCheckFiles = (app: FastifyInstance, { only }: Pick<Browsers, 'only'>, agent: Pick<Agent, 'picture' | 'report'>): void => {
  for (const [which, type] of [
    ['card', 'image/png'],
    ['photo', 'image/jpeg'],
  ] as const) {
    app.get(`/picture/${which}`, { onRequest: only(['booth']) }, (request, reply) => {
      const picture = agent.picture(which)
      return picture ? reply.header('cache-control', 'no-store').type(type).send(picture) : forbid(request, reply, 404, 'not-found')
    })
  }
  app.get<{ Params: { number: string } }>('/report/:number.pdf', { onRequest: only(['booth']) }, async (request, reply) => {
    const pdf = await agent.report(request.params.number)
    // The browser's own viewer brings a page of its own along.
    reply.raw.removeHeader('content-security-policy')
    void reply.header('cache-control', 'no-store')
    if (isRefusal(pdf)) return reply.code(pdf.refused === 'report-unknown' ? 404 : 503).send(pdf)
    return reply.type('application/pdf').send(Buffer.from(pdf))
  })
}
