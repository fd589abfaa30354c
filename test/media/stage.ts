import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import fastify from 'fastify'
import { type Browser, chromium } from 'playwright-core'
import { Server } from 'socket.io'
import { build } from 'vite'
import { openLink } from '#protocol/link.ts'
import type { Participant, RoomView } from '#protocol/media.ts'
import { type Handlers, serve } from '#protocol/message.ts'
import { mediaMessages } from '#protocol/messages.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Helpers } from '../../server/media/ice-servers.ts'
import { type Media, openMedia } from '../../server/media/media.ts'
import { windowless } from '../../vitest.config.ts'
import { workerBin } from '../worker-bin.ts'
import { stageMessages, stagePushes } from './stage-messages.ts'

const quiet = { error() {}, warn() {}, info() {}, debug() {} }

/** A media server, a browser and an agent that stands for that of every booth: as little as a call needs, wired as in the product. */
export type Stage = {
  media: Media
  /** Address of the page of one side, for a check. */
  page: (me: Participant, check: string) => string
  browser: Browser
  /** Cuts each booth's line to the server; it comes back by itself. */
  cutAgent(): void
  /** Cuts every doctor's line. */
  cutDoctors(): void
  /** Lets no doctor's line stand until it's fixed. */
  holdDoctors(cut: boolean): void
  close(): Promise<void>
}

export const buildPages = async (root: string): Promise<string> => {
  const outDir = mkdtempSync(join(tmpdir(), 'roadfit-pages-'))
  await build({ root, configFile: false, logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'es2023', minify: false } })
  return outDir
}

/** A site of static pages with a socket.io line at /line, on 127.0.0.1. */
export const openSite = async (pages: string) => {
  const site = fastify()
  await site.register(fastifyStatic, { root: pages })
  const origin = await site.listen({ host: '127.0.0.1', port: 0 })
  const line = new Server(site.server, { path: '/line', serveClient: false })
  return {
    line,
    origin,
    async close() {
      await line.close()
      await site.close()
    },
  }
}

const openBrowser = (program: typeof windowless, more: readonly string[]) =>
  chromium.launch({ ...program, args: [...program.args, ...more], headless: true })

/**
 * `announcedAddress`: where browsers are told that media comes in; one that leads nowhere blocks every picture. `mediaPort`: where it does come
 * in; 0 takes any. `helpers`: STUN and TURN servers. `program`: the browser; benches look at the one that
 * stands in a booth. `switches`: of the browser, beside those that it always has.
 */
export const openStage = async ({
  announcedAddress = null,
  mediaPort = 0,
  helpers = { urls: [], secret: null },
  program = windowless,
  switches = [],
}: {
  announcedAddress?: string | null
  mediaPort?: number
  helpers?: Helpers
  program?: typeof windowless
  switches?: readonly string[]
} = {}): Promise<Stage> => {
  const pages = await buildPages(join(import.meta.dirname, 'pages'))
  const media = await openMedia({
    workerBin: workerBin(),
    workers: 1,
    listenIp: '127.0.0.1',
    announcedAddress,
    port: mediaPort,
    helpers,
    clock: () => new Date(),
    // Short, so that a cut line outlasts it many times.
    lingerMs: 300,
    log: quiet,
  })
  const claimed = new Set<string>()

  const server = await openSite(pages)
  let held = false
  server.line.use((socket, next) => next(held && socket.handshake.auth['me'] !== 'agent' ? new Error('held') : undefined))
  server.line.on('connection', (socket) => {
    const asked: unknown = socket.handshake.auth['me']
    const me: Participant = asked === 'agent' ? 'booth' : asked === 'watcher' ? 'watcher' : 'doctor'
    void socket.join(me)
    const check = String(socket.handshake.auth['check'])
    const mayJoin = async (check: string) => (me !== 'doctor' || claimed.has(check) ? null : refuse('not-your-check'))
    const peer = media.attend(me, `${me} ${check}`, mayJoin, (room: RoomView) => void socket.emit('media:room', room))
    const handlers: Handlers<typeof stageMessages, null> = {
      ...peer.handlers,
      'path:open': () => media.openPath(),
      'stage:claim': ({ check }) => {
        claimed.add(check)
        server.line.to('booth').emit('stage:claimed', { check })
        return { done: true }
      },
      'stage:watch': ({ check }) => {
        server.line.to('booth').emit('stage:watched', { check })
        return { done: true }
      },
    }
    serve(socket, stageMessages, handlers, null, [me === 'booth' ? 'agent' : 'doctor'], () => {})
    if (me !== 'booth') socket.emit('media:line', { check })
    socket.on('disconnect', () => void peer.leave())
  })

  const agent = await openSite(pages)
  /** A booth's line to the server, which stays when its page goes. */
  const openUpstream = (check: string) => {
    const booth = agent.line.to(check)
    const upstream = openLink(server.origin, {
      messages: mediaMessages,
      pushes: stagePushes,
      path: '/line',
      credentials: async () => ({ me: 'agent', check }),
    })
    upstream.on('media:room', (room) => void booth.emit('media:room', room))
    upstream.on('stage:claimed', (claimed) => void booth.emit('stage:claimed', claimed))
    upstream.on('stage:watched', (watched) => void booth.emit('stage:watched', watched))
    upstream.watch((state) => state === 'connected' && booth.emit('media:line', { check }))
    return upstream
  }
  const upstreams = new Map<string, ReturnType<typeof openUpstream>>()
  agent.line.on('connection', (socket) => {
    const check = String(socket.handshake.auth['check'])
    void socket.join(check)
    socket.emit('media:line', { check })
    const upstream = upstreams.get(check) ?? openUpstream(check)
    upstreams.set(check, upstream)
    const relayed: Handlers<typeof mediaMessages, null> = {
      'media:join': (request) => upstream.ask('media:join', request),
      'media:transport': (request) => upstream.ask('media:transport', request),
      'media:connect': (request) => upstream.ask('media:connect', request),
      'media:restart': (request) => upstream.ask('media:restart', request),
      'media:produce': (request) => upstream.ask('media:produce', request),
      'media:producing': (request) => upstream.ask('media:producing', request),
      'media:consume': (request) => upstream.ask('media:consume', request),
      'media:resume': (request) => upstream.ask('media:resume', request),
      'media:shown': (request) => upstream.ask('media:shown', request),
      'media:say': (request) => upstream.ask('media:say', request),
      'media:quality': (request) => upstream.ask('media:quality', request),
      'media:lines': (request) => upstream.ask('media:lines', request),
      'media:leave': (request) => upstream.ask('media:leave', request),
    }
    serve(socket, mediaMessages, relayed, null, ['page'], () => {})
  })

  const browser = await openBrowser(program, switches)
  return {
    media,
    browser,
    page: (me, check) => `${me === 'booth' ? agent.origin : server.origin}/?me=${me}&check=${check}`,
    cutAgent: () => server.line.in('booth').disconnectSockets(true),
    cutDoctors: () => server.line.in('doctor').disconnectSockets(true),
    holdDoctors(cut) {
      held = cut
      if (cut) server.line.in('doctor').disconnectSockets(true)
    },
    async close() {
      await browser.close()
      for (const upstream of upstreams.values()) upstream.close()
      await agent.close()
      await server.close()
      await media.close()
      rmSync(pages, { recursive: true, force: true })
    },
  }
}
