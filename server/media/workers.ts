import { setTimeout as after } from 'node:timers/promises'
import { createWorker, type types } from 'mediasoup'
import type { Log } from '../log.ts'

/** Where media comes in. Worker n listens on `port` + n, UDP and TCP; 0 takes any free port. */
export type Listening = { listenIp: string; announcedAddress: string | null; port: number }

export type OpenRouter = { router: types.Router; webRtcServer: types.WebRtcServer }

export type Workers = {
  /** A router on the worker with the fewest, or null: none is alive. */
  openRouter(): Promise<OpenRouter | null>
  /** A place that answers whoever looks for a way here, on the worker with the fewest rooms, for some seconds; null: no worker is alive. */
  openPath(): Promise<types.WebRtcTransport | null>
  /** Those alive. `rooms` counts routers. */
  all(): { pid: number; rooms: number }[]
  close(): Promise<void>
}

type Host = { worker: types.Worker; webRtcServer: types.WebRtcServer; routers: Set<types.Router> }

/** How long to wait before each try to replace a worker, ms; the last one repeats. */
const REPLACE_AFTER_MS = [0, 100, 500, 2000, 10_000] as const

/** How long a place answers whoever looks for a way, ms: longer than any path is tried. */
const PATH_MS = 15_000
/** So many of them stand at once: after a fall of the server all booths and consoles look again. Whoever finds none isn't kept from calling. */
const MOST_PLACES = 500

/** What every room speaks, as ROOM_CAPABILITIES tells the pages: VP8, because each browser has it and each machine can encode it in software, and Opus. */
const MEDIA_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

const startHost = async (workerBin: string, { listenIp, announcedAddress, port }: Listening): Promise<Host> => {
  const worker = await createWorker({ workerBin, logLevel: 'warn' })
  try {
    const listenInfos = (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip: listenIp,
      ...(announcedAddress === null ? {} : { announcedAddress }),
      ...(port === 0 ? {} : { port }),
    }))
    return { worker, webRtcServer: await worker.createWebRtcServer({ listenInfos }), routers: new Set() }
  } catch (error) {
    worker.close()
    throw error
  }
}

/**
 * Starts `count` workers and replaces each that dies. `died` is called when one did, `replaced` when another stands for it.
 * Throws when one can't start: a wrong binary, a port in use.
 */
export const openWorkers = async (
  { workerBin, count, listening, log }: { workerBin: string; count: number; listening: Listening; log: Log },
  { died, replaced }: { died: () => void; replaced: () => void },
): Promise<Workers> => {
  const hosts: (Host | null)[] = Array.from({ length: count }, () => null)
  let closed = false

  const start = async (at: number): Promise<void> => {
    const host = await startHost(workerBin, { ...listening, port: listening.port === 0 ? 0 : listening.port + at })
    // It may have died, or everything may have been closed, while it was starting.
    if (closed) return host.worker.close()
    if (host.worker.died) throw new Error('the worker died while it was starting')
    hosts[at] = host
    host.worker.on('died', () => {
      hosts[at] = null
      log.error({ pid: host.worker.pid }, 'a media worker died; it is being replaced')
      died()
      void replace(at)
    })
  }
  const replace = async (at: number, tried = 0): Promise<void> => {
    await after(REPLACE_AFTER_MS[Math.min(tried, REPLACE_AFTER_MS.length - 1)], undefined, { ref: false })
    if (closed) return
    try {
      await start(at)
      log.info({ pid: hosts[at]?.worker.pid }, 'a media worker took the place of the dead one')
      replaced()
    } catch (error) {
      log.error({ err: error }, 'a media worker could not be replaced; trying again')
      await replace(at, tried + 1)
    }
  }
  // mediasoup closes its workers itself on SIGINT and SIGTERM: those aren't dead, yet gone.
  const alive = () => hosts.filter((host) => host !== null).filter(({ worker }) => !worker.closed)
  const close = async () => {
    closed = true
    const ending = hosts.flatMap((host) => (host === null || host.worker.subprocessClosed ? [] : [host.worker]))
    await Promise.all(
      ending.map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.once('subprocessclose', resolve)
            worker.close()
          }),
      ),
    )
  }

  try {
    await Promise.all(hosts.map((_, at) => start(at)))
  } catch (error) {
    await close()
    throw error
  }
  /** Places to look for a way that stand now. */
  let places = 0
  const leastBusy = () => alive().toSorted((a, b) => a.routers.size - b.routers.size)[0]
  return {
    async openPath() {
      const host = leastBusy()
      if (!host || places >= MOST_PLACES) return null
      try {
        // Of its own, and no room: it is closed with all that came of it.
        const router = await host.worker.createRouter()
        places += 1
        router.observer.once('close', () => (places -= 1))
        setTimeout(() => router.close(), PATH_MS).unref()
        return await router.createWebRtcTransport({ webRtcServer: host.webRtcServer, preferUdp: true })
      } catch (error) {
        log.warn({ err: error, pid: host.worker.pid }, 'a media worker opened no place to look for a way')
        return null
      }
    },
    async openRouter() {
      const host = leastBusy()
      if (!host) return null
      try {
        const router = await host.worker.createRouter({ mediaCodecs: MEDIA_CODECS })
        host.routers.add(router)
        router.observer.once('close', () => host.routers.delete(router))
        return { router, webRtcServer: host.webRtcServer }
      } catch (error) {
        log.warn({ err: error, pid: host.worker.pid }, 'a media worker opened no room')
        return null
      }
    },
    all: () => alive().map(({ worker, routers }) => ({ pid: worker.pid, rooms: routers.size })),
    close,
  }
}
