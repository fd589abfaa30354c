import { rmSync } from 'node:fs'
import { createWorker, type types } from 'mediasoup'
import { buildPages, openSite } from '../../media/stage.ts'
import { workerBin } from '../../worker-bin.ts'

/** Codecs as the product's rooms have them. */
const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

type There = { participant: string; source: string; producer: types.Producer }

/** A call by mediasoup alone: what the product's is measured beside. One call at a time. `mediaPort` 0 takes any. */
export const openBareCall = async (mediaPort = 0) => {
  const pages = await buildPages(import.meta.dirname)
  const site = await openSite(pages)
  const worker = await createWorker({ workerBin: workerBin() })
  const listenInfos = (['udp', 'tcp'] as const).map((protocol) => ({
    protocol,
    ip: '127.0.0.1',
    ...(mediaPort === 0 ? {} : { port: mediaPort }),
  }))
  const webRtcServer = await worker.createWebRtcServer({ listenInfos })
  const router = await worker.createRouter({ mediaCodecs })
  const there = new Map<string, There>()

  site.line.on('connection', (socket) => {
    const participant = String(socket.handshake.auth['me'])
    const transports = new Map<string, types.WebRtcTransport>()
    const consumers = new Map<string, types.Consumer>()
    const ways: Record<string, types.WebRtcTransport> = {}
    const answer = (event: string, give: (body: never) => Promise<unknown>) =>
      socket.on(event, ((body: never, ack: (value: unknown) => void) => void give(body).then(ack)) as () => void)
    answer('capabilities', async () => router.rtpCapabilities)
    answer('transport', async ({ way }: { way: string }) => {
      const made = await router.createWebRtcTransport({ webRtcServer, preferUdp: true, initialAvailableOutgoingBitrate: 1_500_000 })
      transports.set(made.id, made)
      ways[way] = made
      const { id, iceParameters, iceCandidates, dtlsParameters } = made
      return { id, iceParameters, iceCandidates, dtlsParameters }
    })
    answer('connect:transport', async ({ transport, dtlsParameters }: { transport: string; dtlsParameters: types.DtlsParameters }) => {
      await transports.get(transport)?.connect({ dtlsParameters })
      return {}
    })
    answer('produce', async ({ source, ...options }: types.ProducerOptions & { source: string }) => {
      const producer = await ways['send']?.produce(options)
      if (!producer) throw new Error('no transport')
      there.set(producer.id, { participant, source, producer })
      producer.observer.once('close', () => there.delete(producer.id))
      socket.broadcast.emit('there', producer.id)
      return { id: producer.id }
    })
    answer('ready', async () => {
      for (const { participant: other, producer } of there.values()) if (other !== participant) socket.emit('there', producer.id)
      return {}
    })
    answer('consume', async ({ producer, rtpCapabilities }: { producer: string; rtpCapabilities: types.RtpCapabilities }) => {
      const consumer = await ways['receive']?.consume({ producerId: producer, rtpCapabilities, paused: true })
      if (!consumer) throw new Error('no transport')
      consumers.set(consumer.id, consumer)
      const { id, kind, rtpParameters } = consumer
      return { id, producerId: producer, kind, rtpParameters, source: there.get(producer)?.source }
    })
    answer('resume', async ({ consumer }: { consumer: string }) => {
      await consumers.get(consumer)?.resume()
      return {}
    })
    socket.on('disconnect', () => {
      for (const transport of transports.values()) transport.close()
    })
  })
  return {
    worker: worker.pid,
    page: (me: 'booth' | 'doctor') => `${site.origin}/?me=${me}`,
    async close() {
      await site.close()
      worker.close()
      rmSync(pages, { recursive: true, force: true })
    },
  }
}
