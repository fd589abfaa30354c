import type { AddressInfo } from 'node:net'
import cookies from '@fastify/cookie'
import fastify from 'fastify'
import { refuse } from '#protocol/refusal.ts'
import type { Agent } from '../agent/agent.ts'
import type { Log } from '../agent/log.ts'
import type { Service } from '../service/service.ts'
import type { Simulation } from '../simulate/simulation.ts'
import { forbid, openBrowsers } from './browsers.ts'
import { addHeaders } from './headers.ts'
import type { InstallerCode } from './installer-code.ts'
import { ROOMS, type Room } from './launch.ts'
import { openLines } from './lines.ts'
import { addCheckFiles, addPages } from './pages.ts'

export type DoorDeps = {
  agent: Agent
  /** Null: real devices, and no simulator page. */
  simulation: Simulation | null
  /** Loopback port; 0: any free one. */
  port: number
  /** Folder of the built pages. */
  pages: string
  /** The installer's questions. */
  service: Service
  /** Where it is kept, hashed, which browsers may come back. */
  browsers: string
  /** Where launch addresses lie for the kiosk's browser and the installer's terminal: for this user alone, and new after each use. */
  launchFile: string
  installerCode: InstallerCode
  /** Monotonic, ms. */
  clock: () => number
  log: Log
}

/** The door for the booth's own page, and nobody else's. */
export type Door = {
  port: number
  /** One-time addresses, by page. */
  launch: Partial<Record<Room, string>>
  close(): Promise<void>
}

/** For how long a connection may stand still while it is asked or answered, ms: whoever doesn't read an answer is cut then. */
const STILL_MS = 60_000
/** An installer's code in a form. */
const FORM_BYTES = 1000

/** Opens the door on loopback. Rejects when the port is taken. */
export const openDoor = async (deps: DoorDeps): Promise<Door> => {
  const { agent, simulation, service, pages, browsers: kept, launchFile, installerCode, clock, log } = deps
  const app = fastify({ bodyLimit: FORM_BYTES, connectionTimeout: STILL_MS })
  // The real port is known only when the door stands open; nobody asks before.
  let { port } = deps
  const host = () => `127.0.0.1:${port}`
  const rooms: readonly Room[] = simulation ? ROOMS : ['booth', 'service']
  const browsers = openBrowsers({ rooms, host, kept, launchFile })

  await app.register(cookies)
  addHeaders(app, host)
  app.addHook('onRequest', (request, reply, next) => {
    if (request.headers.host === host()) next()
    else void forbid(request, reply, 403, 'origin-wrong')
  })
  app.setNotFoundHandler((request, reply) => forbid(request, reply, 404, 'not-found'))
  app.setErrorHandler((error, _, reply) => {
    log.error({ err: error }, 'the door failed')
    return reply.code(500).send(refuse('internal'))
  })
  app.get('/healthz', () => ({ ok: true }))
  app.get('/', (_, reply) => reply.redirect('/booth/'))
  await addPages(app, { rooms, browsers, folder: pages, installerCode, clock })
  addCheckFiles(app, browsers, agent)
  const closeLines = openLines(app, { host, browsers, agent, simulation, service, log })

  await app.listen({ host: '127.0.0.1', port })
  const address = app.server.address()
  if (isPort(address)) port = address.port
  browsers.writeLaunches()
  return {
    port,
    launch: Object.fromEntries(rooms.filter((room) => room !== 'service').map((room) => [room, browsers.launchOf(room)])),
    async close() {
      const lines = closeLines()
      // Whoever hasn't come to the end of a request, or doesn't read the answer, is waited for otherwise.
      app.server.closeAllConnections()
      await lines
      await app.close()
    },
  }
}

const isPort = (address: AddressInfo | string | null): address is AddressInfo => typeof address === 'object' && address !== null
